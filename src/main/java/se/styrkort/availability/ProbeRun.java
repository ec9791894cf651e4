package se.styrkort.availability;

/**
 * Probes in a row that found a service in one state, with no gap longer than a probe holds.
 *
 * @param from of the first probe, seconds since 1970
 * @param until of the last probe, not the end of the state
 * @param importId the delivery whose probe began it
 * @param line of that probe
 */
public record ProbeRun(long from, long until, boolean up, long importId, int line) {
    public ProbeRun {
        if (until < from) {
            throw new IllegalArgumentException("a run from " + from + " until " + until);
        }
    }

    /** The same state in the same time; which delivery said it first does not matter. */
    boolean saysTheSame(ProbeRun other) {
        return from == other.from && until == other.until && up == other.up;
    }
}
