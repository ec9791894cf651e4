package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {
    private static final long MINUTE_S = 60;

    /** June 2026 in office hours: 22 days of nine hours, two hours of maintenance, three interruptions. */
    private static final Availability JUNE =
            new Availability(11_880 * MINUTE_S, 120 * MINUTE_S, 95 * MINUTE_S, 60 * MINUTE_S);

    private static String rounded(Optional<BigDecimal> value, int decimals) {
        return value.orElseThrow().setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    @Test
    void theGoldenCase() {
        assertEquals("0.991922", rounded(JUNE.ratio(), 6));
        assertEquals("0.986820", rounded(JUNE.low(), 6));
        assertEquals("0.994898", rounded(JUNE.coverage(), 6));
        assertEquals("0.981902", rounded(JUNE.gross(), 6));
        assertEquals("1900.00", rounded(JUNE.secondsToRestore(3), 2)); // 31.67 minutes
        assertEquals("233300.00", rounded(JUNE.secondsBetweenFailures(3), 2)); // 3 888.33 minutes
    }

    @Test
    void allDayAndWithMaintenanceCountedAsDown() {
        Availability allDay = new Availability(720 * 3_600, 0, 215 * MINUTE_S, 0);
        assertEquals("0.995023", rounded(allDay.ratio(), 6));
    }

    @Test
    void noAgreedTimeIsNotApplicableAndNeverAll() {
        Availability none = new Availability(3_600, 3_600, 0, 0);
        assertEquals(Optional.empty(), none.ratio());
        assertEquals(Optional.empty(), none.coverage());
        assertEquals(Optional.empty(), JUNE.secondsBetweenFailures(0));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0, 101, 0", // more downtime than time
        "100, -1, 0, 0",
        "100, 50, 30, 21",
        "100, 0, 0.5, 0",
        "1e20, 0, 0, 0",
    })
    void whatDoesNotAddUpIsNoAvailability(BigDecimal agreed, BigDecimal planned, BigDecimal down, BigDecimal unknown) {
        assertEquals(Optional.empty(), Availability.of(agreed, planned, down, unknown));
    }

    @Test
    void secondsWithZeroDecimalsAreWhole() {
        assertEquals(
                Optional.of(new Availability(100, 10, 5, 0)),
                Availability.of(
                        new BigDecimal("1e2"), new BigDecimal("10.00"), new BigDecimal("5.0"), BigDecimal.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Availability(100, 0, 101, 0));
    }

    @Property
    void theSumLiesBetweenItsPartsAndTheBoundsInOrder(
            @ForAll @LongRange(min = 1, max = 1_000_000) long agreed,
            @ForAll @LongRange(min = 0, max = 100) long down,
            @ForAll @LongRange(min = 0, max = 100) long unknown) {
        Availability one = new Availability(agreed + 200, 0, down, unknown);
        BigDecimal a = one.ratio().orElseThrow();
        BigDecimal b = JUNE.ratio().orElseThrow();
        BigDecimal both = one.plus(JUNE).ratio().orElseThrow();
        assertEquals(true, both.compareTo(a.min(b)) >= 0 && both.compareTo(a.max(b)) <= 0);
        assertEquals(true, one.low().orElseThrow().compareTo(a) <= 0);
    }
}
