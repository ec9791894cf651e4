package se.styrkort.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Metric;
import se.styrkort.observation.Draft;

/**
 * What each row of a file becomes under a profile, without anything being changed: the same reading and judging as when it
 * is taken in, up to where rows are compared with each other and with what is there.
 *
 * @param header names of the file's columns
 * @param rows the first {@value #SHOWN}; several where a row of a wide table is made into several
 * @param tally how many of all rows become figures, and how many do not
 */
public record ProfileTrial(List<String> header, List<Row> rows, Tally tally) {
    public static final int SHOWN = 100;

    /** The entries that a trial makes have numbers beyond any that the catalog gives. */
    private static final long FIRST_NEW = Long.MAX_VALUE / 2;

    /**
     * A row and its lot.
     *
     * @param outcome key of the text that says it: used, left out, blank, rejected, or not tried
     */
    public record Row(
            long line, List<String> cells, String outcome, List<Figure> figures, List<Rejection> rejections) {}

    /**
     * An observation that a row becomes; codes, empty for none.
     *
     * @param anew whether the service or the organisation is not in the catalog and would be created
     */
    public record Figure(
            String metric,
            String service,
            String organisation,
            String qualifier,
            String period,
            String value,
            boolean anew) {}

    private record Judged(long line, Verdict verdict) {}

    /** @throws UnreadableFile when the file as a whole cannot be read under the profile */
    static ProfileTrial of(Delivery delivery, Profile profile, Catalog catalog) throws IOException {
        List<Judged> judged = new ArrayList<>();
        try (DeliveryReading reading = DeliveryReading.open(delivery, profile, null)) {
            Judging.Judged all = reading.judge(
                    DeliveryReading.Known.of(catalog), new AtomicLong(FIRST_NEW)::incrementAndGet, (line, verdict) -> {
                        if (judged.size() < SHOWN) {
                            judged.add(new Judged(line, verdict));
                        }
                    });
            try (Table table = Table.open(delivery, profile, reading.form().format())) {
                Map<Long, List<String>> cells = cells(table, judged);
                Codes codes = new Codes(catalog, all.newcomers());
                return new ProfileTrial(
                        table.header(),
                        judged.stream()
                                .map(each -> row(each, cells.getOrDefault(each.line(), List.of()), codes))
                                .toList(),
                        all.tally());
            }
        }
    }

    /** The first rows of a file as they stand, where there is no profile yet that they could be tried under. */
    static ProfileTrial untried(Table table) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (RawRow row = table.next(); row != null && rows.size() < SHOWN; row = table.next()) {
            rows.add(new Row(row.line(), row.cells(), "profiles.untried", List.of(), List.of()));
        }
        return new ProfileTrial(table.header(), rows, new Tally(0, 0, 0, 0));
    }

    /** What stands in the rows that are shown, by line. */
    private static Map<Long, List<String>> cells(Table table, List<Judged> shown) throws IOException {
        Map<Long, List<String>> cells = new HashMap<>();
        long last = shown.isEmpty() ? 0 : shown.getLast().line();
        for (RawRow row = table.next(); row != null && row.line() <= last; row = table.next()) {
            cells.put(row.line(), row.cells());
        }
        return cells;
    }

    private static Row row(Judged judged, List<String> cells, Codes codes) {
        return switch (judged.verdict()) {
            case Verdict.Accepted accepted ->
                new Row(
                        judged.line(),
                        cells,
                        "profiles.used",
                        accepted.drafts().stream().map(codes::figure).toList(),
                        List.of());
            case Verdict.Entered ignored -> new Row(judged.line(), cells, "profiles.used", List.of(), List.of());
            case Verdict.Rejected rejected ->
                new Row(judged.line(), cells, "profiles.rejected", List.of(), rejected.rejections());
            case Verdict.Filtered ignored -> new Row(judged.line(), cells, "profiles.filtered", List.of(), List.of());
            case Verdict.Blank ignored -> new Row(judged.line(), cells, "profiles.blank", List.of(), List.of());
        };
    }

    /** The codes behind the numbers of a draft. */
    private record Codes(Catalog catalog, List<Newcomers.Newcomer> newcomers) {
        Figure figure(Draft draft) {
            Metric metric =
                    (Metric) catalog.find(draft.metricId()).orElseThrow().entry();
            return new Figure(
                    metric.code(),
                    code(draft.serviceId()),
                    code(draft.organisationId()),
                    draft.qualifier(),
                    new Period(metric.granularity(), draft.period()).code(),
                    draft.value() == null ? draft.state().name() : draft.value().toPlainString(),
                    draft.serviceId() > FIRST_NEW || draft.organisationId() > FIRST_NEW);
        }

        private String code(long id) {
            String known = id == 0 ? "" : catalog.codeOf(id);
            return known != null
                    ? known
                    : newcomers.stream()
                            .filter(newcomer -> newcomer.id() == id)
                            .map(newcomer -> newcomer.entry().code())
                            .findFirst()
                            .orElse("");
        }
    }
}
