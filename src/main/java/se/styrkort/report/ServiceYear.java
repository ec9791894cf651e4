package se.styrkort.report;

import java.util.List;
import java.util.Map;
import se.styrkort.availability.OutageListPage;
import se.styrkort.calendar.Period;

/**
 * A service's year, day by day, and what happened in it.
 *
 * @param days by month, ascending; empty for a service without service hours
 * @param outages the latest first
 */
public record ServiceYear(Map<Period, List<ServiceDay>> days, List<OutageListPage.Row> outages) {
    static final int MONTHS = 12;

    /** The days on which not all of the agreed time was up, as a table says them. */
    public List<ServiceDay> disturbed() {
        return days.values().stream()
                .flatMap(List::stream)
                .filter(day -> day.downSeconds() > 0 || day.plannedSeconds() > 0)
                .toList();
    }

    /** Whether anybody said of any day how it was; figures that are delivered by the month say nothing of days. */
    public boolean isKnown() {
        return days.values().stream()
                .flatMap(List::stream)
                .map(ServiceDay::mark)
                .anyMatch(mark -> mark != ServiceDay.Mark.UNKNOWN && mark != ServiceDay.Mark.CLOSED);
    }

    public List<Period> months() {
        return List.copyOf(days.keySet());
    }
}
