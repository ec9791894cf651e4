package se.styrkort.ingest;

/** The file of an earlier import read again, with what was decided about its rows since. */
record Replay(long importId, RowDecisions decisions) {}
