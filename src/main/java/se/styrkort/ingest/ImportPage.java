package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.FigureChange;

/**
 * What the page of one import shows.
 *
 * @param rejections those of this page of them
 * @param count of all rejections: a row may have several
 * @param number of this page, the first is 1
 * @param proposal the number under which the file of a dry run waits to be confirmed; absent otherwise
 */
public record ImportPage(
        ImportReport report,
        List<ImportView.Row> rejections,
        long count,
        int number,
        @Nullable Long proposal) {
    /** Rejections on one page. */
    public static final int SIZE = 500;

    public ImportPage {
        rejections = List.copyOf(rejections);
    }

    /** What a dry run found that would change, at most {@value #SIZE} of it. */
    public List<FigureChange> changes() {
        ImportReport.Difference difference = report.difference();
        return difference == null
                ? List.of()
                : difference.changes().stream().limit(SIZE).toList();
    }

    /** Whether more would change than is shown. */
    public boolean hasMoreChanges() {
        return report.difference() != null
                && (report.created()
                                + report.restated()
                                + report.emptied()
                                + report.difference().absent()
                        > changes().size());
    }

    public int pages() {
        return (int) Math.max(1, (count + SIZE - 1) / SIZE);
    }

    public long from() {
        return (number - 1L) * SIZE + 1;
    }

    public long to() {
        return from() + rejections.size() - 1;
    }

    /** The key of the sentence that says how it went. */
    public String outcomeKey() {
        if (report.dryRun()) {
            return "imports.outcome.dry_run";
        }
        if (report.used() == 0) {
            return "imports.outcome.nothing_in";
        }
        if (report.rejected() > 0) {
            return "imports.outcome.part";
        }
        return report.revision() == null ? "imports.outcome.no_change" : "imports.outcome.all";
    }

    /** The class of that sentence's box. */
    public String outcomeClass() {
        return report.used() == 0 ? "alert" : report.rejected() > 0 || report.dryRun() ? "caution" : "notice";
    }

    /** The key of the delimiter's name; where it has none, it names itself. */
    public String delimiterKey() {
        return switch (report.delimiter()) {
            case ";" -> "imports.delimiter.semicolon";
            case "," -> "imports.delimiter.comma";
            case "\t" -> "imports.delimiter.tab";
            default -> "imports.delimiter.other";
        };
    }
}
