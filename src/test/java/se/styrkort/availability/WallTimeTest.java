package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.web.ProblemException;

class WallTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-06-01T08:00, 2026-06-01T06:00:00Z",
        "2026-12-01T08:00, 2026-12-01T07:00:00Z",
        "2026-06-01T08:00:13, 2026-06-01T06:00:13Z",
        // the hour that comes twice: the first
        "2026-10-25T02:30, 2026-10-25T00:30:00Z",
    })
    void isTheTimeOnASwedishWall(String text, Instant instant) {
        assertEquals(instant, WallTime.read("start", text, null));
        assertEquals(text, WallTime.write(instant));
    }

    @Test
    void whatWasNotTouchedStaysExact() {
        Instant second = Instant.parse("2026-10-25T01:30:00Z");
        assertEquals("2026-10-25T02:30", WallTime.write(second));
        assertEquals(second, WallTime.read("start", "2026-10-25T02:30", second), "the second time, as it was");
        Instant fraction = Instant.parse("2026-06-01T06:00:13.25Z");
        assertEquals(fraction, WallTime.read("start", WallTime.write(fraction), fraction));
    }

    @Test
    void nothingIsNothing() {
        assertEquals("", WallTime.write(null));
        assertNull(WallTime.read("end", " ", Instant.EPOCH));
        assertNull(WallTime.read("end", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29T02:30", "2026-02-30T08:00", "2026-06-01", "i går", "2026-06-01T08:00Z"})
    void whatNoWallShowsIsRefused(String text) {
        assertThrows(ProblemException.class, () -> WallTime.read("start", text, null));
    }
}
