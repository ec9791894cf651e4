package se.styrkort.collector;

import java.util.Locale;

/** How a run of a collector ended. */
public enum RunOutcome {
    /** Something was taken in. */
    TAKEN,
    /** There was nothing new. */
    UNCHANGED,
    /** Some of it was fetched, some could not be. */
    PARTLY,
    FAILED,
    /** The program ended before the run did; what had been taken in is in. */
    INTERRUPTED;

    /** {@code unchanged}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
