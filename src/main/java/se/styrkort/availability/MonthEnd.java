package se.styrkort.availability;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/**
 * When a month is over: at noon UTC on the first day after it. By then it has ended in every time zone, and what is
 * collected during the night has come in.
 */
public final class MonthEnd {
    private static final LocalTime NOON = LocalTime.NOON;

    private MonthEnd() {}

    public static boolean isOver(Period month, Instant now) {
        return !now.isBefore(month.next().first().atTime(NOON).toInstant(ZoneOffset.UTC));
    }

    /** The last month that is over. */
    public static Period lastOver(Instant now) {
        Period month = Period.containing(
                Granularity.MONTH, now.atOffset(ZoneOffset.UTC).toLocalDate());
        do {
            month = month.previous();
        } while (!isOver(month, now));
        return month;
    }

    /** Those from one month to another, both inclusive, that are over. */
    public static List<Period> over(Period from, Period to, Instant now) {
        List<Period> months = new ArrayList<>();
        Period last = lastOver(now);
        Period end = to.compareTo(last) < 0 ? to : last;
        for (Period month = from; month.compareTo(end) <= 0; month = month.next()) {
            months.add(month);
        }
        return months;
    }
}
