package se.styrkort.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * How new a source's figures are.
 *
 * @param newest the period with a value that ends last, the shortest of those that end together; absent when the source
 *     has no values
 */
record Freshness(
        String source, Instant lastImport, @Nullable Period newest) {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    /** The first instant after the newest period. */
    Instant periodEnd() {
        return begin(period().next());
    }

    Duration periodLength() {
        return Duration.between(begin(period()), periodEnd());
    }

    private Period period() {
        return Optional.ofNullable(newest).orElseThrow();
    }

    private static Instant begin(Period period) {
        LocalDate first = period.first();
        return first.atStartOfDay(SWEDEN).toInstant();
    }

    /** The one of two sightings of a source whose period counts. */
    static Freshness newer(Freshness one, Freshness other) {
        if (one.newest == null || other.newest == null) {
            return one.newest == null ? other : one;
        }
        int byEnd = one.periodEnd().compareTo(other.periodEnd());
        boolean first = byEnd != 0 ? byEnd > 0 : one.newest.granularity().compareTo(other.newest.granularity()) < 0;
        return first ? one : other;
    }
}
