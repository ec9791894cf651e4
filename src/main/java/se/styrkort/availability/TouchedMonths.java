package se.styrkort.availability;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Parts;
import se.styrkort.catalog.Service;
import se.styrkort.catalog.ServiceHours;

/** Which months of which services a change of inputs touches; months follow the zone of the service's hours. */
final class TouchedMonths {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final Catalog catalog;
    private final Instant now;
    private final Set<DueRepository.Mark> marks = new LinkedHashSet<>();
    private final Map<Long, Set<Long>> madeOf = new HashMap<>();

    TouchedMonths(Catalog catalog, Instant now) {
        this.catalog = catalog;
        this.now = now;
    }

    /** Of a service by the id of its entry; Swedish where nothing is agreed. */
    static ZoneId zone(Catalog catalog, long service) {
        return catalog.find(service)
                .map(version -> ((Service) version.entry()).serviceHours())
                .flatMap(code -> catalog.find(Kind.SERVICE_HOURS, code))
                .map(version -> ZoneId.of(((ServiceHours) version.entry()).zone()))
                .orElse(SWEDEN);
    }

    /**
     * The months that an interval covers a part of, of the service and of those that are made of it.
     *
     * @param until exclusive; null: it goes on
     */
    Set<DueRepository.Mark> of(long service, Instant from, @Nullable Instant until) {
        Set<DueRepository.Mark> touched = new HashSet<>();
        Instant last = until == null ? now : until.minusNanos(1);
        for (long each : madeOf.computeIfAbsent(service, id -> withComposites(catalog, id))) {
            ZoneId zone = zone(catalog, each);
            Period first =
                    Period.containing(Granularity.MONTH, from.atZone(zone).toLocalDate());
            Period end = Period.containing(Granularity.MONTH, last.atZone(zone).toLocalDate());
            for (Period month = first; month.compareTo(end) <= 0; month = month.next()) {
                touched.add(new DueRepository.Mark(each, month));
            }
        }
        return touched;
    }

    /** A service and those that are made of it. */
    static Set<Long> withComposites(Catalog catalog, long service) {
        Set<Long> found = new LinkedHashSet<>();
        Deque<Long> open = new ArrayDeque<>(List.of(service));
        while (!open.isEmpty()) {
            long id = open.pop();
            String code = catalog.codeOf(id);
            if (found.add(id) && code != null) {
                catalog.list(Kind.SERVICE).stream()
                        .filter(version -> isMadeOf((Service) version.entry(), code))
                        .forEach(version -> open.push(version.id()));
            }
        }
        return found;
    }

    private static boolean isMadeOf(Service service, String part) {
        Parts parts = service.parts();
        return parts != null && parts.services().anyMatch(part::equals);
    }

    void add(Set<DueRepository.Mark> touched) {
        marks.addAll(touched);
    }

    /** Those to be computed: months that are over. The running one is computed when it is read. */
    Set<DueRepository.Mark> due() {
        Set<DueRepository.Mark> due = new LinkedHashSet<>(marks);
        due.removeIf(mark -> !MonthEnd.isOver(mark.month(), now));
        return due;
    }
}
