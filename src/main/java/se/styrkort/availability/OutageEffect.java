package se.styrkort.availability;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry does, or would do, to months.
 *
 * @param outage as it is, or would be
 * @param revision that made it; null: nothing was changed
 * @param objection what stands against it, as the code of a problem; null: nothing does
 * @param objectionMonth the closed month that it is about
 */
public record OutageEffect(
        OutageVersion outage,
        @Nullable Long revision,
        @Nullable String objection,
        @Nullable String objectionMonth,
        List<Change> months) {
    /** A month before and after; the service's own, or that of one which is made of it. */
    public record Change(AvailabilityReadingRepository.Month before, AvailabilityReadingRepository.Month after) {}
}
