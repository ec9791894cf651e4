package se.styrkort.calendar;

import java.util.Locale;

/** How long the periods of a metric are. Observations are by day, week, month or year; scorecards by any of them. */
public enum Granularity {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    /** A third of a year (tertial), common in Swedish municipalities. */
    TERTIAL,
    HALF_YEAR,
    YEAR;

    /** Whether single observations may have this granularity. */
    public boolean isObserved() {
        return this == DAY || this == WEEK || this == MONTH || this == YEAR;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
