package se.styrkort.collector;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When a collector runs: so long after the last run began, or at a time of day in Sweden.
 *
 * @param every the interval; absent where there is a time of day
 * @param at the time of day; absent where there is an interval
 * @param jitter at most so much later, so that not all collectors of the country knock at the same second
 */
record Schedule(@Nullable Duration every, @Nullable LocalTime at, Duration jitter) {
    static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    Schedule {
        if ((every == null) == (at == null)) {
            throw new IllegalArgumentException("either an interval or a time of day");
        }
    }

    /**
     * The first run after an instant.
     *
     * @param share of the jitter that this run gets, 0 to 1
     */
    Instant next(Instant after, double share) {
        Duration later = Duration.ofMillis((long) (jitter.toMillis() * share));
        return unmoved(after).plus(later);
    }

    private Instant unmoved(Instant after) {
        if (every != null) {
            return after.plus(every);
        }
        LocalTime time = at == null ? LocalTime.MIDNIGHT : at;
        ZonedDateTime here = after.atZone(SWEDEN);
        // a time that does not exist when summer time begins is moved forward by the calendar
        ZonedDateTime today = here.toLocalDate().atTime(time).atZone(SWEDEN);
        return (today.isAfter(here)
                        ? today
                        : here.toLocalDate().plusDays(1).atTime(time).atZone(SWEDEN))
                .toInstant();
    }
}
