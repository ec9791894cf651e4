package se.styrkort.ingest;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;
import se.styrkort.web.SpreadsheetCsv;

/** Two rows of the profile {@code observations}, with codes of the catalog where it has any, to learn from. */
public record ExampleFile(List<Row> rows) {
    public static final List<String> COLUMNS = List.of("period", "metric", "service", "organisation", "value");

    private static final String COST = "cost.";
    private static final String USERS = "usage.active_users";

    public ExampleFile {
        rows = List.copyOf(rows);
    }

    public record Row(String period, String metric, String service, String organisation, String value) {
        List<String> cells() {
            return List.of(period, metric, service, organisation, value);
        }
    }

    /** Figures of the month before today. */
    static ExampleFile of(Catalog catalog, LocalDate today) {
        String month = Period.containing(Granularity.MONTH, today).previous().code();
        List<Metric> monthly = catalog.list(Kind.METRIC).stream()
                .map(version -> (Metric) version.entry())
                .filter(metric -> metric.granularity() == Granularity.MONTH)
                .toList();
        String users = code(catalog.metric(USERS), monthly.isEmpty() ? null : monthly.getFirst(), USERS);
        String money = monthly.stream()
                .filter(metric -> metric.unit().equals("SEK"))
                .map(Metric::code)
                .min(Comparator.comparing(code -> !code.startsWith(COST)))
                .orElse(users);
        String service = catalog.list(Kind.SERVICE).stream()
                .map(version -> (Service) version.entry())
                .filter(found -> "in_operation".equals(found.lifecycle()))
                .map(Service::code)
                .findFirst()
                .orElse(first(catalog, Kind.SERVICE, "e-moten"));
        String organisation = first(catalog, Kind.ORGANISATION, "0180");
        return new ExampleFile(List.of(
                new Row(month, users, service, organisation, "18431"),
                new Row(month, money, service, money.equals(users) ? "" : organisation, "125000,50")));
    }

    private static String code(@Nullable Metric wanted, @Nullable Metric other, String otherwise) {
        return Arrays.asList(wanted, other).stream()
                .filter(metric -> metric != null)
                .map(Metric::code)
                .findFirst()
                .orElse(otherwise);
    }

    private static String first(Catalog catalog, Kind kind, String otherwise) {
        List<Catalog.Version> found = catalog.list(kind);
        return found.isEmpty() ? otherwise : found.getFirst().entry().code();
    }

    /** As a file for Swedish Excel: semicolons and decimal comma. */
    byte[] csv() {
        String head = new String(SpreadsheetCsv.head(COLUMNS), StandardCharsets.UTF_8);
        String body =
                new String(SpreadsheetCsv.rows(rows.stream().map(Row::cells).toList()), StandardCharsets.UTF_8);
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
