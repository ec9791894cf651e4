package se.styrkort.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One committed change of observations, catalog or models.
 *
 * @param revision from 1, without gaps, in the order in which changes became visible
 * @param committedAt by the database's clock, strictly increasing with the number
 * @param actor who made it
 * @param kind what was changed, in one word: {@code import}, {@code catalog}, {@code model}
 * @param importId the import that made it, if one did
 * @param reason why, in the words of whoever made it
 */
public record Revision(
        long revision,
        Instant committedAt,
        String actor,
        String kind,
        @Nullable Long importId,
        @Nullable String reason) {
    public Revision {
        if (revision < 1) {
            throw new IllegalArgumentException("a revision is 1 or more, not " + revision);
        }
        if (actor.isBlank() || kind.isBlank()) {
            throw new IllegalArgumentException("a revision says who made it and what it changed");
        }
    }
}
