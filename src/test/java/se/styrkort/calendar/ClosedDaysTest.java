package se.styrkort.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedDaysTest {
    private static final int HOUR_S = 3_600;

    private static ClosedDays.Day day(String written) {
        return ClosedDays.Day.parse(written).orElseThrow();
    }

    private static ClosedDays.Rule always(String day, int endS) {
        return new ClosedDays.Rule(day(day), LocalDate.MIN, LocalDate.MAX, endS);
    }

    private static ClosedDays closed(String... days) {
        return new ClosedDays(
                true, Arrays.stream(days).map(day -> always(day, 0)).toList(), Set.of());
    }

    private static int workingDays(ClosedDays closed, int year) {
        return (int) LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(day -> day.getDayOfWeek().getValue() <= 5 && closed.endOf(day) > 0)
                .count();
    }

    /** Standards D5. */
    @ParameterizedTest
    @CsvSource({"2021, 256, 253", "2023, 252, 251", "2026, 254, 251", "2027, 256, 253"})
    void workingDaysOfTheYearByLawAndWithFiveEvesClosed(int year, int byLaw, int withEves) {
        int days = workingDays(closed(), year);
        int fewer = workingDays(closed("paskafton", "pingstafton", "midsommarafton", "julafton", "nyarsafton"), year);
        assertEquals(byLaw, days);
        assertEquals(withEves, fewer);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-15, true", // Friday after Ascension Day
        "2026-01-05, true", // Monday before Epiphany
        "2027-01-05, false", // the Monday before it is open: two days are no squeeze day
        "2024-12-23, true", // Monday before Christmas Eve, which is closed
        "2024-12-27, true", // Friday after Christmas
        "2024-12-30, true", // Monday before New Year's Eve
        "2025-12-29, false",
        "2026-06-05, false", // the national day is a Saturday
        "2027-01-01, false", // no working day
    })
    void aSqueezeDayIsASingleDayBetweenFreeOnes(LocalDate date, boolean squeezed) {
        ClosedDays without = closed("julafton", "nyarsafton");
        ClosedDays with = closed("julafton", "nyarsafton", "klamdag");
        boolean open = without.endOf(date) > 0;
        assertEquals(squeezed, open && with.endOf(date) == 0);
    }

    @Test
    void aSqueezeDayCountsHolidaysOfTheYearBeside() {
        // Friday 2 January 2026 follows a holiday; Friday 31 December 2027 precedes a Saturday
        assertEquals(0, closed("klamdag").endOf(LocalDate.of(2026, 1, 2)));
        assertEquals(ClosedDays.ALL_DAY_S, closed("klamdag").endOf(LocalDate.of(2027, 12, 31)));
        assertEquals(0, closed("klamdag", "2027-12-30").endOf(LocalDate.of(2027, 12, 31)));
        assertEquals(0, closed("klamdag", "2026-12-31").endOf(LocalDate.of(2026, 12, 31)));
    }

    @Test
    void aRuleHoldsFromItsFirstDayToItsLast() {
        ClosedDays.Rule rule =
                new ClosedDays.Rule(day("julafton"), LocalDate.of(2024, 1, 1), LocalDate.of(2025, 12, 31), 0);
        ClosedDays days = new ClosedDays(true, List.of(rule), Set.of());
        List<Integer> closedIn = new ArrayList<>();
        for (int year = 2020; year < 2030; year++) {
            if (days.endOf(LocalDate.of(year, 12, 24)) == 0) {
                closedIn.add(year);
            }
        }
        assertEquals(List.of(2024, 2025), closedIn);
    }

    @Test
    void theStricterDecisionHoldsAndAnOpenDayIsOpen() {
        ClosedDays days = new ClosedDays(
                true,
                List.of(
                        always("valborgsmassoafton", 14 * HOUR_S),
                        always("2026-04-30", 12 * HOUR_S),
                        always("julafton", 12 * HOUR_S),
                        always("julafton", 0),
                        always("klamdag", 13 * HOUR_S),
                        always("nyarsafton", 0)),
                Set.of(LocalDate.of(2026, 12, 31), LocalDate.of(2026, 1, 6)));
        assertEquals(14 * HOUR_S, days.endOf(LocalDate.of(2025, 4, 30)));
        assertEquals(12 * HOUR_S, days.endOf(LocalDate.of(2026, 4, 30)));
        assertEquals(0, days.endOf(LocalDate.of(2026, 12, 24)));
        assertEquals(13 * HOUR_S, days.endOf(LocalDate.of(2026, 5, 15)), "a squeeze day that is short");
        assertEquals(ClosedDays.ALL_DAY_S, days.endOf(LocalDate.of(2026, 12, 31)), "open by decision");
        assertEquals(ClosedDays.ALL_DAY_S, days.endOf(LocalDate.of(2026, 1, 6)), "a holiday that is open by decision");
        assertEquals(ClosedDays.ALL_DAY_S, days.endOf(LocalDate.of(2026, 1, 5)), "and so no squeeze day before it");
    }

    @Test
    void plainSundaysAreNotClosedAndWithoutACalendarNothingIs() {
        assertEquals(ClosedDays.ALL_DAY_S, closed().endOf(LocalDate.of(2026, 3, 1)));
        assertEquals(0, closed().endOf(LocalDate.of(2026, 4, 5)), "Easter Sunday");
        assertEquals(ClosedDays.ALL_DAY_S, ClosedDays.NONE.endOf(LocalDate.of(2026, 12, 25)));
    }

    @Test
    void whatIsNoDay() {
        assertEquals(Optional.empty(), ClosedDays.Day.parse("2026-05"));
        assertEquals(Optional.empty(), ClosedDays.Day.parse("2026-02-30"));
        assertEquals(Optional.empty(), ClosedDays.Day.parse(""));
        assertEquals(Optional.of(ClosedDays.Day.Squeeze.KLAMDAG), ClosedDays.Day.parse("Klämdag"));
        assertThrows(IllegalArgumentException.class, () -> always("julafton", ClosedDays.ALL_DAY_S));
    }
}
