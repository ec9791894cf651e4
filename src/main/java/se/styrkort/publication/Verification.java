package se.styrkort.publication;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of verifying a publication.
 *
 * @param found how many differences each check found
 * @param differences the first {@value #SHOWN}
 * @param subjects how many scorecards were computed again
 * @param deliveries how many delivered files were read again
 */
public record Verification(
        Publication publication,
        Map<Check, Integer> found,
        List<Difference> differences,
        int subjects,
        int deliveries) {
    /** Of one tampered table there may be as many as there are rows. */
    static final int SHOWN = 1_000;

    public Verification {
        found = Map.copyOf(found);
        differences = List.copyOf(differences);
    }

    static Map<Check, Integer> counted(Iterable<Difference> differences) {
        Map<Check, Integer> found = new EnumMap<>(Check.class);
        differences.forEach(difference -> found.merge(difference.check(), 1, Integer::sum));
        return found;
    }

    public boolean identical() {
        return found.isEmpty();
    }

    public List<Check> checks() {
        return Arrays.asList(Check.values());
    }

    public int found(Check check) {
        return found.getOrDefault(check, 0);
    }

    public int total() {
        return found.values().stream().mapToInt(Integer::intValue).sum();
    }
}
