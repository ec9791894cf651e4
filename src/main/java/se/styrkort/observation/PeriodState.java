package se.styrkort.observation;

import java.util.Locale;

/**
 * How final the figures of a month are (periodens läge): open until they begin to be settled, preliminary while they are
 * checked, closed when they stand; a month that was closed and is open again says so.
 */
public enum PeriodState {
    OPEN,
    PRELIMINARY,
    CLOSED,
    REOPENED;

    /** {@code reopened}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PeriodState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether a month in this state can be put in another by a steward. */
    boolean mayBecome(PeriodState wanted) {
        return switch (wanted) {
            case OPEN -> false;
            case PRELIMINARY -> this != CLOSED;
            case CLOSED -> true;
            case REOPENED -> this == CLOSED || this == REOPENED;
        };
    }
}
