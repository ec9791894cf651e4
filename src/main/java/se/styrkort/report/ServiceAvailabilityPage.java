package se.styrkort.report;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/** The availability of one service, month by month. */
public record ServiceAvailabilityPage(
        DoorView door, @Nullable AvailabilityTarget target, ServiceAvailability figures, ReportWords words) {
    /** Three years, and the same month the year before them. */
    static final int MONTHS = 37;

    /** The months from the first that has figures, ascending. */
    public List<Period> months() {
        List<Period> all = door.monthsBefore(MONTHS);
        return all.stream()
                .dropWhile(month -> !figures.months().containsKey(month) && !month.equals(door.month()))
                .toList();
    }

    /** Mean seconds from interruption to restoration; absent when nothing was interrupted or nobody counted. */
    public @Nullable BigDecimal restore(Period month) {
        AvailabilityFigure figure = figures.in(month);
        return figure.availability() == null || figure.interruptions() == null
                ? null
                : figure.availability()
                        .secondsToRestore(figure.interruptions().longValue())
                        .orElse(null);
    }

    public boolean anySynthetic() {
        return figures.months().values().stream().anyMatch(AvailabilityFigure::synthetic);
    }
}
