package se.styrkort.collector;

import java.time.Duration;
import java.util.Optional;

/**
 * How a failed run is tried again: after {@code first}, then twice as long each time, at most {@code most}, until
 * {@code attempts} runs in a row have failed; then it waits for its schedule like any other.
 */
record Backoff(int attempts, Duration first, Duration most) {
    static final Backoff USUAL = new Backoff(5, Duration.ofMinutes(1), Duration.ofHours(1));

    private static final double SPREAD = 0.1;

    Backoff {
        if (attempts < 1 || first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("at least one attempt, and the longest pause not under the first");
        }
    }

    /**
     * How long to wait.
     *
     * @param failed how many runs in a row have failed, at least 1
     * @param share of a tenth of the pause that is added, 0 to 1: who failed together does not come back together
     * @return nothing when it is not tried again before its time
     */
    Optional<Duration> pause(int failed, double share) {
        return failed >= attempts ? Optional.empty() : Optional.of(length(failed, share));
    }

    /** The pause after so many failures, however many there may be. */
    Duration length(int failed, double share) {
        double doubled = first.toMillis() * Math.pow(2, failed - 1.0);
        long millis = (long) Math.min(doubled, (double) most.toMillis());
        return Duration.ofMillis(millis + (long) (millis * SPREAD * share));
    }
}
