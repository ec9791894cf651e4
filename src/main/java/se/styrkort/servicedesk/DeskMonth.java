package se.styrkort.servicedesk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One month of the service desk, counted together: each ticket counts once for its service and once for all services, for
 * its organisation, every one above it and the whole municipality, and for its priority and all priorities.
 *
 * <p>Every whole has figures of its own, so that nobody has to add what does not add up: of several medians none can be
 * made. In the roll-up the whole comes before its parts.
 */
final class DeskMonth {
    private final DeskClock hours;
    private final Function<String, List<String>> upwards;
    private final Map<DeskCell, Count> counts = new LinkedHashMap<>();

    /**
     * Begins without tickets.
     *
     * @param hours the desk's service hours
     * @param upwards an organisation, by its code, and all above it
     */
    DeskMonth(DeskClock hours, Function<String, List<String>> upwards) {
        this.hours = hours;
        this.upwards = upwards;
    }

    private static final class Count {
        private long opened;
        private long backlog;
        private long contacts;
        private long withinLevel;
        private long firstContactKnown;
        private long firstContact;
        private long reopenedKnown;
        private long reopened;
        private final List<HandlingTime> times = new ArrayList<>();

        void resolved(Ticket ticket, HandlingTime time) {
            times.add(time);
            if (ticket.withinLevel() != null) {
                contacts++;
                withinLevel += ticket.withinLevel() ? 1 : 0;
            }
            if (ticket.firstContact() != null) {
                firstContactKnown++;
                firstContact += ticket.firstContact() ? 1 : 0;
            }
            if (ticket.reopened() != null) {
                reopenedKnown++;
                reopened += ticket.reopened() > 0 ? 1 : 0;
            }
        }

        DeskFigures figures() {
            return new DeskFigures(
                    opened,
                    backlog,
                    times.size(),
                    contacts,
                    withinLevel,
                    firstContactKnown,
                    firstContact,
                    reopenedKnown,
                    reopened,
                    DeskFigures.Handling.of(times.stream()
                            .mapToLong(HandlingTime::serviceSeconds)
                            .sorted()
                            .toArray()),
                    DeskFigures.Handling.of(times.stream()
                            .mapToLong(HandlingTime::calendarSeconds)
                            .sorted()
                            .toArray()));
        }
    }

    /** So many tickets were opened in the month. */
    void opened(@Nullable String service, @Nullable String organisation, String priority, long tickets) {
        cells(service, organisation, priority).forEach(count -> count.opened += tickets);
    }

    /** So many tickets were open when the month ended. */
    void open(@Nullable String service, @Nullable String organisation, String priority, long tickets) {
        cells(service, organisation, priority).forEach(count -> count.backlog += tickets);
    }

    /** The ticket was resolved in the month. */
    void resolved(Ticket ticket) {
        HandlingTime time = ticket.handlingTime(hours)
                .orElseThrow(() -> new IllegalArgumentException(ticket.id() + " is not resolved"));
        cells(ticket.service(), ticket.organisation(), ticket.priority())
                .forEach(count -> count.resolved(ticket, time));
    }

    private Collection<Count> cells(@Nullable String service, @Nullable String organisation, String priority) {
        List<@Nullable String> organisations = new ArrayList<>();
        organisations.add(null);
        if (organisation != null) {
            organisations.addAll(upwards.apply(organisation));
        }
        List<Count> cells = new ArrayList<>();
        Collection<@Nullable String> services =
                service == null ? Collections.singleton(null) : Arrays.asList(service, null);
        for (String of : services) {
            for (String whose : organisations) {
                cells.add(count(new DeskCell(of, whose, "")));
                if (!priority.isEmpty()) {
                    cells.add(count(new DeskCell(of, whose, priority)));
                }
            }
        }
        return cells;
    }

    private Count count(DeskCell cell) {
        return counts.computeIfAbsent(cell, key -> new Count());
    }

    /** The figures of everything that some ticket is about. */
    Map<DeskCell, DeskFigures> figures() {
        Map<DeskCell, DeskFigures> figures = new LinkedHashMap<>();
        counts.forEach((cell, count) -> figures.put(cell, count.figures()));
        return figures;
    }
}
