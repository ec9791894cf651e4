package se.styrkort.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import se.styrkort.calendar.Period;
import se.styrkort.calendar.SwedishHolidays;

/**
 * Agreed time as one stretch of seconds, so that chance can be spread evenly over it: opened so many times, each time for
 * as long.
 *
 * @param openings the first second of each, in order
 * @param openS seconds that each is open
 */
record ServiceTime(List<Instant> openings, long openS) {
    static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private static final LocalTime OPENS = LocalTime.of(8, 0);
    private static final long OFFICE_DAY_S = 9 * 3_600;

    /** The shipped hours {@code 24x7}: all of the month in UTC. */
    static ServiceTime always(Period month) {
        Instant from = month.first().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant until = month.next().first().atStartOfDay(ZoneOffset.UTC).toInstant();
        return new ServiceTime(List.of(from), Duration.between(from, until).toSeconds());
    }

    /** The shipped hours {@code office}: 08-17 on weekdays that are no holidays, of both days and those between. */
    static ServiceTime office(LocalDate first, LocalDate last) {
        return new ServiceTime(
                first.datesUntil(last.plusDays(1))
                        .filter(SwedishHolidays::isWorkingDay)
                        .map(day -> day.atTime(OPENS).atZone(SWEDEN).toInstant())
                        .toList(),
                OFFICE_DAY_S);
    }

    static ServiceTime of(ServiceShape service, Period month) {
        return service.alwaysAgreed() ? always(month) : office(month.first(), month.last());
    }

    long seconds() {
        return openings.size() * openS;
    }

    /** When the second begins; 0 is the first. */
    Instant at(long second) {
        return openings.get(Math.toIntExact(second / openS)).plusSeconds(second % openS);
    }

    /** When that many seconds have passed: in the evening, not when it opens the next morning. */
    Instant after(long seconds) {
        return at(seconds - 1).plusSeconds(1);
    }
}
