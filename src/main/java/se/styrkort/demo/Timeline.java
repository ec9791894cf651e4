package se.styrkort.demo;

import java.util.List;
import java.util.stream.IntStream;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/**
 * The demonstration's months, and what happens when.
 *
 * @param last the last closed month
 */
record Timeline(Period last) {
    static final int MONTHS = 36;

    private static final int OUTAGE_AGO = 3;
    private static final int LOST_AGO = 5;
    private static final int RESTATED_AGO = 6;

    /** Activity by calendar month, where 1 is an ordinary one. July is holiday; December and June are short. */
    private static final double[] SEASON = {0.97, 1.0, 1.03, 0.99, 1.0, 0.90, 0.58, 0.88, 1.06, 1.05, 1.03, 0.88};

    Timeline {
        if (last.granularity() != Granularity.MONTH) {
            throw new IllegalArgumentException("the demonstration ends with a month, not with " + last);
        }
    }

    List<Period> months() {
        return IntStream.rangeClosed(1 - MONTHS, 0).mapToObj(last::plus).toList();
    }

    /** How far the month has come on the way from the first (0) to the last (1). */
    double progress(Period month) {
        return (double) monthsSinceFirst(month) / (MONTHS - 1);
    }

    double years(Period month) {
        return monthsSinceFirst(month) / 12.0;
    }

    private int monthsSinceFirst(Period month) {
        return MONTHS
                - 1
                - (last.first().getYear() - month.first().getYear()) * 12
                - (last.first().getMonthValue() - month.first().getMonthValue());
    }

    static double season(Period month) {
        return SEASON[month.first().getMonthValue() - 1];
    }

    static boolean isCalendarMonth(Period month, int... numbers) {
        return IntStream.of(numbers).anyMatch(number -> number == month.first().getMonthValue());
    }

    /** The month of the big outage. */
    Period outage() {
        return last.plus(-OUTAGE_AGO);
    }

    /** The month whose delivery one organisation never made. */
    Period lost() {
        return last.plus(-LOST_AGO);
    }

    /** The month that the second delivery restates. */
    Period restated() {
        return last.plus(-RESTATED_AGO);
    }
}
