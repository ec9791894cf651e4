package se.styrkort.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;

/**
 * A service's use over the years, by organisation, and what it costs.
 *
 * @param use of the organisation chosen, or of all that the reader sees
 * @param organisations their parts in the month and the same month the year before
 * @param news absent when the figures are as of an instant that has passed
 */
public record ServiceUsagePage(
        DoorView door,
        ServiceUse use,
        List<OrganisationUse> organisations,
        @Nullable News news,
        ReportWords words) {
    /** Years that are held against each other, the month's own among them. */
    static final int YEARS = 5;

    private static final int RECENT_MONTHS = 13;
    private static final int MONTHS_OF_YEAR = 12;

    public Service service() {
        return use.service();
    }

    public UseFigures figures() {
        return use.figures();
    }

    /** All months of the years shown, up to the one chosen. */
    static List<Period> months(DoorView door) {
        List<Period> months = new ArrayList<>();
        Period first = Period.month(door.yearMonth().getYear() - YEARS + 1, 1);
        for (Period month = first; month.compareTo(door.month()) <= 0; month = month.next()) {
            months.add(month);
        }
        return months;
    }

    /** The years from the first that has figures, ascending. */
    public List<Integer> years() {
        List<Integer> years = new ArrayList<>();
        for (int year = door.yearMonth().getYear() - YEARS + 1;
                year <= door.yearMonth().getYear();
                year++) {
            int each = year;
            if (!years.isEmpty()
                    || each == door.yearMonth().getYear()
                    || figures().use().keySet().stream()
                            .anyMatch(month -> month.first().getYear() == each)) {
                years.add(year);
            }
        }
        return years;
    }

    /** January to December of a year. */
    public List<Period> monthsOf(int year) {
        List<Period> months = new ArrayList<>();
        for (int month = 1; month <= MONTHS_OF_YEAR; month++) {
            months.add(Period.month(year, month));
        }
        return months;
    }

    public boolean isAhead(Period month) {
        return month.compareTo(door.month()) > 0;
    }

    /** The month, the year before it and the same month of that year; ascending. */
    public List<Period> recent() {
        return door.monthsBefore(RECENT_MONTHS);
    }

    /** A metric by its name; one that the catalog no longer has, by its code. */
    public String metricName(String code, Locale locale) {
        Metric metric = door.catalog().metric(code);
        return metric == null ? code : metric.name().in(locale);
    }

    /** An organisation by its name; nothing for figures that belong to none. */
    public String organisationName(@Nullable String code, Locale locale) {
        Organisation organisation = code == null ? null : door.catalog().organisation(code);
        return organisation == null
                ? (code == null ? "" : code)
                : organisation.name().in(locale);
    }

    public boolean anySynthetic() {
        return figures().anySynthetic();
    }
}
