package se.styrkort.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-05, DAY,       2026-03-05, 2026-03-05, 2026-03-06, 2026-03-04",
        "2026-W01,   WEEK,      2025-12-29, 2026-01-04, 2026-W02,   2025-W52",
        "2020-W53,   WEEK,      2020-12-28, 2021-01-03, 2021-W01,   2020-W52",
        "2024-02,    MONTH,     2024-02-01, 2024-02-29, 2024-03,    2024-01",
        "2026-12,    MONTH,     2026-12-01, 2026-12-31, 2027-01,    2026-11",
        "2026-Q4,    QUARTER,   2026-10-01, 2026-12-31, 2027-Q1,    2026-Q3",
        "2026-T1,    TERTIAL,   2026-01-01, 2026-04-30, 2026-T2,    2025-T3",
        "2026-H2,    HALF_YEAR, 2026-07-01, 2026-12-31, 2027-H1,    2026-H1",
        "2024,       YEAR,      2024-01-01, 2024-12-31, 2025,       2023",
    })
    void isWrittenAndReadAlike(
            String code, Granularity granularity, LocalDate first, LocalDate last, String next, String previous) {
        Period period = Period.parse(code).orElseThrow();
        assertEquals(new Period(granularity, first), period);
        assertEquals(code, period.code());
        assertEquals(last, period.last());
        assertEquals(next, period.next().code());
        assertEquals(previous, period.previous().code());
        assertEquals(period, Period.containing(granularity, last));
        assertEquals(period, period.plus(17).plus(-17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-",
                "2026-00",
                "2026-13",
                "2026-3",
                "2026-02-30",
                "2026-W00",
                "2026-W54",
                "2025-W53",
                "2026-Q5",
                "2026-T4",
                "2026-H3",
                "26-03",
                "2026-03 ",
                "2026-w05",
                "202603",
                "١٩٩٩"
            })
    void whatNamesNoPeriodIsNone(String code) {
        assertEquals(Optional.empty(), Period.parse(code));
    }

    @Test
    void theYearOfAWeekIsTheOneOfItsThursday() {
        for (LocalDate day = LocalDate.of(2000, 1, 1); day.getYear() < 2040; day = day.plusDays(1)) {
            Period week = Period.containing(Granularity.WEEK, day);
            assertEquals(Optional.of(week), Period.parse(week.code()), day::toString);
            assertEquals(
                    week.first().plusDays(3).getYear(),
                    Integer.parseInt(week.code().substring(0, 4)));
        }
    }

    @Test
    void beginsOnItsFirstDayOrNotAtAll() {
        assertThrows(IllegalArgumentException.class, () -> new Period(Granularity.MONTH, LocalDate.of(2026, 3, 2)));
        assertThrows(IllegalArgumentException.class, () -> new Period(Granularity.WEEK, LocalDate.of(2026, 1, 1)));
    }

    @Test
    void isOrderedByItsFirstDay() {
        assertTrue(Period.month(2026, 3).compareTo(Period.month(2026, 4)) < 0);
        assertEquals(Period.month(2026, 12), Period.parse("2026").orElseThrow().lastMonth());
    }
}
