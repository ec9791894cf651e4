package se.styrkort.availability;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Spans;

/**
 * An interruption of a service or maintenance of it (avbrott, underhåll).
 *
 * @param service id of its catalog entry
 * @param end exclusive, after the start; null: it still goes on
 * @param announcedAt when maintenance was announced; null: it was not
 * @param reason the cause, for those who work with the service; never published
 * @param published whether the current operating information shows it
 * @param message what that says of it
 */
public record Outage(
        long service,
        OutageKind kind,
        Instant start,
        @Nullable Instant end,
        @Nullable Instant announcedAt,
        @Nullable String reason,
        boolean published,
        @Nullable String message) {
    public Outage {
        if (end != null && !end.isAfter(start)) {
            throw new IllegalArgumentException("it ends at " + end + ", before it starts at " + start);
        }
    }

    /** Whether it covers a part of an interval; one that still goes on has no end. */
    boolean overlaps(Instant from, Instant until) {
        return start.isBefore(until) && (end == null || end.isAfter(from));
    }

    /**
     * Whether it is maintenance that was announced in time, which the agreement leaves out; all else counts as down.
     *
     * @param notice how long before its start it must have been announced
     */
    boolean isExcluded(Duration notice) {
        return kind == OutageKind.PLANNED && announcedAt != null && !announcedAt.isAfter(start.minus(notice));
    }

    /** Its time in whole seconds; one that still goes on has lasted until now. */
    Spans time(Instant now) {
        return Spans.of(start.getEpochSecond(), (end == null ? now : end).getEpochSecond());
    }

    /** Years that an outage may last at most: more is a mistake of the year. */
    static final int LONGEST_YEARS = 10;

    /** Whether it is longer than that, or that far away. */
    static boolean isTooLong(Instant start, @Nullable Instant end, Instant now) {
        Duration most = Duration.ofDays(366L * LONGEST_YEARS);
        Instant last = end == null ? now : end;
        return Duration.between(start, last).compareTo(most) > 0
                || Duration.between(now, last).compareTo(most) > 0
                || start.isBefore(Instant.EPOCH);
    }
}
