package se.styrkort.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;

/**
 * The availability of one service, month by month.
 *
 * @param targets by month: each is judged by the model that scores it
 */
public record ServiceAvailabilityPage(
        DoorView door,
        Map<Period, AvailabilityTarget> targets,
        ServiceAvailability figures,
        ServiceYear year,
        ReportWords words) {
    /** Three years, and the same month the year before them. */
    static final int MONTHS = 37;

    /** The months from the first that has figures, ascending. */
    public List<Period> months() {
        List<Period> all = door.monthsBefore(MONTHS);
        return all.stream()
                .dropWhile(month -> !figures.months().containsKey(month) && !month.equals(door.month()))
                .toList();
    }

    /** What the month chosen is held against. */
    public @Nullable AvailabilityTarget target() {
        return target(door.month());
    }

    public @Nullable AvailabilityTarget target(Period month) {
        AvailabilityTarget all = targets.get(month);
        return all == null ? null : all.of(figures.service(), door.catalog());
    }

    public boolean anySynthetic() {
        return figures.months().values().stream().anyMatch(AvailabilityFigure::synthetic);
    }
}
