package se.styrkort.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.styrkort.availability.Availability;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.observation.State;

/**
 * The services of one availability group.
 *
 * @param code of the group; empty for services without one
 * @param months the group as a whole, weighted by time
 * @param services the worst of the month first
 */
public record GroupAvailability(
        String code, Map<Period, AvailabilityFigure> months, List<ServiceAvailability> services) {
    public GroupAvailability {
        months = Map.copyOf(months);
        services = List.copyOf(services);
    }

    /** The group of these services, in all months of which one of them has anything. */
    static GroupAvailability of(String code, List<ServiceAvailability> services) {
        Map<Period, AvailabilityFigure> months = new HashMap<>();
        services.stream()
                .flatMap(service -> service.months().keySet().stream())
                .distinct()
                .forEach(month -> months.put(
                        month,
                        AvailabilityFigure.together(services.stream()
                                .flatMap(service ->
                                        Stream.ofNullable(service.months().get(month)))
                                .toList())));
        return new GroupAvailability(code, months, services);
    }

    /** How many services the group's figure is made of. */
    public long counted(Period month) {
        return services.stream()
                .filter(service -> service.in(month).availability() != null)
                .count();
    }

    /** How many have had figures but lack one in the month, though there is something to measure. */
    public long missing(Period month) {
        return services.stream()
                .filter(ServiceAvailability::hasFigures)
                .map(service -> service.in(month).state())
                .filter(state -> state == State.MISSING || state == State.SECRET)
                .count();
    }

    public AvailabilityFigure in(Period month) {
        return months.getOrDefault(month, AvailabilityFigure.NONE);
    }

    /** How much of the group's downtime is this service's, 0–1; empty when there was none or it is not known. */
    public Optional<BigDecimal> shareOfDowntime(ServiceAvailability service, Period month) {
        Availability whole = in(month).availability();
        Availability part = service.in(month).availability();
        return whole == null || part == null || whole.downSeconds() == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(part.downSeconds())
                        .divide(BigDecimal.valueOf(whole.downSeconds()), MathContext.DECIMAL128));
    }

    GroupAvailability withFigures() {
        return new GroupAvailability(
                code,
                months,
                services.stream().filter(ServiceAvailability::hasFigures).toList());
    }
}
