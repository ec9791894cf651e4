package se.styrkort.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import se.styrkort.SharedData;
import se.styrkort.web.Messages;

/** Golden numbers of standards D5, and lists that others made. */
class SwedishHolidaysTest {
    private static final Messages MESSAGES = new Messages();

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

    /**
     * Jollyday's Sweden is today's rules in every year, with three eves. The differences, all of them: the eves are free by
     * custom, not by law, and until 2004 Whit Monday was a holiday and the national day was none.
     */
    @ParameterizedTest
    @MethodSource("years")
    void agreesWithJollydayButForEvesAndTheYearsBefore2005(int year) {
        Set<LocalDate> expected = new HashSet<>(
                HolidayManager.getInstance(ManagerParameters.create("se")).getHolidays(Year.of(year)).stream()
                        .map(Holiday::getDate)
                        .toList());
        for (SwedishDay eve : List.of(SwedishDay.MIDSOMMARAFTON, SwedishDay.JULAFTON, SwedishDay.NYARSAFTON)) {
            assertTrue(expected.remove(eve.in(year)), eve.code());
        }
        if (year <= 2004) {
            LocalDate whitSunday = SwedishDay.PINGSTDAGEN.in(year);
            expected.remove(LocalDate.of(year, 6, 6));
            expected.add(whitSunday); // now and then on 6 June
            expected.add(whitSunday.plusDays(1));
        }
        assertEquals(expected, SwedishHolidays.named(year));
    }

    static IntStream years() {
        return IntStream.rangeClosed(1990, 2040);
    }

    @Test
    void theHolidaysBefore2005() {
        assertEquals(13, SwedishHolidays.named(1998).size());
        assertTrue(SwedishHolidays.named(1998).contains(LocalDate.of(1998, 6, 1)), "Whit Monday");
        assertFalse(SwedishHolidays.named(1998).contains(LocalDate.of(1998, 6, 6)), "the national day");
    }

    /** Three lists of 2015-2029 by others; they agree on 13 days by law and three eves. */
    @Test
    void agreesWithPublishedListsOnEveryDay() throws IOException {
        Map<LocalDate, String> listed = new HashMap<>();
        for (String line : Files.readAllLines(SharedData.path("holidays/se_days_2015-2029.csv"))) {
            String[] cells = line.split(",", -1);
            if (cells[3].equals("public") || cells[3].equals("de_facto")) {
                listed.merge(LocalDate.parse(cells[0]), cells[2], (one, other) -> one + ", " + other);
            }
        }
        ClosedDays closed = new ClosedDays(
                true,
                Stream.of(SwedishDay.MIDSOMMARAFTON, SwedishDay.JULAFTON, SwedishDay.NYARSAFTON)
                        .map(eve -> new ClosedDays.Rule(new ClosedDays.Day.Named(eve), LocalDate.MIN, LocalDate.MAX, 0))
                        .toList(),
                Set.of());
        int days = 0;
        for (LocalDate day = LocalDate.of(2015, 1, 1); day.getYear() < 2030; day = day.plusDays(1)) {
            assertEquals(
                    listed.containsKey(day) ? 0 : ClosedDays.ALL_DAY_S, closed.endOf(day), day + " " + listed.get(day));
            if (listed.containsKey(day)) {
                LocalDate date = day;
                List<String> names = SwedishDay.on(day).stream()
                        .map(name -> MESSAGES.text(Messages.SWEDISH, "calendar.day." + name.code()))
                        .filter(name -> listed.getOrDefault(date, "").contains(name))
                        .toList();
                assertFalse(names.isEmpty(), day + " is called " + listed.get(day));
                days++;
            }
        }
        assertEquals(15 * 16, days);
    }

    @Test
    void everyDayHasItsNameInBothLanguagesAndIsFoundByIt() {
        for (SwedishDay day : SwedishDay.values()) {
            assertTrue(MESSAGES.has("calendar.day." + day.code()), day.code());
            assertEquals(Optional.of(day), SwedishDay.parse(day.code()));
        }
        assertTrue(MESSAGES.has("calendar.day.klamdag"));
        assertEquals(Optional.of(SwedishDay.KRISTI_HIMMELSFARDSDAG), SwedishDay.parse("Kristi himmelsfärdsdag"));
        assertEquals(Optional.of(SwedishDay.NYARSAFTON), SwedishDay.parse(" Nyårsafton"));
        assertEquals(Optional.empty(), SwedishDay.parse("julaftonen"));
        assertEquals(
                List.of(SwedishDay.FORSTA_MAJ, SwedishDay.KRISTI_HIMMELSFARDSDAG),
                SwedishDay.on(LocalDate.of(2008, 5, 1)));
    }
}
