package se.styrkort.ingest;

import java.time.Instant;

/** A delivery that was tried and waits for whoever made it to confirm or discard it. */
record Proposal(long id, String fileName, ImportParameters wishes, Instant madeAt) {}
