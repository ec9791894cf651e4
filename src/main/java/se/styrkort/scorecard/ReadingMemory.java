package se.styrkort.scorecard;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The readings that were asked for last, as many as hold so many scorecards together: what is remembered grows neither with
 * the number of subjects nor with that of months.
 *
 * @param <K> what a reading depends on
 */
final class ReadingMemory<K> {
    private final int scorecards;
    private final Map<K, ScorecardReading> readings = new LinkedHashMap<>(16, 0.75f, true);
    private int held;

    /** @param scorecards at most remembered; some 5 kB each */
    ReadingMemory(int scorecards) {
        this.scorecards = scorecards;
    }

    synchronized @Nullable ScorecardReading get(K key) {
        return readings.get(key);
    }

    /** Forgets those that were not asked for longest; a reading that is larger than all may be is not remembered. */
    synchronized void put(K key, ScorecardReading reading) {
        ScorecardReading before = readings.remove(key);
        held -= before == null ? 0 : weight(before);
        if (weight(reading) > scorecards) {
            return;
        }
        readings.put(key, reading);
        held += weight(reading);
        Iterator<ScorecardReading> eldest = readings.values().iterator();
        while (held > scorecards) {
            held -= weight(eldest.next());
            eldest.remove();
        }
    }

    /** A reading without scorecards takes room too. */
    private static int weight(ScorecardReading reading) {
        return 1 + reading.scorecards().size();
    }
}
