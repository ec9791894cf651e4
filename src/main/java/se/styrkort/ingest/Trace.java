package se.styrkort.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/**
 * Where an observation came from: the value in force, the earlier ones from the newest to the oldest, and for each the
 * import and the rows of its file.
 *
 * @param current absent when the series has no observation for the period
 */
public record Trace(
        String metric,
        @Nullable String service,
        @Nullable String organisation,
        String qualifier,
        String period,
        @Nullable Version current,
        List<Version> earlier) {

    /**
     * One version of the observation.
     *
     * @param ended the revision that superseded it, absent for the one in force
     * @param reason why it replaced the one before
     * @param rows every row of the file that it was made of
     * @param origins what it was computed from, when it was: outages, runs of probes, tickets
     */
    public record Version(
            State state,
            @Nullable BigDecimal value,
            Quality quality,
            @Nullable Integer sampleSize,
            @Nullable BigDecimal stdDev,
            @Nullable String reason,
            long revision,
            Instant committedAt,
            @Nullable Long ended,
            long importId,
            String source,
            String profile,
            String fileName,
            String sha256,
            Instant receivedAt,
            String actor,
            List<Flag> flags,
            List<SourceRow> rows,
            List<Origin> origins) {
        /** The same without the text of the rows, which may hold figures of others. */
        Version withoutText() {
            return with(
                    rows.stream().map(row -> new SourceRow(row.line(), null)).toList(), origins);
        }

        Version with(List<Origin> found) {
            return with(rows, found);
        }

        private Version with(List<SourceRow> shown, List<Origin> found) {
            return new Version(
                    state,
                    value,
                    quality,
                    sampleSize,
                    stdDev,
                    reason,
                    revision,
                    committedAt,
                    ended,
                    importId,
                    source,
                    profile,
                    fileName,
                    sha256,
                    receivedAt,
                    actor,
                    flags,
                    shown,
                    found);
        }
    }

    /**
     * An input that a figure was computed from.
     *
     * @param kind such as {@code outage}
     * @param id of it, where it has one
     * @param service code
     * @param until exclusive; absent while it goes on
     * @param what it says, such as {@code planned} or {@code down}
     * @param importId the delivery that brought it; absent where somebody entered it
     * @param line of that delivery's file
     */
    public record Origin(
            String kind,
            @Nullable String id,
            String service,
            Instant from,
            @Nullable Instant until,
            String what,
            @Nullable String reason,
            @Nullable Long importId,
            @Nullable Long line) {}

    /**
     * A plausibility rule that found the value suspicious; it went in all the same.
     *
     * @param rule such as {@code jump}
     * @param detail what it was measured by, such as the median
     * @param releasedBy the steward who let the held row go; absent where the rule only flags
     */
    public record Flag(String rule, String detail, @Nullable String releasedBy) {}

    /**
     * A row as it was delivered.
     *
     * @param line first line is 1
     * @param raw the text of the row; absent when the content was not kept, or holds what the reader may not see
     */
    public record SourceRow(long line, @Nullable String raw) {}
}
