package se.styrkort.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;

/**
 * Swedish public holidays (allmänna helgdagar) by law 1989:253, as amended by 2004:1320: from 2005 the national day is
 * one and Whit Monday is none. Eves are not among them; municipalities close on them by their own decision.
 */
public final class SwedishHolidays {
    private static final int NATIONAL_DAY_SINCE = 2005;

    private SwedishHolidays() {}

    /** Whether the day is a public holiday; every Sunday is one. */
    public static boolean isHoliday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SUNDAY || isFixed(day) || isMidsummerOrAllSaints(day) || isMovable(day);
    }

    /** A weekday, Monday to Friday, that is no public holiday (helgfri vardag). */
    public static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && !isHoliday(day);
    }

    private static boolean isFixed(LocalDate day) {
        int date = day.getDayOfMonth();
        return switch (day.getMonth()) {
            case JANUARY -> date == 1 || date == 6;
            case MAY -> date == 1;
            case JUNE -> date == 6 && day.getYear() >= NATIONAL_DAY_SINCE;
            case DECEMBER -> date == 25 || date == 26;
            default -> false;
        };
    }

    /** The Saturday of 20-26 June and that of 31 October-6 November. */
    private static boolean isMidsummerOrAllSaints(LocalDate day) {
        if (day.getDayOfWeek() != DayOfWeek.SATURDAY) {
            return false;
        }
        int date = day.getDayOfMonth();
        return switch (day.getMonth()) {
            case JUNE -> date >= 20 && date <= 26;
            case OCTOBER -> date == 31;
            case NOVEMBER -> date <= 6;
            default -> false;
        };
    }

    private static boolean isMovable(LocalDate day) {
        LocalDate easter = easterOf(day.getYear());
        boolean whitMonday = day.equals(easter.plusDays(50)) && day.getYear() < NATIONAL_DAY_SINCE;
        return day.equals(easter.minusDays(2))
                || day.equals(easter.plusDays(1))
                || day.equals(easter.plusDays(39))
                || whitMonday;
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
