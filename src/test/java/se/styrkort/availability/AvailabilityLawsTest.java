package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import se.styrkort.calendar.Spans;

/** Laws that hold whatever happened, on stretches short enough to look at each second. */
class AvailabilityLawsTest {
    private static final int END = 120;
    private static final Spans.Span WINDOW = new Spans.Span(0, END);
    private static final Duration NOTICE = Duration.ofSeconds(10);

    /** Agreed are the seconds 10-40 and 60-80; from 80 on nothing is. */
    private static final Spans AGREED = Spans.of(List.of(new Spans.Span(10, 40), new Spans.Span(60, 80)));

    private static final int AFTER_HOURS = 80;

    private record Seen(List<Outage> outages, List<ProbeSource> sources, String measuredBy, long hold, int now) {
        ServiceMonth month() {
            return month(outages);
        }

        ServiceMonth month(List<Outage> of) {
            ServiceInputs inputs = new ServiceInputs(measuredBy, of, sources, hold, NOTICE, null);
            Instant known = Instant.ofEpochSecond(now);
            return ServiceMonth.of(new StatesOfServices(WINDOW, known, known, code -> inputs).of("s"), AGREED);
        }
    }

    private static Arbitrary<Outage> outages() {
        return Combinators.combine(
                        Arbitraries.integers().between(-10, END),
                        Arbitraries.integers().between(1, 30),
                        Arbitraries.of(OutageKind.values()),
                        Arbitraries.integers().between(-20, 5))
                .as((start, length, kind, announced) -> kind == OutageKind.UNPLANNED
                        ? StatesTest.unplanned(start, (long) start + length)
                        : StatesTest.planned(start, start + length, (long) start + announced));
    }

    private static Arbitrary<List<Probe>> probes() {
        return Combinators.combine(Arbitraries.integers().between(-10, END), Arbitraries.of(true, true, true, false))
                .as(Probe::new)
                .list()
                .ofMaxSize(40)
                .map(probes -> {
                    TreeMap<Long, Probe> ascending = new TreeMap<>();
                    probes.forEach(probe -> ascending.put(probe.at(), probe));
                    return List.copyOf(ascending.values());
                });
    }

    private static Arbitrary<Long> holds() {
        return Arbitraries.oneOf(Arbitraries.longs().between(1, 12), Arbitraries.just(ProbeRuns.UNTIL_NEXT));
    }

    @Provide
    Arbitrary<Seen> seen() {
        return Combinators.combine(
                        outages().list().ofMaxSize(6),
                        probes().list().ofMaxSize(2),
                        Arbitraries.of("outages", "probes"),
                        holds(),
                        Arbitraries.integers().between(0, END + 20))
                .as((outages, probes, measuredBy, hold, now) -> new Seen(
                        outages,
                        probes.stream()
                                .map(samples -> new ProbeSource(
                                        ProbeRuns.of(samples, hold),
                                        samples.isEmpty()
                                                ? 0
                                                : samples.getLast().at()))
                                .toList(),
                        measuredBy,
                        hold,
                        now));
    }

    private static void assertNotAbove(Optional<BigDecimal> lower, Optional<BigDecimal> higher) {
        if (lower.isPresent() && higher.isPresent()) {
            assertTrue(lower.get().compareTo(higher.get()) <= 0, () -> lower + " > " + higher);
        }
    }

    @Property
    void theOrderAndNumberOfOutagesDoNotMatter(@ForAll("seen") Seen seen, @ForAll long seed) {
        List<Outage> shuffled = new ArrayList<>(seen.outages());
        shuffled.addAll(seen.outages());
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(seen.month(), seen.month(shuffled));
    }

    @Property
    void availabilityLiesBetweenItsBounds(@ForAll("seen") Seen seen) {
        Availability time = seen.month().availability().time();
        assertNotAbove(time.low(), time.overMeasuredTime());
        assertNotAbove(time.overMeasuredTime(), time.ratio());
        assertNotAbove(time.low(), time.ratio());
        assertEquals(time.dueSeconds() > 0, time.ratio().isPresent());
        assertEquals(
                time.dueSeconds() > time.unknownSeconds(),
                time.overMeasuredTime().isPresent());
    }

    private static void assertNotBetter(ServiceMonth worse, ServiceMonth better) {
        Availability low = worse.availability().time();
        Availability high = better.availability().time();
        assertNotAbove(low.ratio(), high.ratio());
        assertNotAbove(low.low(), high.low());
        assertNotAbove(low.overMeasuredTime(), high.overMeasuredTime());
    }

    @Property
    void moreOutageNeverRaisesIt(
            @ForAll("seen") Seen seen,
            @ForAll @IntRange(max = END) int start,
            @ForAll @IntRange(min = 1, max = 40) int length) {
        List<Outage> more = new ArrayList<>(seen.outages());
        more.add(StatesTest.unplanned(start, (long) start + length));
        assertNotBetter(seen.month(more), seen.month());
    }

    @Property
    void movingAnOutageOutOfHoursNeverLowersIt(
            @ForAll("seen") Seen seen,
            @ForAll @IntRange(max = AFTER_HOURS) int start,
            @ForAll @IntRange(min = 1, max = 40) int length) {
        List<Outage> in = new ArrayList<>(seen.outages());
        in.add(StatesTest.unplanned(start, (long) start + length));
        List<Outage> out = new ArrayList<>(seen.outages());
        out.add(StatesTest.unplanned(AFTER_HOURS, (long) AFTER_HOURS + length));
        assertNotBetter(seen.month(in), seen.month(out));
    }

    @Property
    void interruptionsAreThereWhereDowntimeIs(@ForAll("seen") Seen seen) {
        MonthlyAvailability month = seen.month().availability();
        assertEquals(month.time().downSeconds() > 0, month.interruptions() > 0);
        if (month.interruptions() > 0) {
            BigDecimal apart = month.mtbsiSeconds().orElseThrow();
            BigDecimal due = BigDecimal.valueOf(month.time().dueSeconds());
            BigDecimal difference =
                    apart.multiply(BigDecimal.valueOf(month.interruptions())).subtract(due);
            assertTrue(difference.abs().compareTo(new BigDecimal("1e-20")) < 0, () -> apart + " of " + due);
        }
    }

    /** Runs, and each second by the probes themselves: the last one before it, if that still holds. */
    @Property
    void runsAndRawProbesGiveTheSameMonth(
            @ForAll("samples") List<Probe> samples,
            @ForAll("holdTimes") long hold,
            @ForAll @IntRange(max = END) int beyond) {
        long lastOfSource = samples.isEmpty() ? 0 : samples.getLast().at() + beyond;
        Instant now = Instant.ofEpochSecond(1_000);
        States byRuns = States.byProbes(
                WINDOW, Outages.NONE, List.of(new ProbeSource(ProbeRuns.of(samples, hold), lastOfSource)), hold, now);
        List<ProbeRun> each = samples.stream()
                .map(probe -> new ProbeRun(probe.at(), probe.at(), probe.up(), 0, 0))
                .toList();
        assertEquals(
                byRuns, States.byProbes(WINDOW, Outages.NONE, List.of(new ProbeSource(each, lastOfSource)), hold, now));
        StringBuilder expected = new StringBuilder();
        for (long second = 0; second < END; second++) {
            Probe last = null;
            for (Probe probe : samples) {
                last = probe.at() <= second ? probe : last;
            }
            boolean isNewest = last != null && last.equals(samples.getLast());
            boolean holds = last != null
                    && (hold == ProbeRuns.UNTIL_NEXT ? !isNewest || second < lastOfSource : second < last.at() + hold);
            expected.append(holds && last != null ? (last.up() ? '.' : 'd') : '?');
        }
        assertEquals(expected.toString(), StatesTest.drawn(byRuns));
    }

    @Provide
    Arbitrary<List<Probe>> samples() {
        return probes();
    }

    @Provide
    Arbitrary<Long> holdTimes() {
        return holds();
    }

    /** Two and more parts against the rules, second by second; and order does not matter. */
    @Property
    void partsAreCombinedSecondBySecond(@ForAll("drawings") List<String> drawings, @ForAll long seed) {
        List<States> parts = drawings.stream().map(StatesTest::states).toList();
        StringBuilder series = new StringBuilder();
        StringBuilder parallel = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            int second = i;
            String now = drawings.stream()
                    .map(drawing -> drawing.substring(second, second + 1))
                    .reduce("", String::concat);
            series.append(first(now, "dp?."));
            parallel.append(first(now, ".?dp"));
        }
        assertEquals(series.toString(), StatesTest.drawn(States.series(parts)));
        assertEquals(parallel.toString(), StatesTest.drawn(States.parallel(parts)));
        List<States> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(States.series(parts), States.series(shuffled));
        assertEquals(States.parallel(parts), States.parallel(shuffled));
    }

    /** The first of the signs, in order of their rank, that is there. */
    private static char first(String there, String rank) {
        for (int i = 0; i < rank.length(); i++) {
            if (there.indexOf(rank.charAt(i)) >= 0) {
                return rank.charAt(i);
            }
        }
        throw new AssertionError(there);
    }

    @Provide
    Arbitrary<List<String>> drawings() {
        return Arbitraries.strings()
                .withChars("..pd?")
                .ofLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
