package se.styrkort.report;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;
import se.styrkort.observation.State;

/**
 * A service's downtime of a month, in seconds, that is another than it was in last month's report.
 *
 * @param before null: it had none
 * @param state of what it is now
 * @param now null: it has none any more
 */
public record RestatedAvailability(
        Service service,
        Period period,
        @Nullable BigDecimal before,
        State state,
        @Nullable BigDecimal now,
        @Nullable String reason,
        @Nullable String actor,
        @Nullable Instant at) {}
