package se.styrkort.completeness;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * A service's figures of one metric for one period.
 *
 * @param expected how many series had been delivered for by then, of all organisations or the one that is asked about
 * @param values how many of them have a value
 * @param cause of the first of those that have none; absent where all have one
 */
public record Cell(
        Period period, int expected, int values, @Nullable Cause cause) {
    /** What a reader sees at once. */
    public enum State {
        COMPLETE,
        /** Some series have values, some should have and have not. */
        PARTLY,
        EMPTY;

        /** {@code complete}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state() {
        return values == 0 ? State.EMPTY : cause == null ? State.COMPLETE : State.PARTLY;
    }
}
