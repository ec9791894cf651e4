package se.styrkort.ingest;

import java.time.Instant;

/**
 * A delivery that was tried and waits for whoever made it to confirm or discard it.
 *
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
record Proposal(long id, String fileName, String sha256, ImportParameters wishes, Instant madeAt) {}
