package se.styrkort.ingest;

/** How many rows of a delivery went which way, before the merge found those that contradict each other. */
public record Tally(long used, long filtered, long blank, long rejected) {
    long rows() {
        return used + filtered + blank + rejected;
    }

    /** Rows that were good one by one but could not stand together. */
    Tally lessConflicting(long lines) {
        return new Tally(used - lines, filtered, blank, rejected + lines);
    }
}
