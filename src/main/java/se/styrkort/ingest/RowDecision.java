package se.styrkort.ingest;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a steward decided about a row in quarantine (karantän).
 *
 * @param line of the file, the first is 1
 * @param column whose cell was corrected; absent for other decisions
 * @param value what the cell is to say instead; absent for other decisions
 */
public record RowDecision(
        long line,
        Kind kind,
        @Nullable String column,
        @Nullable String value,
        @Nullable String comment,
        String actor,
        Instant at) {
    /** What can be decided. */
    public enum Kind {
        /** A cell says something else when the file is read again. */
        CORRECTED,
        /** The row is wrong and stays out. */
        DISMISSED,
        /** The row goes in although it is hard to believe. */
        RELEASED,
        /** A row that was dismissed waits again. */
        REOPENED;

        /** {@code corrected}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
