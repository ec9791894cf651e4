package se.styrkort.availability;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery of probes makes of the runs that were there: inside its span the delivered probes count, together with
 * those that are still kept one by one; outside it the runs stay as they were, cut where the span begins and ends.
 *
 * @param ended runs that are no more
 * @param begun runs that are new
 * @param kept how many stay as they were
 * @param from where the states may have changed, seconds since 1970
 * @param until inclusive
 */
record ProbeSplice(List<ProbeRun> ended, List<ProbeRun> begun, int kept, long from, long until) {
    boolean changesNothing() {
        return ended.isEmpty() && begun.isEmpty();
    }

    /**
     * Where the last probe before a span and the first after it stand.
     *
     * @param before null: it is not kept any more
     * @param after null: likewise
     */
    record Neighbours(@Nullable Long before, @Nullable Long after) {}

    /**
     * Splices.
     *
     * @param around runs in force that begin in the span, the last before it and the first after it; ascending
     * @param samples of the span, at least one
     * @param lastOfSource the source's last probe of any service before this delivery: until then the service's last holds
     */
    static ProbeSplice of(
            List<ProbeRun> around,
            ProbeSamples samples,
            Neighbours neighbours,
            long lastOfSource,
            long hold,
            long importId) {
        long first = samples.first();
        long last = samples.last();
        ProbeRuns runs = new ProbeRuns(hold);
        List<ProbeRun> right = new ArrayList<>();
        long from = first;
        // the last probe holds beyond itself, also into the next month
        long until = hold == ProbeRuns.UNTIL_NEXT ? Math.max(last, lastOfSource) : last + hold;
        for (ProbeRun run : around) {
            if (run.from() < first) {
                long end = run.until() < first ? run.until() : before(run, first, neighbours.before());
                runs.add(new ProbeRun(run.from(), end, run.up(), run.importId(), run.line()));
                from = hold == ProbeRuns.UNTIL_NEXT ? end : first;
            }
            if (run.until() > last) {
                long begin = run.from() > last ? run.from() : after(run, last, neighbours.after(), hold);
                right.add(new ProbeRun(begin, run.until(), run.up(), run.importId(), run.line()));
                until = hold == ProbeRuns.UNTIL_NEXT ? begin : Math.min(begin, last + hold);
            }
        }
        for (int i = 0; i < samples.size(); i++) {
            ProbeRun own = origin(around, samples, i, importId);
            runs.add(own);
        }
        right.forEach(runs::add);
        List<ProbeRun> now = runs.list();
        List<ProbeRun> ended = missing(around, now);
        return new ProbeSplice(ended, missing(now, around), around.size() - ended.size(), from, until);
    }

    private static long before(ProbeRun run, long first, @Nullable Long known) {
        return known != null && known >= run.from() ? known : Math.max(run.from(), first - 1);
    }

    /** Where nobody knows any more when the next one was, the last probe of the span holds as long as a probe does. */
    private static long after(ProbeRun run, long last, @Nullable Long known, long hold) {
        long held = hold == ProbeRuns.UNTIL_NEXT ? last + 1 : last + Math.max(1, hold);
        return known != null && known <= run.until() ? known : Math.min(run.until(), held);
    }

    /** A probe that was there before keeps the delivery that brought its run. */
    private static ProbeRun origin(List<ProbeRun> around, ProbeSamples samples, int index, long importId) {
        long at = samples.at(index);
        if (samples.line(index) == 0) {
            for (ProbeRun run : around) {
                if (run.from() <= at && at <= run.until()) {
                    return new ProbeRun(at, at, samples.up(index), run.importId(), run.line());
                }
            }
        }
        return new ProbeRun(at, at, samples.up(index), importId, samples.line(index));
    }

    private static List<ProbeRun> missing(List<ProbeRun> some, List<ProbeRun> others) {
        return some.stream()
                .filter(run -> others.stream().noneMatch(run::saysTheSame))
                .toList();
    }
}
