package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Spans;
import se.styrkort.catalog.Parts;

/** What a service is at each second, drawn: {@code .} up, {@code p} planned, {@code d} down, {@code ?} unknown. */
class StatesTest {
    private static final Spans.Span WINDOW = new Spans.Span(0, 20);
    private static final Instant LATER = at(1_000);

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    static Outage unplanned(long start, @Nullable Long end) {
        return new Outage(1, OutageKind.UNPLANNED, at(start), end == null ? null : at(end), null, null, false, null);
    }

    static Outage planned(long start, long end, @Nullable Long announced) {
        return new Outage(
                1, OutageKind.PLANNED, at(start), at(end), announced == null ? null : at(announced), null, false, null);
    }

    static String drawn(States states) {
        StringBuilder text = new StringBuilder();
        for (long second = states.window().from(); second < states.window().until(); second++) {
            text.append(sign(states, second));
        }
        return text.toString();
    }

    static char sign(States states, long second) {
        if (states.planned().lengthWithin(second, second + 1) > 0) {
            return 'p';
        }
        if (states.down().lengthWithin(second, second + 1) > 0) {
            return 'd';
        }
        return states.unknown().lengthWithin(second, second + 1) > 0 ? '?' : '.';
    }

    /** The states that a drawing shows. */
    static States states(String drawn) {
        return new States(
                new Spans.Span(0, drawn.length()), seconds(drawn, 'p'), seconds(drawn, 'd'), seconds(drawn, '?'));
    }

    private static Spans seconds(String drawn, char sign) {
        Spans.Ascending seconds = new Spans.Ascending(4);
        for (int i = 0; i < drawn.length(); i++) {
            if (drawn.charAt(i) == sign) {
                seconds.add(i, i + 1);
            }
        }
        return seconds.spans();
    }

    private static Outages outages(Outage... outages) {
        return Outages.of(List.of(outages), Duration.ofSeconds(5), LATER);
    }

    private static String byOutages(long knownUntil, long now, Outage... outages) {
        return drawn(States.byOutages(
                WINDOW, Outages.of(List.of(outages), Duration.ofSeconds(5), at(now)), at(knownUntil), at(now)));
    }

    private static ProbeSource source(long lastProbe, ProbeRun... runs) {
        return new ProbeSource(List.of(runs), lastProbe);
    }

    private static ProbeRun run(long from, long until, boolean up) {
        return new ProbeRun(from, until, up, 0, 0);
    }

    @Test
    void overlappingOutagesAreOneTimeAndPlannedGoesBeforeDown() {
        assertEquals("..ddddpppdd.........", byOutages(99, 99, unplanned(2, 8L), planned(6, 9, 1L), unplanned(4, 11L)));
        assertEquals("ddd...............dd", byOutages(99, 99, unplanned(-5, 3L), unplanned(18, 40L)));
    }

    @ParameterizedTest
    @CsvSource({
        "5,  ..........pp........, announced in time",
        "6,  ..........dd........, a second too late",
        "12, ..........dd........, afterwards",
        ",   ..........dd........, never",
    })
    void maintenanceIsLeftOutOnlyWhenItWasAnnouncedInTime(@Nullable Long announced, String expected, String why) {
        assertEquals(expected, byOutages(99, 99, planned(10, 12, announced)), why);
    }

    @Test
    void nothingIsKnownAfterTheLastDeliveryNorAfterNowButWhatAnOutageSays() {
        assertEquals("....dddddd??????????", byOutages(8, 99, unplanned(4, 10L)));
        assertEquals("....dddd????????????", byOutages(99, 8, unplanned(4, null)));
        assertEquals("........??pp????????", byOutages(8, 9, planned(10, 12, 0L)), "but what was announced is");
        assertEquals(
                "??dd??????pp????????",
                drawn(States.byOutages(WINDOW, outages(planned(10, 12, 0L), unplanned(2, 4L)), null, LATER)));
    }

    @Test
    void aProbeHoldsUntilTheNextAtMostForItsHold() {
        ProbeSource one = source(99, run(2, 4, true), run(6, 6, false), run(14, 16, true));
        assertEquals("??....ddd?????.....?", drawn(States.byProbes(WINDOW, Outages.NONE, List.of(one), 3, LATER)));
        assertEquals(
                "??....dddddddd......",
                drawn(States.byProbes(WINDOW, Outages.NONE, List.of(one), ProbeRuns.UNTIL_NEXT, LATER)));
        assertEquals(
                "??....dd????????????",
                drawn(States.byProbes(WINDOW, Outages.NONE, List.of(one), 3, at(8))),
                "nothing is known of the future");
    }

    @Test
    void whatHoldsUntilTheNextEndsWithTheSourcesLastProbe() {
        ProbeSource looksOn = source(12, run(3, 5, true));
        assertEquals(
                "???.........????????",
                drawn(States.byProbes(WINDOW, Outages.NONE, List.of(looksOn), ProbeRuns.UNTIL_NEXT, LATER)));
        ProbeSource stopped = source(5, run(3, 5, true));
        assertEquals(
                "???..???????????????",
                drawn(States.byProbes(WINDOW, Outages.NONE, List.of(stopped), ProbeRuns.UNTIL_NEXT, LATER)));
    }

    @Test
    void whereSourcesDifferItIsDownAndAnOutageIsKnowledgeToo() {
        ProbeSource one = source(99, run(0, 10, true));
        ProbeSource other = source(99, run(4, 6, false), run(7, 12, true));
        assertEquals(
                "....ddd......?dd????",
                drawn(States.byProbes(WINDOW, outages(unplanned(14, 16L)), List.of(one, other), 1, LATER)));
        assertEquals(
                "pp..ddd......???????",
                drawn(States.byProbes(WINDOW, outages(planned(0, 2, -9L)), List.of(other, one), 1, LATER)));
    }

    @Test
    void partsInSeriesAndInParallel() {
        //                                  every pair of the four states
        States one = states("....ppppdddd????");
        States two = states(".pd?.pd?.pd?.pd?");
        assertEquals(".pd?ppdpdddd?pd?", drawn(States.series(List.of(one, two))));
        assertEquals(".....pd?.dd?.???", drawn(States.parallel(List.of(one, two))));
        assertEquals(drawn(one), drawn(States.series(List.of(one))));
        assertEquals(drawn(one), drawn(States.parallel(List.of(one))));
        assertThrows(IllegalArgumentException.class, () -> States.series(List.of(one, states("..."))));
    }

    @Test
    void aServiceMadeOfOthersHasItsOwnOutagesToo() {
        Map<String, ServiceInputs> inputs = Map.of(
                "switch", byOutages(unplanned(2, 4L)),
                "line-a", byOutages(unplanned(6, 12L)),
                "line-b", byOutages(unplanned(10, 14L), planned(6, 8, 0L)),
                "telephony",
                        new ServiceInputs(
                                "parts",
                                List.of(unplanned(16, 17L), planned(3, 5, -9L)),
                                List.of(),
                                ProbeRuns.UNTIL_NEXT,
                                Duration.ofSeconds(5),
                                new Parts(
                                        null,
                                        List.of(
                                                new Parts("switch", List.of(), List.of()),
                                                new Parts(
                                                        null,
                                                        List.of(),
                                                        List.of(
                                                                new Parts("line-a", List.of(), List.of()),
                                                                new Parts("line-b", List.of(), List.of())))),
                                        List.of())));
        StatesOfServices services = new StatesOfServices(WINDOW, LATER, LATER, inputs::get);
        assertEquals("..dpp.dd..dd....d...", drawn(services.of("telephony")));
        assertEquals("????????????????????", drawn(services.of("unheard-of")));
    }

    private static ServiceInputs byOutages(Outage... outages) {
        return new ServiceInputs(
                "outages", List.of(outages), List.of(), ProbeRuns.UNTIL_NEXT, Duration.ofSeconds(7), null);
    }

    @Test
    void eachSecondHasOneState() {
        assertThrows(
                IllegalArgumentException.class, () -> new States(WINDOW, Spans.of(2, 5), Spans.of(4, 6), Spans.EMPTY));
        assertThrows(
                IllegalArgumentException.class, () -> new States(WINDOW, Spans.EMPTY, Spans.of(18, 22), Spans.EMPTY));
    }

    @Test
    void anInterruptionIsCountedBeforeItIsCutByTheHours() {
        States states = states("dddddd..d..dd?dd....");
        // agreed: 1-2, 4-5 and from 11; one goes on over the hours between, one is outside them
        Spans agreed = Spans.of(List.of(new Spans.Span(1, 2), new Spans.Span(4, 5), new Spans.Span(11, 40)));
        ServiceMonth month = ServiceMonth.of(states, agreed);
        assertEquals(new MonthlyAvailability(new Availability(11, 0, 6, 1), 3), month.availability());
        assertEquals(0, ServiceMonth.of(states, Spans.of(6, 8)).availability().interruptions());
    }
}
