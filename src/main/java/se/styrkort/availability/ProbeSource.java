package se.styrkort.availability;

import java.util.Comparator;
import java.util.List;
import se.styrkort.calendar.Spans;

/**
 * What one source says of one service: a probe holds until the service's next one, at most for its hold; before the first
 * and after that nothing is known.
 *
 * @param runs in any order; those beside the time that is looked at belong to it where they reach into it or end a run
 *     that does
 * @param lastProbe epoch second of the source's last probe of any service: a probe that holds until the next holds until
 *     then where its service had no next one
 */
public record ProbeSource(List<ProbeRun> runs, long lastProbe) {
    public ProbeSource {
        runs = runs.stream().sorted(Comparator.comparingLong(ProbeRun::from)).toList();
    }

    /**
     * The time in which it was seen up, or down.
     *
     * @param hold seconds, or {@link ProbeRuns#UNTIL_NEXT}
     */
    Spans seen(boolean up, long hold) {
        Spans.Ascending seen = new Spans.Ascending(runs.size());
        for (int i = 0; i < runs.size(); i++) {
            ProbeRun run = runs.get(i);
            if (run.up() == up) {
                boolean isLast = i + 1 == runs.size();
                long next = isLast ? Long.MAX_VALUE : runs.get(i + 1).from();
                long held = hold == ProbeRuns.UNTIL_NEXT ? Math.max(run.until(), lastProbe) : run.until() + hold;
                seen.add(run.from(), hold == ProbeRuns.UNTIL_NEXT && !isLast ? next : Math.min(held, next));
            }
        }
        return seen.spans();
    }
}
