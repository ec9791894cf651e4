package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Period;

class MonthEndTest {
    @ParameterizedTest
    @CsvSource({
        "2026-07-01T11:59:59Z, 2026-05",
        "2026-07-01T12:00:00Z, 2026-06",
        "2026-06-30T23:00:00Z, 2026-05",
        "2027-01-01T12:00:00Z, 2026-12",
        "2028-03-01T11:00:00Z, 2028-01"
    })
    void aMonthIsOverAtNoonOfTheFirstDayAfterIt(Instant now, String last) {
        assertEquals(last, MonthEnd.lastOver(now).code());
    }

    @ParameterizedTest
    @CsvSource({"2026-03, 2026-06, 2026-03 2026-04 2026-05", "2026-05, 2026-05, 2026-05", "2026-06, 2026-09, ''"})
    void onlyMonthsThatAreOverAreComputed(String from, String to, String months) {
        assertEquals(
                months,
                String.join(
                        " ",
                        MonthEnd.over(
                                        Period.parse(from).orElseThrow(),
                                        Period.parse(to).orElseThrow(),
                                        Instant.parse("2026-06-20T00:00:00Z"))
                                .stream()
                                .map(Period::code)
                                .toList()));
    }
}
