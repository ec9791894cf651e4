package se.styrkort.availability;

import java.util.ArrayList;
import java.util.List;

/** State changes instead of samples: a year of one-minute probes becomes a handful of runs. */
public final class ProbeRuns {
    /** A probe holds until the next one, however long that takes. */
    public static final long UNTIL_NEXT = Long.MAX_VALUE;

    private final long hold;
    private final List<ProbeRun> runs = new ArrayList<>();

    /** @param hold seconds that a probe holds at most, or {@link #UNTIL_NEXT} */
    public ProbeRuns(long hold) {
        this.hold = hold;
    }

    /** The runs of probes in ascending order. */
    public static List<ProbeRun> of(Iterable<Probe> ascending, long hold) {
        ProbeRuns runs = new ProbeRuns(hold);
        for (Probe probe : ascending) {
            runs.add(new ProbeRun(probe.at(), probe.at(), probe.up(), 0, 0));
        }
        return runs.list();
    }

    /** Adds a run, or a single probe, that begins after the last one ended; it is joined to that where nothing parts them. */
    public void add(ProbeRun run) {
        if (!runs.isEmpty()) {
            ProbeRun last = runs.getLast();
            if (run.from() <= last.until()) {
                throw new IllegalArgumentException("runs are added in order: " + last + ", then " + run);
            }
            if (last.up() == run.up() && run.from() - last.until() <= hold) {
                runs.set(
                        runs.size() - 1,
                        new ProbeRun(last.from(), run.until(), last.up(), last.importId(), last.line()));
                return;
            }
        }
        runs.add(run);
    }

    public List<ProbeRun> list() {
        return List.copyOf(runs);
    }
}
