package se.styrkort.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.scorecard.Status;

/**
 * IT management's door: the month's availability of all services against its target, and how it has gone.
 *
 * @param target absent when no scorecard model has one
 * @param groups those that have services with figures
 * @param without services that have no figures in the months shown
 */
public record AvailabilityPage(
        DoorView door,
        @Nullable AvailabilityTarget target,
        List<GroupAvailability> groups,
        List<ServiceAvailability> without,
        ReportWords words) {
    /** Months of the trend: a year and the same month the year before. */
    static final int MONTHS = 13;

    public List<Period> months() {
        return door.monthsBefore(MONTHS);
    }

    /** How many services have this status in the month. */
    public long count(Status status) {
        AvailabilityTarget against = target;
        return against == null
                ? 0
                : groups.stream()
                        .flatMap(group -> group.services().stream())
                        .filter(service -> against.status(service.in(door.month())) == status)
                        .count();
    }

    public boolean anySynthetic() {
        return groups.stream()
                .flatMap(group -> group.months().values().stream())
                .anyMatch(AvailabilityFigure::synthetic);
    }
}
