package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

class ScheduleTest {
    private static Schedule every(String interval, String jitter) {
        return new Schedule(Duration.parse(interval), null, Duration.parse(jitter));
    }

    @Test
    void anIntervalIsCountedFromTheLastRun() {
        Instant last = Instant.parse("2026-03-01T12:00:00Z");
        assertEquals(
                Instant.parse("2026-03-01T13:00:00Z"), every("PT1H", "PT0S").next(last, 0.9));
        assertEquals(
                Instant.parse("2026-03-01T13:05:00Z"), every("PT1H", "PT10M").next(last, 0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "03:30, 2026-11-01T00:00:00Z, 2026-11-01T02:30:00Z",
        // the very moment is over
        "03:30, 2026-11-01T02:30:00Z, 2026-11-02T02:30:00Z",
        "03:30, 2026-07-01T12:00:00Z, 2026-07-02T01:30:00Z",
        // 02:30 does not exist on the day when summer time begins, and comes twice when it ends
        "02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
        "02:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    })
    void aTimeOfDayIsThatInSweden(LocalTime at, Instant after, Instant next) {
        assertEquals(next, new Schedule(null, at, Duration.ZERO).next(after, 0));
    }

    @Test
    void thereIsEitherAnIntervalOrATime() {
        assertThrows(IllegalArgumentException.class, () -> new Schedule(null, null, Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> new Schedule(Duration.ofHours(1), LocalTime.NOON, Duration.ZERO));
    }

    @Test
    void pausesDoubleUntilTheyAreLongEnoughAndEndInTime() {
        Backoff backoff = new Backoff(5, Duration.ofMinutes(1), Duration.ofMinutes(5));
        assertEquals(Optional.of(Duration.ofMinutes(1)), backoff.pause(1, 0));
        assertEquals(Optional.of(Duration.ofMinutes(2)), backoff.pause(2, 0));
        assertEquals(Optional.of(Duration.ofMinutes(4)), backoff.pause(3, 0));
        assertEquals(Optional.of(Duration.ofMinutes(5)), backoff.pause(4, 0));
        assertEquals(Optional.empty(), backoff.pause(5, 0));
        assertEquals(Optional.of(Duration.ofSeconds(66)), backoff.pause(1, 1));
        assertEquals(Duration.ofMinutes(5), backoff.length(1_000, 0));
    }

    @Test
    void aWindowHoldsTheLastPeriodsThatAreOver() {
        LocalDate today = LocalDate.of(2026, 3, 1);
        assertEquals(List.of("2025-12", "2026-01", "2026-02"), codes(new Window(3, Granularity.MONTH).on(today)));
        assertEquals(List.of("2026-02-28"), codes(new Window(1, Granularity.DAY).on(today)));
        assertEquals(List.of("2026-W07", "2026-W08"), codes(new Window(2, Granularity.WEEK).on(today)));
    }

    private static List<String> codes(List<Period> periods) {
        return periods.stream().map(Period::code).toList();
    }
}
