package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/**
 * One observation under a score, with the rows of the file that it came from.
 *
 * @param period code of the period
 * @param revision the change that made it the current one
 * @param importId the import that brought it; absent for what was computed here
 * @param source where the figure comes from, by code
 * @param rows every contributing row, none where the import kept no content
 */
public record ExplainedObservation(
        String metric,
        @Nullable String service,
        @Nullable String organisation,
        @Nullable String qualifier,
        String period,
        State state,
        @Nullable BigDecimal value,
        Quality quality,
        long revision,
        @Nullable Long importId,
        @Nullable String fileName,
        @Nullable String source,
        List<SourceRow> rows) {
    public ExplainedObservation {
        rows = List.copyOf(rows);
    }

    /** The same without the text of the rows, which may hold figures of others. */
    ExplainedObservation withoutText() {
        return new ExplainedObservation(
                metric,
                service,
                organisation,
                qualifier,
                period,
                state,
                value,
                quality,
                revision,
                importId,
                fileName,
                source,
                rows.stream().map(row -> new SourceRow(row.line(), "")).toList());
    }

    /**
     * A row as the source wrote it.
     *
     * @param line first line is 1
     * @param text empty where it may not be shown
     */
    public record SourceRow(long line, String text) {}
}
