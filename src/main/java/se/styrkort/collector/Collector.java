package se.styrkort.collector;

import java.time.Instant;
import java.util.List;
import se.styrkort.calendar.Period;

/**
 * The second port: what goes and fetches (insamlare). It is given one collector's definition and the periods to read anew,
 * and hands over what it finds; what becomes of that is for the receiver to say.
 */
interface Collector {
    /** The kind of definitions that it fetches for: {@code inbox}, {@code http}. */
    String kind();

    /** Whether something waits for it that no schedule knows of. Asked often; quick, and never throws. */
    boolean isWaitedFor(CollectorDefinition definition);

    /**
     * Fetches. What goes wrong with one delivery is told to the receiver, and the others are fetched all the same.
     * Nobody else fetches for this definition meanwhile, on this instance or another.
     */
    void collect(Task task, Receiver receiver);

    /**
     * What to fetch.
     *
     * @param version of the definition
     * @param window the oldest first; empty where the definition has none
     */
    record Task(CollectorDefinition definition, int version, List<Period> window, Instant now) {}
}
