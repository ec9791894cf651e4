package se.styrkort.observation;

/**
 * What observations are known by again: two lists of them are the same when their digests are.
 *
 * @param count how many they are
 * @param sha256 of one line per observation, in the order of service, organisation, qualifier and period by code: the
 *     canonical JSON of {@code [metric, service, organisation, qualifier, period, state, value, quality, line, sha256 of
 *     the delivered file]}, each line ended by U+000A
 */
public record ObservationDigest(long count, String sha256) {
    /** Of no observation at all. */
    public static final ObservationDigest NONE =
            new ObservationDigest(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
