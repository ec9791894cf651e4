package se.styrkort.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Swedish public holidays (allmänna helgdagar) by law 1989:253, as amended by 2004:1320: from 2005 the national day is
 * one and Whit Monday is none. Eves are not among them; municipalities close on them by their own decision.
 *
 * <p>Our own and no library's: the law is one list of days, while the libraries at hand count eves as holidays and do
 * not know the change of 2005. A test holds it against Jollyday for 1990–2040, with the differences named.
 */
public final class SwedishHolidays {
    private SwedishHolidays() {}

    /** Whether the day is a public holiday; every Sunday is one. */
    public static boolean isHoliday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SUNDAY || isNamedHoliday(day);
    }

    private static boolean isNamedHoliday(LocalDate day) {
        for (SwedishDay named : SwedishDay.values()) {
            if (named.isHoliday(day.getYear()) && named.in(day.getYear()).equals(day)) {
                return true;
            }
        }
        return false;
    }

    /** The year's holidays that have a name of their own; the other Sundays are not among them. */
    public static Set<LocalDate> named(int year) {
        return Arrays.stream(SwedishDay.values())
                .filter(day -> day.isHoliday(year))
                .map(day -> day.in(year))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A weekday, Monday to Friday, that is no public holiday (helgfri vardag). */
    public static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && !isHoliday(day);
    }

    /** Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8). */
    static LocalDate easterOf(int year) {
        int golden = year % 19;
        int century = year / 100;
        int inCentury = year % 100;
        int correction = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        int toSunday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * toSunday) / 451;
        int days = epact + toSunday - 7 * late + 114;
        return LocalDate.of(year, Month.of(days / 31), days % 31 + 1);
    }
}
