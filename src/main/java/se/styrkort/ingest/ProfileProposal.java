package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;

/**
 * A profile to begin with, guessed from the header and the first rows of a file: which column looks like the period, the
 * value, the service, the organisation and the metric. A person decides; what could not be guessed says so.
 */
final class ProfileProposal {
    private static final Pattern PERIOD = words("period|månad|manad|month|datum|date|dag|day|vecka|week|år|year");
    private static final Pattern VALUE =
            words("värde|varde|value|belopp|amount|antal|count|summa|sum|total|kostnad|cost");
    private static final Pattern SERVICE = words("tjänst|tjanst|service|system|applikation|application");
    private static final Pattern ORGANISATION = words(
            "organisation|nämnd|namnd|förvaltning|forvaltning|bolag|kommun|region|enhet|avdelning|department|unit");
    private static final Pattern METRIC = words("mått|matt|metric|measure|nyckeltal");
    private static final Pattern MONEY = words("belopp|kostnad|kronor|cost|amount|price|pris|sek|\\bkr\\b");
    private static final Pattern NUMBER = Pattern.compile("[-−(]?\\d[\\d \\u00A0\\u202F.,]*[%)]?");
    private static final Pattern COMMA = Pattern.compile(".*\\d,\\d{1,2}\\D?");
    private static final Pattern POINT = Pattern.compile(".*\\d\\.\\d{1,2}\\D?");

    private final String fileName;
    private final List<String> header;
    private final List<List<String>> rows;
    private final char delimiter;
    private final Catalog catalog;
    private final Set<String> taken = new HashSet<>();

    /** @param rows the first of the file; the more, the better the guess */
    ProfileProposal(String fileName, List<String> header, List<List<String>> rows, char delimiter, Catalog catalog) {
        this.fileName = fileName;
        this.header = header;
        this.rows = rows;
        this.delimiter = delimiter;
        this.catalog = catalog;
    }

    private static Pattern words(String words) {
        return Pattern.compile("(" + words + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    String yaml() {
        String period = column(PERIOD, cell -> PeriodText.read(cell, List.of()).isPresent(), true);
        String metric = column(METRIC, cell -> catalog.metric(cell) != null, false);
        String service =
                column(SERVICE, cell -> !catalog.lookUp(Kind.SERVICE, cell).isEmpty(), false);
        String organisation = column(
                ORGANISATION, cell -> !catalog.lookUp(Kind.ORGANISATION, cell).isEmpty(), false);
        String value = column(VALUE, cell -> NUMBER.matcher(cell).matches(), true);
        StringBuilder yaml = new StringBuilder("code: ").append(code()).append('\n');
        decimal(value)
                .ifPresent(sign -> yaml.append("decimal: ").append(quoted(sign)).append('\n'));
        yaml.append("rows:\n");
        yaml.append("  - metric: ").append(metric != null ? column(metric) : "{constant: " + anyMetric(value) + "}");
        yaml.append(metric == null ? "          # ?\n" : "\n");
        yaml.append("    period: ")
                .append(period == null ? "{column: PERIOD}          # ?" : column(period))
                .append('\n');
        if (service != null) {
            yaml.append("    service: ").append(column(service)).append('\n');
        }
        if (organisation != null) {
            yaml.append("    organisation: ").append(column(organisation)).append('\n');
        }
        yaml.append("    value: ")
                .append(value == null ? "{column: VALUE}          # ?" : column(value))
                .append('\n');
        return yaml.toString();
    }

    /** The file's name without its date and ending, as a code. */
    private String code() {
        String name = fileName.replaceFirst("\\.[^.]*$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[åä]", "a")
                .replace('ö', 'o')
                .replaceAll("[^a-z]+", "-")
                .replaceAll("^-|-$", "");
        return name.isEmpty() ? "min-profil" : name;
    }

    /**
     * The column that looks most like it; null when none does.
     *
     * @param looks whether a cell looks like it
     * @param needed whether cells must look like it however the column is called
     */
    private @Nullable String column(Pattern named, Predicate<String> looks, boolean needed) {
        Optional<Integer> best = Optional.empty();
        double most = 0;
        for (int i = 0; i < header.size(); i++) {
            double share = share(i, looks);
            double score = share + (named.matcher(header.get(i)).find() ? 1 : 0);
            boolean possible = needed ? share > 0.5 : score >= 0.5;
            if (possible && score > most && !taken.contains(header.get(i))) {
                best = Optional.of(i);
                most = score;
            }
        }
        best.ifPresent(index -> taken.add(header.get(index)));
        return best.map(header::get).orElse(null);
    }

    /** How many of the column's cells that are not empty look like it, 0 to 1. */
    private double share(int index, Predicate<String> looks) {
        List<String> cells = cells(index);
        return cells.isEmpty() ? 0 : (double) cells.stream().filter(looks).count() / cells.size();
    }

    private List<String> cells(int index) {
        List<String> cells = new ArrayList<>();
        for (List<String> row : rows) {
            if (index < row.size() && !row.get(index).isBlank()) {
                cells.add(row.get(index).strip());
            }
        }
        return cells;
    }

    /** The decimal sign, where it is another than the delimiter would let expect. */
    private Optional<String> decimal(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        List<String> cells = cells(header.indexOf(value));
        long commas =
                cells.stream().filter(cell -> COMMA.matcher(cell).matches()).count();
        long points =
                cells.stream().filter(cell -> POINT.matcher(cell).matches()).count();
        if (delimiter == ',') {
            return commas > points ? Optional.of(",") : Optional.empty();
        }
        return points > commas ? Optional.of(".") : Optional.empty();
    }

    /** A metric in money where the value looks like money, else of use, else any. */
    private String anyMetric(@Nullable String value) {
        boolean money = value != null && MONEY.matcher(value).find();
        String wanted = money ? "cost.total" : "usage.active_users";
        return catalog.list(Kind.METRIC).stream()
                .map(version -> version.entry().code())
                .min(Comparator.comparing((String code) -> !code.equals(wanted)).thenComparing(code -> code))
                .orElse("METRIC");
    }

    private static String column(String name) {
        return "{column: " + quoted(name) + "}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
