package se.styrkort.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers of standards D5. */
class SwedishHolidaysTest {
    @ParameterizedTest
    @CsvSource({
        "2021, 19 20 23 20 20 22 22 22 22 21 22 23",
        "2023, 21 20 23 18 21 21 21 23 21 22 22 19",
        "2026, 20 20 22 20 19 22 23 21 22 22 21 22",
        "2027, 19 20 21 22 20 22 22 22 22 21 22 23"
    })
    void workingDaysOfEachMonth(int year, String days) {
        List<Integer> expected =
                Arrays.stream(days.split(" ")).map(Integer::valueOf).toList();
        assertEquals(
                expected,
                IntStream.rangeClosed(1, 12)
                        .mapToObj(month -> workingDays(Period.month(year, month)))
                        .toList());
    }

    private static int workingDays(Period month) {
        return (int) month.first()
                .datesUntil(month.last().plusDays(1))
                .filter(SwedishHolidays::isWorkingDay)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28"})
    void easter(LocalDate easter) {
        assertEquals(easter, SwedishHolidays.easterOf(easter.getYear()));
    }

    @ParameterizedTest
    @CsvSource({
        "2004-05-31, true", // Whit Monday, the last one that was a holiday
        "2005-05-16, false",
        "2004-06-06, true", // a Sunday
        "2005-06-06, true",
        "2003-06-06, false",
        "2026-06-19, false", // Midsummer Eve
        "2026-06-20, true",
        "2026-10-31, true",
        "2026-05-14, true" // Ascension Day
    })
    void holidays(LocalDate day, boolean holiday) {
        if (holiday) {
            assertTrue(SwedishHolidays.isHoliday(day));
        } else {
            assertFalse(SwedishHolidays.isHoliday(day));
        }
    }
}
