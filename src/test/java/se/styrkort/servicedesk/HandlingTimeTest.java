package se.styrkort.servicedesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.ClosedDays;
import se.styrkort.calendar.Week;

/** How long tickets were in the desk's hands, in office hours and on the calendar. */
class HandlingTimeTest {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private static final AgreedTime OFFICE = office(List.of());
    private static final AgreedTime MIDSUMMER_OFF = office(List.of(new ClosedDays.Rule(
            ClosedDays.Day.parse("midsommarafton").orElseThrow(), LocalDate.MIN, LocalDate.MAX, 0)));

    private static AgreedTime office(List<ClosedDays.Rule> closed) {
        List<Week.Segment> day = Week.segments("08:00-17:00").orElseThrow();
        Map<DayOfWeek, List<Week.Segment>> week = new EnumMap<>(DayOfWeek.class);
        Week.days("mon-fri").orElseThrow().forEach(one -> week.put(one, day));
        return new AgreedTime(SWEDEN, Week.of(week).orElseThrow(), new ClosedDays(true, closed, Set.of()));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local.replace(' ', 'T')).atZone(SWEDEN).toInstant();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // what,                      opened,           resolved,       on hold, office hours, eve closed, calendar
        "within a day,               2026-03-02 09:00, 2026-03-02 11:30,     0,   9000,   9000,   9000",
        "over a night,               2026-03-02 16:00, 2026-03-03 09:00,     0,   7200,   7200,  61200",
        "opened at night,            2026-03-02 01:16, 2026-03-02 11:29,     0,  12540,  12540,  36780",
        "over a weekend,             2026-03-06 16:30, 2026-03-09 08:30,     0,   3600,   3600, 230400",
        "on a Saturday,              2026-03-07 10:00, 2026-03-07 12:00,     0,      0,      0,   7200",
        "at once,                    2026-03-02 09:00, 2026-03-02 09:00,     0,      0,      0,      0",
        "over midsummer,             2026-06-18 16:00, 2026-06-22 09:00,     0,  39600,   7200, 320400",
        "over new year,              2025-12-30 16:00, 2026-01-07 09:00,     0, 104400, 104400, 666000",
        "over the hour that is not,  2026-03-27 16:00, 2026-03-30 09:00,     0,   7200,   7200, 230400",
        "over the hour that is two,  2026-10-23 16:00, 2026-10-26 09:00,     0,   7200,   7200, 237600",
        "on hold for an hour,        2026-03-02 09:00, 2026-03-02 11:30,  3600,   5400,   5400,   5400",
        "on hold longer than agreed, 2026-03-06 16:30, 2026-03-09 08:30,  7200,      0,      0, 223200",
    })
    void golden(
            String what,
            String opened,
            String resolved,
            long onHold,
            long inOfficeHours,
            long withTheEveClosed,
            long onTheCalendar) {
        assertEquals(
                new HandlingTime(inOfficeHours, onTheCalendar),
                HandlingTime.between(at(opened), at(resolved), onHold, OFFICE::seconds),
                what);
        assertEquals(
                new HandlingTime(withTheEveClosed, onTheCalendar),
                HandlingTime.between(at(opened), at(resolved), onHold, MIDSUMMER_OFF::seconds),
                what);
    }

    @Property
    void serviceHoursAreNeverLongerThanTheCalendarAndLaterIsNeverShorter(
            @ForAll @LongRange(min = 1_400_000_000, max = 1_900_000_000) long opened,
            @ForAll @LongRange(min = 0, max = 20_000_000) long seconds,
            @ForAll @LongRange(min = 0, max = 100_000) long onHold,
            @ForAll @LongRange(min = 0, max = 1_000_000) long later) {
        Instant from = Instant.ofEpochSecond(opened);
        HandlingTime time = HandlingTime.between(from, from.plusSeconds(seconds), onHold, OFFICE::seconds);
        HandlingTime longer = HandlingTime.between(from, from.plusSeconds(seconds + later), onHold, OFFICE::seconds);
        assertTrue(0 <= time.serviceSeconds() && time.serviceSeconds() <= time.calendarSeconds());
        assertTrue(time.serviceSeconds() <= longer.serviceSeconds());
    }
}
