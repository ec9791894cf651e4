package se.styrkort.collector.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aMonthOfMinutesIsAskedForAWeekAtATime() {
        Instant from = Instant.parse("2026-03-01T00:00:00Z");
        Instant until = Instant.parse("2026-04-01T00:00:00Z");
        List<String> asked = new ArrayList<>();
        int most = (int) Duration.ofDays(7).dividedBy(MINUTE);
        assertTrue(most <= Grid.MOST_POINTS + 80, "a week of minutes is 10,080 points");
        for (Instant at = from; at.isBefore(until); ) {
            Grid grid = Grid.of(at, until, MINUTE, Grid.MOST_POINTS);
            asked.add(grid.first() + " " + grid.last() + " " + grid.points());
            at = grid.end();
        }
        assertEquals(
                List.of(
                        "2026-03-01T00:00:00Z 2026-03-07T22:39:00Z 10000",
                        "2026-03-07T22:40:00Z 2026-03-14T21:19:00Z 10000",
                        "2026-03-14T21:20:00Z 2026-03-21T19:59:00Z 10000",
                        "2026-03-21T20:00:00Z 2026-03-28T18:39:00Z 10000",
                        "2026-03-28T18:40:00Z 2026-03-31T23:59:00Z 4640"),
                asked);
    }

    /** However it is cut, every instant before the end is asked for once, and none twice. */
    @Property(tries = 300)
    void nothingIsLeftOutAndNothingOverlaps(
            @ForAll @LongRange(min = 0, max = 2_000_000_000) long from,
            @ForAll @IntRange(min = 1, max = 3600) int stepSeconds,
            @ForAll @LongRange(min = 1, max = 100_000) long lengthSeconds,
            @ForAll @IntRange(min = 1, max = 50) int most) {
        Duration step = Duration.ofSeconds(stepSeconds);
        Instant first = Grid.ceiling(Instant.ofEpochSecond(from), step);
        Instant until = first.plusSeconds(Math.min(lengthSeconds, 200L * stepSeconds) - 1)
                .plusMillis(1 + from % 1000); // also less than a second after the first
        Instant next = first;
        Instant at = first;
        while (at.isBefore(until)) {
            Grid grid = Grid.of(at, until, step, most);
            for (int point = 0; point < grid.points(); point++) {
                assertEquals(next, grid.at(point));
                assertEquals(point, grid.indexOf(next.toEpochMilli()));
                next = next.plus(step);
            }
            assertTrue(grid.last().isBefore(until));
            at = grid.end();
        }
        assertTrue(!next.isBefore(until), "all of it");
        assertTrue(next.minus(step).isBefore(until), "and no more");
    }

    @Test
    void instantsAreMultiplesOfTheStepWhateverTheTime() {
        assertEquals(
                Instant.parse("2026-03-01T10:01:00Z"), Grid.ceiling(Instant.parse("2026-03-01T10:00:00.001Z"), MINUTE));
        assertEquals(
                Instant.parse("2026-03-01T10:00:00Z"), Grid.ceiling(Instant.parse("2026-03-01T10:00:00Z"), MINUTE));
        assertThrows(IllegalArgumentException.class, () -> new Grid(Instant.parse("2026-03-01T10:00:01Z"), MINUTE, 1));
    }

    @Test
    void timesThatWereNotAskedForAreNone() {
        Grid grid = new Grid(Instant.EPOCH, MINUTE, 3);
        assertEquals(
                List.of(0, 1, 2, -1, -1, -1),
                List.of(0, 60, 120, 180, -60, 30).stream()
                        .map(seconds -> grid.indexOf(seconds * 1000L))
                        .toList());
        assertEquals(-1, grid.indexOf(60_001));
    }
}
