package se.styrkort.report;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.availability.AvailabilityFigureRepository;
import se.styrkort.availability.AvailabilityReadingRepository;
import se.styrkort.availability.MonthEnd;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.Scope;
import se.styrkort.scorecard.ModelRepository;

/** Availability of services and groups, month by month, and what it is held against. */
@Singleton
class AvailabilityRepository {
    private static final String USE = "usage.active_users";

    private final DoorRepository doors;
    private final AvailabilityFigureRepository figures;
    private final ModelRepository models;
    private final AvailabilityReadingRepository readings;
    private final Clock clock;

    AvailabilityRepository(
            DoorRepository doors,
            AvailabilityFigureRepository figures,
            ModelRepository models,
            AvailabilityReadingRepository readings,
            Clock clock) {
        this.readings = readings;
        this.clock = clock;
        this.doors = doors;
        this.figures = figures;
        this.models = models;
    }

    /** What each month of the door's trends is held against; months without a target are not there. */
    Map<Period, AvailabilityTarget> targets(DoorRepository.Reading reading) throws SQLException {
        List<ModelRepository.Stored> stored =
                models.list(reading.connection(), reading.at().revision());
        Map<Period, AvailabilityTarget> targets = new HashMap<>();
        for (Period month : reading.door().monthsBefore(ServiceAvailabilityPage.MONTHS)) {
            AvailabilityTarget.of(stored, month).ifPresent(target -> targets.put(month, target));
        }
        return targets;
    }

    /** One service's months. */
    ServiceAvailability service(DoorRepository.Reading reading, Service service, List<Period> months)
            throws SQLException {
        return services(reading, List.of(service), months).getFirst();
    }

    private List<ServiceAvailability> services(
            DoorRepository.Reading reading, List<Service> services, List<Period> months) throws SQLException {
        List<Map<Period, AvailabilityFigure>> read = figures.read(
                reading.connection(),
                reading.catalog(),
                reading.at(),
                services.stream().map(Service::code).toList(),
                months);
        List<Map<Period, AvailabilityFigure>> running = running(reading, services, months);
        Map<String, Set<String>> deliveredFor =
                reading.door().sight().isOfSomeOrganisations() ? figures.deliveredFor(reading.connection()) : Map.of();
        List<ServiceAvailability> answers = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            Service service = services.get(i);
            boolean ofOthers = holdsOthers(reading, service, deliveredFor.getOrDefault(service.code(), Set.of()));
            Map<Period, AvailabilityFigure> known = new HashMap<>(running.get(i));
            known.putAll(read.get(i));
            answers.add(new ServiceAvailability(service, ofOthers ? Map.of() : known));
        }
        return answers;
    }

    /** The month that is not over, as far as it is known: it becomes observations when it is. */
    private List<Map<Period, AvailabilityFigure>> running(
            DoorRepository.Reading reading, List<Service> services, List<Period> months) throws SQLException {
        Instant now = clock.instant();
        List<Period> open = months.stream()
                .filter(month -> !MonthEnd.isOver(month, now))
                .filter(month -> month.first()
                        .isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1)))
                .toList();
        Map<Long, Map<Period, AvailabilityReadingRepository.Month>> known = reading.at()
                        .current()
                ? readings.months(
                        reading.connection(),
                        new AvailabilityReadingRepository.At(
                                reading.catalog(), reading.at().revision(), null, now),
                        services.stream()
                                .flatMap(service -> reading.catalog().find(Kind.SERVICE, service.code()).stream())
                                .map(Catalog.Version::id)
                                .toList(),
                        open)
                : Map.of();
        Map<String, Map<Period, AvailabilityFigure>> byCode = new HashMap<>();
        known.values()
                .forEach(ofService -> ofService.forEach((month, each) -> {
                    if (each.isMeasured()) {
                        byCode.computeIfAbsent(each.service().entry().code(), key -> new HashMap<>())
                                .put(month, AvailabilityFigure.running(each.availability(), each.synthetic()));
                    }
                }));
        return services.stream()
                .map(service -> byCode.getOrDefault(service.code(), Map.of()))
                .toList();
    }

    /** Whether a service's figures hold those of organisations that the reader does not see: then none is shown. */
    private static boolean holdsOthers(DoorRepository.Reading reading, Service service, Set<String> organisations) {
        Set<String> seen = reading.door().sight().organisations(service.code());
        return seen != null && !seen.containsAll(organisations);
    }

    /** Services by group, the group's code and then the worst first. */
    List<GroupAvailability> groups(DoorRepository.Reading reading, List<Service> services, List<Period> months)
            throws SQLException {
        Map<String, List<ServiceAvailability>> members = new TreeMap<>();
        for (ServiceAvailability service : services(reading, services, months)) {
            members.computeIfAbsent(group(service.service()), code -> new ArrayList<>())
                    .add(service);
        }
        Period month = reading.door().month();
        List<GroupAvailability> groups = new ArrayList<>();
        members.forEach((code, of) -> groups.add(GroupAvailability.of(
                code,
                of.stream()
                        .sorted((one, other) -> ServiceAvailability.compare(one, other, month))
                        .toList())));
        return groups;
    }

    /**
     * How many used each service in the month, by its code; nothing for who sees only some organisations' use, since an hour
     * lost by all says how many all are.
     */
    Map<String, BigDecimal> users(DoorRepository.Reading reading, List<Service> services) throws SQLException {
        Map<String, BigDecimal> users = new HashMap<>();
        if (reading.door().sight().isOfSomeOrganisations()) {
            return users;
        }
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            scopes.add(new Scope(i, null, services.get(i).code()));
        }
        Period month = reading.door().month();
        doors.byMonth(reading, USE, scopes, List.of(month)).forEach((service, months) -> {
            PeriodValue value = months.get(month);
            BigDecimal used = value == null ? null : value.measured().value();
            if (used != null) {
                users.put(services.get(service).code(), used);
            }
        });
        return users;
    }

    private static String group(Service service) {
        return service.availabilityGroup() == null ? "" : service.availabilityGroup();
    }

    /** The services that an organisation, or one below it, used in the month; as {@code common} of the scorecards. */
    List<Service> usedBy(DoorRepository.Reading reading, String organisation, List<Service> services)
            throws SQLException {
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            scopes.add(new Scope(i, organisation, services.get(i).code()));
        }
        Period month = reading.door().month();
        Map<Integer, SortedMap<Period, PeriodValue>> use = doors.byMonth(reading, USE, scopes, List.of(month));
        List<Service> used = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            PeriodValue value = use.getOrDefault(i, new TreeMap<>()).get(month);
            BigDecimal users = value == null ? null : value.measured().value();
            if (users != null && users.signum() > 0) {
                used.add(services.get(i));
            }
        }
        return used;
    }
}
