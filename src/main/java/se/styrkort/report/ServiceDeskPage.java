package se.styrkort.report;

import java.util.List;
import java.util.Map;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;

/**
 * IT management's second door: what the service desk delivered, month by month, and in the month chosen by service and
 * by priority.
 *
 * @param months of all tickets together that the reader may see; months without figures are not there
 * @param services those with figures in the month
 * @param priorities as the sources write them, those with figures in the month
 */
public record ServiceDeskPage(
        DoorView door,
        Map<Period, DeskDelivery> months,
        List<Part<Service>> services,
        List<Part<String>> priorities,
        ReportWords words) {
    static final int MONTHS = 13;

    private static final DeskDelivery NOTHING = new DeskDelivery(Map.of());

    /** A part of the tickets and what was delivered of it. */
    public record Part<T>(T of, DeskDelivery delivery) {}

    public DeskDelivery in(Period month) {
        return months.getOrDefault(month, NOTHING);
    }

    public List<Period> shown() {
        return door.monthsBefore(MONTHS);
    }

    public boolean hasFigures() {
        return !months.isEmpty() || !services.isEmpty();
    }

    public boolean anySynthetic() {
        return months.values().stream().anyMatch(DeskDelivery::anySynthetic)
                || services.stream().anyMatch(part -> part.delivery().anySynthetic());
    }
}
