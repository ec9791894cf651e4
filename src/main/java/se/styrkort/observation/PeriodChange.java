package se.styrkort.observation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * A month put in a state: when, by whom and why.
 *
 * @param until when the next change came; absent for the state in force
 */
public record PeriodChange(
        Period month,
        PeriodState state,
        Instant at,
        String actor,
        @Nullable String reason,
        @Nullable Instant until) {}
