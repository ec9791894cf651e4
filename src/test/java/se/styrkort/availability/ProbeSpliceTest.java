package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import se.styrkort.calendar.Spans;

/** However probes are delivered, early or late, apart or over each other: the runs are those of all of them together. */
class ProbeSpliceTest {
    /** The runs and the probes of one service by one source, kept as the program keeps them. */
    private static final class Kept {
        private final long hold;
        private final NavigableMap<Long, Boolean> probes = new TreeMap<>();
        private final List<ProbeRun> runs = new ArrayList<>();

        Kept(long hold) {
            this.hold = hold;
        }

        ProbeSplice take(List<Probe> delivery, long importId) {
            return take(delivery, importId, Long.MIN_VALUE);
        }

        /** @param elsewhere when the source last probed another service */
        ProbeSplice take(List<Probe> delivery, long importId, long elsewhere) {
            ProbeSamples samples = new ProbeSamples();
            delivery.forEach(probe -> samples.add(probe.at(), probe.up(), Float.NaN, 1));
            long first = samples.first();
            long last = samples.last();
            ProbeSamples before = new ProbeSamples();
            probes.subMap(first, true, last, true).forEach((at, up) -> before.add(at, up, Float.NaN, 0));
            ProbeSplice splice = ProbeSplice.of(
                    around(first, last),
                    samples.over(before),
                    new ProbeSplice.Neighbours(probes.lowerKey(first), probes.higherKey(last)),
                    probes.isEmpty() ? elsewhere : Math.max(elsewhere, probes.lastKey()),
                    hold,
                    importId);
            delivery.forEach(probe -> probes.put(probe.at(), probe.up()));
            runs.removeAll(splice.ended());
            runs.addAll(splice.begun());
            runs.sort(Comparator.comparingLong(ProbeRun::from));
            return splice;
        }

        private List<ProbeRun> around(long first, long last) {
            List<ProbeRun> around = new ArrayList<>();
            runs.stream()
                    .filter(run -> run.from() < first)
                    .reduce((one, next) -> next)
                    .ifPresent(around::add);
            runs.stream()
                    .filter(run -> run.from() >= first && run.from() <= last)
                    .forEach(around::add);
            runs.stream().filter(run -> run.from() > last).findFirst().ifPresent(around::add);
            return around;
        }

        List<Probe> all() {
            List<Probe> all = new ArrayList<>();
            probes.forEach((at, up) -> all.add(new Probe(at, up)));
            return all;
        }
    }

    /** From, until and state; which delivery began a run is not compared. */
    private static List<String> said(List<ProbeRun> runs) {
        return runs.stream()
                .map(run -> run.from() + "-" + run.until() + " " + run.up())
                .toList();
    }

    @Property
    void theRunsAreThoseOfAllProbesTogether(
            @ForAll("deliveries") List<List<Probe>> deliveries, @ForAll("holds") long hold) {
        Kept kept = new Kept(hold);
        for (int i = 0; i < deliveries.size(); i++) {
            kept.take(deliveries.get(i), i + 1L);
            assertEquals(said(ProbeRuns.of(kept.all(), hold)), said(kept.runs), "after delivery " + (i + 1));
        }
    }

    @Property
    void whatWasDeliveredBeforeChangesNothing(
            @ForAll("deliveries") List<List<Probe>> deliveries, @ForAll("holds") long hold) {
        Kept kept = new Kept(hold);
        for (int i = 0; i < deliveries.size(); i++) {
            kept.take(deliveries.get(i), i + 1L);
        }
        List<ProbeRun> runs = List.copyOf(kept.runs);
        assertTrue(kept.take(deliveries.getLast(), 99).changesNothing());
        assertEquals(runs, kept.runs);
    }

    /** What a splice says may have changed is all that has; that the source's last probe moves is said apart. */
    @Property
    void statesChangeOnlyWhereItSays(
            @ForAll("deliveries") List<List<Probe>> deliveries,
            @ForAll("holds") long hold,
            @ForAll @LongRange(max = 200) long elsewhere) {
        Kept kept = new Kept(hold);
        for (int i = 0; i < deliveries.size(); i++) {
            List<ProbeRun> before = List.copyOf(kept.runs);
            long lastBefore = kept.probes.isEmpty() ? elsewhere : Math.max(elsewhere, kept.probes.lastKey());
            ProbeSplice splice = kept.take(deliveries.get(i), i + 1L, elsewhere);
            long last = Math.max(lastBefore, kept.probes.lastKey());
            for (boolean up : List.of(true, false)) {
                Spans then = new ProbeSource(before, lastBefore).seen(up, hold);
                Spans now = new ProbeSource(kept.runs, last).seen(up, hold);
                Spans changed = then.minus(now).union(now.minus(then));
                assertEquals(
                        changed.length(),
                        changed.lengthWithin(splice.from(), splice.until() + 1),
                        () -> changed + " beyond " + splice);
            }
        }
    }

    @Provide
    Arbitrary<List<List<Probe>>> deliveries() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 60),
                        Arbitraries.longs().between(1, 8).list().ofMinSize(0).ofMaxSize(8),
                        Arbitraries.of(true, true, false).list().ofSize(9))
                .as((start, gaps, ups) -> {
                    List<Probe> probes = new ArrayList<>();
                    long at = start;
                    probes.add(new Probe(at, ups.getFirst()));
                    for (int i = 0; i < gaps.size(); i++) {
                        at += gaps.get(i);
                        probes.add(new Probe(at, ups.get(i + 1)));
                    }
                    return List.copyOf(probes);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Long> holds() {
        return Arbitraries.oneOf(Arbitraries.longs().between(1, 10), Arbitraries.just(ProbeRuns.UNTIL_NEXT));
    }
}
