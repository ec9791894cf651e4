package se.styrkort.completeness;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import se.styrkort.observation.State;

/**
 * What came for a service and a metric, counted over its series.
 *
 * @param first how many series have their first observation in a period, by its first day
 * @param states how many series have an observation in a state, by the period's first day
 * @param rejected first days of periods for which a rejected row waits
 * @param sources codes of those that deliver it
 */
public record Delivered(
        TreeMap<LocalDate, Integer> first,
        Map<LocalDate, Map<State, Integer>> states,
        Set<LocalDate> rejected,
        Set<String> sources) {
    static Delivered nothing() {
        return new Delivered(new TreeMap<>(), new HashMap<>(), new TreeSet<>(), new TreeSet<>());
    }

    /** How many series had begun by a period. */
    int begunBy(LocalDate period) {
        return first.headMap(period, true).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    int count(LocalDate period, State state) {
        return states.getOrDefault(period, Map.of()).getOrDefault(state, 0);
    }
}
