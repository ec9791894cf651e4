package se.styrkort.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the foot of every printed page (sigill): the hash of the newest publication, which holds all hashes before
 * it. Whoever has a sheet of paper can tell whether what is shown later still is the chain of that day.
 */
public interface Seal {
    /**
     * The hash that is printed.
     *
     * @param number of the publication
     * @param hash in hexadecimal; {@code shortHash} is its beginning
     */
    record Stamp(long number, Instant publishedAt, String shortHash, String hash) {}

    /** Null as long as nothing has been published, and when the database does not say. */
    @Nullable
    Stamp newest();
}
