package se.styrkort.publication;

import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.Subject;

/**
 * Something that is not as it was published.
 *
 * @param subject absent for what belongs to none
 * @param node absent for what belongs to none
 * @param what the fact's name
 * @param published as text; absent when there was nothing
 * @param recomputed what the database gives now, as known then
 */
public record Difference(
        Check check,
        @Nullable Subject subject,
        @Nullable String node,
        String what,
        @Nullable String published,
        @Nullable String recomputed,
        Why why) {
    Difference because(Why other) {
        return new Difference(check, subject, node, what, published, recomputed, other);
    }
}
