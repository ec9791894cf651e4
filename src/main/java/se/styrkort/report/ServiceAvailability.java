package se.styrkort.report;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;

/** The availability of one service, month by month; months without figures are not there. */
public record ServiceAvailability(Service service, Map<Period, AvailabilityFigure> months) {
    /** So many earlier months must have figures before the lowest of a year is called so. */
    private static final int ENOUGH_MONTHS = 6;

    private static final int YEAR_MONTHS = 12;

    public ServiceAvailability {
        months = Map.copyOf(months);
    }

    public AvailabilityFigure in(Period month) {
        return months.getOrDefault(month, AvailabilityFigure.NONE);
    }

    public boolean hasFigures() {
        return !months.isEmpty();
    }

    /**
     * An outlier against itself: lower than in each of the twelve months before.
     *
     * @param closed the months that count; what is unfinished is no outlier
     */
    public boolean isLowestOfYear(Period month, Set<Period> closed) {
        BigDecimal ratio = in(month).ratio();
        if (ratio == null || !closed.contains(month)) {
            return false;
        }
        int known = 0;
        for (int i = 1; i <= YEAR_MONTHS; i++) {
            BigDecimal earlier = in(month.plus(-i)).ratio();
            if (earlier != null && closed.contains(month.plus(-i))) {
                known++;
                if (earlier.compareTo(ratio) <= 0) {
                    return false;
                }
            }
        }
        return known >= ENOUGH_MONTHS;
    }

    /** Worst first; what has no figure last. */
    static int compare(ServiceAvailability one, ServiceAvailability other, Period month) {
        @Nullable BigDecimal left = one.in(month).ratio();
        @Nullable BigDecimal right = other.in(month).ratio();
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return Objects.requireNonNull(left).compareTo(right);
    }
}
