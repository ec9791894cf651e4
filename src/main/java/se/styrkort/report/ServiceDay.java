package se.styrkort.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import se.styrkort.availability.ServiceMonth;
import se.styrkort.calendar.Period;
import se.styrkort.calendar.Spans;

/** A day of a service's agreed time, in seconds. */
public record ServiceDay(
        LocalDate day, long agreedSeconds, long plannedSeconds, long downSeconds, long unknownSeconds) {
    /** What a calendar marks a day as: the worst of it that is known. */
    public enum Mark {
        DOWN,
        PLANNED,
        UNKNOWN,
        UP,
        /** Nothing was agreed. */
        CLOSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Mark mark() {
        if (agreedSeconds == 0) {
            return Mark.CLOSED;
        }
        if (downSeconds > 0) {
            return Mark.DOWN;
        }
        if (plannedSeconds > 0) {
            return Mark.PLANNED;
        }
        return unknownSeconds > 0 ? Mark.UNKNOWN : Mark.UP;
    }

    /** The days of a month, which begin and end where the service's hours are. */
    static List<ServiceDay> of(Period month, ZoneId zone, ServiceMonth time) {
        Spans agreed = time.agreed();
        Spans planned = agreed.intersection(time.states().planned());
        Spans down = agreed.intersection(time.states().down());
        Spans unknown = agreed.intersection(time.states().unknown());
        List<ServiceDay> days = new ArrayList<>();
        for (LocalDate day = month.first(); !day.isAfter(month.last()); day = day.plusDays(1)) {
            long from = day.atStartOfDay(zone).toEpochSecond();
            long until = day.plusDays(1).atStartOfDay(zone).toEpochSecond();
            days.add(new ServiceDay(
                    day,
                    agreed.lengthWithin(from, until),
                    planned.lengthWithin(from, until),
                    down.lengthWithin(from, until),
                    unknown.lengthWithin(from, until)));
        }
        return days;
    }
}
