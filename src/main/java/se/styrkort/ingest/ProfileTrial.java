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
 * @param rows the first {@value #SHOWN}
 * @param used how many of all rows become figures, as the others how many do not
 */
public record ProfileTrial(
        List<String> header, List<Row> rows, long used, long filtered, long blank, long rejected) {
    public static final int SHOWN = 100;

    /** The entries that a trial makes have numbers beyond any that the catalog gives. */
    private static final long FIRST_NEW = Long.MAX_VALUE / 2;

    /**
     * A row and its lot.
     *
     * @param outcome {@code used}, {@code filtered}, {@code blank} or {@code rejected}
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

    /** @throws UnreadableFile when the file as a whole cannot be read under the profile */
    static ProfileTrial of(Delivery delivery, Profile profile, Catalog catalog) throws IOException {
        try (CsvTable table = CsvTable.open(delivery, profile)) {
            CellReader cells = CellReader.bind(profile, table.header(), delivery.fileName());
            NumberText numbers = new NumberText(
                    Ingest.decimal(null, profile, table.delimiter()), profile.thousands());
            Newcomers newcomers = new Newcomers(catalog, new AtomicLong(FIRST_NEW)::incrementAndGet);
            Validator validator = new Validator(
                    profile, catalog, SourceMappings.NONE, newcomers, cells, table.header().size(), numbers, null);
            Outcomes outcomes = new Outcomes(catalog, newcomers);
            long line = 1;
            for (RawRow row = table.next(line); row != null; row = table.next(line)) {
                line = row.line();
                outcomes.add(row, validator.judge(row));
            }
            return outcomes.of(table.header());
        }
    }

    private static final class Outcomes {
        private final Catalog catalog;
        private final Newcomers newcomers;
        private final List<Row> rows = new ArrayList<>();
        private final Map<String, Long> counts = new HashMap<>();

        Outcomes(Catalog catalog, Newcomers newcomers) {
            this.catalog = catalog;
            this.newcomers = newcomers;
        }

        void add(RawRow raw, Verdict verdict) {
            List<Figure> figures = List.of();
            List<Rejection> rejections = List.of();
            String outcome;
            switch (verdict) {
                case Verdict.Accepted accepted -> {
                    outcome = "used";
                    figures = accepted.drafts().stream().map(this::figure).toList();
                }
                case Verdict.Rejected rejected -> {
                    outcome = "rejected";
                    rejections = rejected.rejections();
                }
                case Verdict.Filtered ignored -> outcome = "filtered";
                case Verdict.Blank ignored -> outcome = "blank";
            }
            counts.merge(outcome, 1L, Long::sum);
            if (rows.size() < SHOWN) {
                rows.add(new Row(raw.line(), raw.cells(), outcome, figures, rejections));
            }
        }

        private Figure figure(Draft draft) {
            Metric metric = (Metric) catalog.find(draft.metricId()).orElseThrow().entry();
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
            if (id == 0) {
                return "";
            }
            String known = catalog.codeOf(id);
            return known != null
                    ? known
                    : newcomers.list().stream()
                            .filter(newcomer -> newcomer.id() == id)
                            .map(newcomer -> newcomer.entry().code())
                            .findFirst()
                            .orElse("");
        }

        ProfileTrial of(List<String> header) {
            return new ProfileTrial(
                    header, rows, count("used"), count("filtered"), count("blank"), count("rejected"));
        }

        private long count(String outcome) {
            return counts.getOrDefault(outcome, 0L);
        }
    }
}
