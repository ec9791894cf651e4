package se.styrkort.collector;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/**
 * How new a source's figures are (färskhet).
 *
 * @param lastImport when its last delivery went in; absent when there was none
 * @param newest the period with a value that ends last, the shortest of those that end together; absent when the source
 *     has no values
 */
public record Freshness(
        Source source,
        @Nullable Instant lastImport,
        @Nullable Period newest) {
    /** How long after a period's end figures may take where the source does not say. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(15);

    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    /** Freshness as a word. */
    public enum State {
        FRESH,
        /** The next period has ended, and its figures have taken longer than the source may. */
        LATE,
        NEVER_DELIVERED,
        /** Nothing is waited for. */
        NO_RHYTHM;

        /** {@code never_delivered}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state(Instant now) {
        if (source.rhythm() == Rhythm.NONE) {
            return State.NO_RHYTHM;
        }
        if (newest == null) {
            return source.rhythm() == null && lastImport != null ? State.NO_RHYTHM : State.NEVER_DELIVERED;
        }
        return due().map(now::isAfter).orElse(false) ? State.LATE : State.FRESH;
    }

    /** The first instant after the newest period. */
    Instant periodEnd() {
        return end(period());
    }

    Duration periodLength() {
        return Duration.between(begin(period()), periodEnd());
    }

    /** The period that is waited for: the one of the rhythm's length after the newest. */
    public Optional<Period> expected() {
        if (newest == null) {
            return Optional.empty();
        }
        Rhythm rhythm = source.rhythm();
        Granularity length = rhythm == null ? newest.granularity() : rhythm.period();
        return Optional.ofNullable(length)
                .map(granularity -> Period.containing(granularity, newest.next().first()));
    }

    /** When its figures are late. */
    public Optional<Instant> due() {
        return expected().map(this::due);
    }

    /** When the figures of a period are late: they come with those of the whole period of the rhythm, if that is longer. */
    public Instant due(Period period) {
        Rhythm rhythm = source.rhythm();
        Granularity length = rhythm == null ? null : rhythm.period();
        Period awaited = length == null || length.compareTo(period.granularity()) <= 0
                ? period
                : Period.containing(length, period.last());
        return end(awaited).plus(source.age().orElse(DEFAULT_MAX_AGE));
    }

    /** How old the newest period's end may become before the source is late. */
    Optional<Duration> maxAge() {
        return due().map(due -> Duration.between(periodEnd(), due));
    }

    private Period period() {
        return Optional.ofNullable(newest).orElseThrow();
    }

    private static Instant begin(Period period) {
        return period.first().atStartOfDay(SWEDEN).toInstant();
    }

    private static Instant end(Period period) {
        return begin(period.next());
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
