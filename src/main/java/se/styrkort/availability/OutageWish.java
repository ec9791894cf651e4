package se.styrkort.availability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of an outage, as it was sent.
 *
 * @param service code
 * @param kind {@code unplanned} when nothing is said
 * @param changeReason why an outage is corrected, or figures of a closed month are restated
 * @param approver who approved that, in words
 */
public record OutageWish(
        @Nullable String service,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable String kind,
        @Nullable Instant announcedAt,
        @Nullable String reason,
        @Nullable Boolean published,
        @Nullable String message,
        @Nullable String changeReason,
        @Nullable String approver) {}
