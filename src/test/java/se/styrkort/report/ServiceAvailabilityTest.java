package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;
import se.styrkort.document.Wording;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;

class ServiceAvailabilityTest {
    private static final Period MARCH = Period.month(2026, 3);

    private static @Nullable PeriodValue seconds(@Nullable Integer seconds) {
        return seconds == null ? null : new PeriodValue(Measured.of(BigDecimal.valueOf(seconds)), false, false, 1, 0);
    }

    private static PeriodValue empty(State state, boolean secret) {
        return new PeriodValue(Measured.empty(state), false, secret, 1, 1);
    }

    private static AvailabilityFigure figure(
            @Nullable Integer agreed, @Nullable Integer planned, @Nullable Integer down, @Nullable Integer unknown) {
        return AvailabilityFigure.of(seconds(agreed), seconds(planned), seconds(down), seconds(unknown), seconds(1));
    }

    private static ServiceAvailability service(String code, Map<Period, AvailabilityFigure> months) {
        return new ServiceAvailability(
                new Service(
                        code,
                        new Wording(code, code),
                        "p",
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        "outages",
                        null,
                        null,
                        null,
                        null,
                        null),
                months);
    }

    /** So many months before March, each with so much downtime of 1000 seconds, and March. */
    private static ServiceAvailability service(int monthsBefore, int downBefore, int downInMarch) {
        Map<Period, AvailabilityFigure> months = new HashMap<>();
        for (int i = 1; i <= monthsBefore; i++) {
            months.put(MARCH.plus(-i), figure(1000, 0, downBefore, 0));
        }
        months.put(MARCH, figure(1000, 0, downInMarch, 0));
        return service("s", months);
    }

    @Test
    void theLowestOfAYearIsLowerThanEachMonthBefore() {
        Set<Period> closed = new HashSet<>(Set.of(MARCH, MARCH.next()));
        IntStream.rangeClosed(1, 12).forEach(i -> closed.add(MARCH.plus(-i)));
        assertTrue(service(12, 10, 11).isLowestOfYear(MARCH, closed));
        assertFalse(service(12, 10, 10).isLowestOfYear(MARCH, closed), "as low as before");
        assertFalse(service(5, 10, 11).isLowestOfYear(MARCH, closed), "too few months to say");
        assertFalse(service(12, 10, 11).isLowestOfYear(MARCH.next(), closed), "no figure");
        assertFalse(service(12, 10, 11).isLowestOfYear(MARCH, Set.of(MARCH)), "too few closed months to say");
        closed.remove(MARCH);
        assertFalse(service(12, 10, 11).isLowestOfYear(MARCH, closed), "an unfinished month is no outlier");
    }

    @Test
    void theWorstComesFirstAndWhatHasNoFigureLast() {
        ServiceAvailability good = service("good", Map.of(MARCH, figure(1000, 0, 1, 0)));
        ServiceAvailability bad = service("bad", Map.of(MARCH, figure(1000, 0, 2, 0)));
        ServiceAvailability none = service("none", Map.of());
        List<String> sorted = List.of(none, good, bad).stream()
                .sorted((one, other) -> ServiceAvailability.compare(one, other, MARCH))
                .map(each -> each.service().code())
                .toList();
        assertEquals(List.of("bad", "good", "none"), sorted);
    }

    @Test
    void aServicesPartOfTheGroupsDowntime() {
        ServiceAvailability one = service("one", Map.of(MARCH, figure(1000, 0, 30, 0)));
        GroupAvailability group = new GroupAvailability("g", Map.of(MARCH, figure(3000, 0, 120, 0)), List.of(one));
        assertEquals("0.25", group.shareOfDowntime(one, MARCH).orElseThrow().toPlainString());
        GroupAvailability still = new GroupAvailability("g", Map.of(MARCH, figure(3000, 0, 0, 0)), List.of(one));
        assertTrue(still.shareOfDowntime(one, MARCH).isEmpty(), "nothing was down");
    }

    @Test
    void aGroupIsItsServicesThatHaveAFigure() {
        AvailabilityFigure together = AvailabilityFigure.together(
                List.of(figure(1000, 0, 30, 10), figure(3000, 0, 10, 0), figure(100, 0, 200, 0), figure(9, 9, 0, 0)));
        assertEquals("0.99", String.valueOf(together.ratio()));
        assertEquals("0.9875", String.valueOf(together.low()));
        assertEquals("2", String.valueOf(together.interruptions()));
        AvailabilityFigure unbounded =
                AvailabilityFigure.together(List.of(figure(1000, 0, 30, 0), figure(3000, 0, 10, null)));
        assertEquals("0.99", String.valueOf(unbounded.ratio()));
        assertNull(unbounded.low(), "nobody said what of one was not measured");
        assertEquals(
                State.MISSING,
                AvailabilityFigure.together(List.of(figure(9, 9, 0, 0), figure(1, null, 0, 0)))
                        .state());
        assertEquals(
                State.NOT_APPLICABLE,
                AvailabilityFigure.together(List.of(figure(9, 9, 0, 0))).state());
        assertEquals(State.MISSING, AvailabilityFigure.together(List.of()).state());
    }

    @Test
    void whyThereIsNoAvailability() {
        assertEquals(State.VALUE, figure(1000, 0, 10, 0).state());
        assertEquals(State.MISSING, figure(1000, null, 10, 0).state());
        assertEquals(State.NOT_APPLICABLE, figure(1000, 1000, 0, 0).state());
        assertTrue(figure(1000, 0, 2000, 0).inconsistent());
        assertNull(figure(1000, 0, 2000, 0).ratio());
        assertEquals(
                State.SECRET,
                AvailabilityFigure.of(seconds(1), seconds(0), empty(State.MISSING, true), null, null)
                        .state());
        PeriodValue none = empty(State.NOT_APPLICABLE, false);
        assertEquals(
                State.NOT_APPLICABLE,
                AvailabilityFigure.of(none, none, none, null, null).state());
    }

    @Test
    void unmeasuredTimeIsOnlyKnownWhereSomebodySaysSo() {
        assertNull(figure(1000, 0, 10, null).coverage());
        assertFalse(figure(1000, 0, 10, null).isBounded());
        assertNull(figure(1000, 0, 10, null).low());
        assertNull(figure(1000, 0, 10, null).high());
        assertEquals("0.99", String.valueOf(figure(1000, 0, 10, null).ratio()));
        AvailabilityFigure bounded = figure(1000, 0, 10, 100);
        assertTrue(bounded.isBounded());
        assertEquals("0.9", String.valueOf(bounded.coverage()));
        assertEquals("0.89", String.valueOf(bounded.low()));
    }
}
