package se.styrkort.availability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outage as it was said to be, from one revision to another.
 *
 * @param id the same in all versions
 * @param ended the revision that superseded it; null: it is in force
 * @param source code of the source
 * @param key which one it is in its source
 * @param withdrawn it never was
 * @param changeReason why it replaced the version before
 * @param approver who approved that, in words
 * @param importId the delivery that brought it; null: an operator entered it
 * @param line of that delivery's file; 0 for an operator's
 * @param synthetic whether the source invents
 */
public record OutageVersion(
        long id,
        long revision,
        @Nullable Long ended,
        String source,
        String key,
        Outage outage,
        boolean withdrawn,
        @Nullable String changeReason,
        @Nullable String approver,
        String actor,
        Instant committedAt,
        @Nullable Long importId,
        int line,
        boolean synthetic) {}
