package se.styrkort.report;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;

/**
 * The figures of a closed month that an operator's screen shows at a glance. Each figure of a metric is counted in one
 * organisation alone, so that they may be added.
 *
 * @param month absent when no month is closed; the lists are empty then
 * @param leftOut observations that are not in it, because there are more than are shown
 * @param availabilityTarget 0–1, see {@link AvailabilityTarget}; absent when there is none
 */
record Headlines(
        @Nullable Period month,
        List<Figure> users,
        List<Figure> costs,
        List<Agreed> availabilities,
        long leftOut,
        @Nullable BigDecimal availabilityTarget) {
    static final Headlines NONE = new Headlines(null, List.of(), List.of(), List.of(), 0, null);

    Headlines {
        users = List.copyOf(users);
        costs = List.copyOf(costs);
        availabilities = List.copyOf(availabilities);
    }

    /**
     * One service in one organisation.
     *
     * @param object code of the management object; empty when the catalog does not say
     * @param organisation code; empty for figures that are of no organisation
     * @param unit of the metric
     */
    record Figure(String service, String object, String organisation, String unit, BigDecimal value) {}

    /** @param group availability group; empty when the service has none */
    record Agreed(String service, String group, AvailabilityFigure figure) {}
}
