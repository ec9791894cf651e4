package se.styrkort.report;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.Scope;
import se.styrkort.scorecard.ModelRepository;

/** Availability of services and groups, month by month: one question per metric, whatever their number. */
@Singleton
class AvailabilityRepository {
    private static final String USE = "usage.active_users";

    private final DoorRepository doors;
    private final ModelRepository models;

    AvailabilityRepository(DoorRepository doors, ModelRepository models) {
        this.doors = doors;
        this.models = models;
    }

    Optional<AvailabilityTarget> target(DoorRepository.Reading reading) throws SQLException {
        return AvailabilityTarget.of(
                models.list(reading.connection(), reading.at().revision()),
                reading.door().month());
    }

    /** One service's months. */
    ServiceAvailability service(DoorRepository.Reading reading, Service service, List<Period> months)
            throws SQLException {
        return new ServiceAvailability(
                service,
                figures(reading, List.of(new Scope(0, null, service.code())), months)
                        .getOrDefault(0, Map.of()));
    }

    /** Services by group, the group's code and then the worst first; of services without figures no group is made. */
    List<GroupAvailability> groups(DoorRepository.Reading reading, List<Service> services, List<Period> months)
            throws SQLException {
        Map<String, List<Integer>> members = new HashMap<>();
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            scopes.add(new Scope(i, null, services.get(i).code()));
            members.computeIfAbsent(group(services.get(i)), code -> new ArrayList<>())
                    .add(i);
        }
        List<String> codes = List.copyOf(new TreeSet<>(members.keySet()));
        for (int g = 0; g < codes.size(); g++) {
            for (int member : members.getOrDefault(codes.get(g), List.of())) {
                scopes.add(new Scope(
                        services.size() + g, null, services.get(member).code()));
            }
        }
        Map<Integer, Map<Period, AvailabilityFigure>> figures = figures(reading, scopes, months);
        List<GroupAvailability> groups = new ArrayList<>();
        for (int g = 0; g < codes.size(); g++) {
            groups.add(new GroupAvailability(
                    codes.get(g),
                    figures.getOrDefault(services.size() + g, Map.of()),
                    members.getOrDefault(codes.get(g), List.of()).stream()
                            .map(i -> new ServiceAvailability(services.get(i), figures.getOrDefault(i, Map.of())))
                            .sorted((one, other) -> ServiceAvailability.compare(
                                    one, other, reading.door().month()))
                            .toList()));
        }
        return groups;
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

    private Map<Integer, Map<Period, AvailabilityFigure>> figures(
            DoorRepository.Reading reading, List<Scope> scopes, List<Period> months) throws SQLException {
        List<Map<Integer, SortedMap<Period, PeriodValue>>> parts = new ArrayList<>();
        for (String metric : AvailabilityFigure.METRICS) {
            parts.add(doors.byMonth(reading, metric, scopes, months));
        }
        Map<Integer, Map<Period, AvailabilityFigure>> figures = new HashMap<>();
        for (int subject : scopes.stream().map(Scope::subject).distinct().toList()) {
            for (Period month : months) {
                List<@Nullable PeriodValue> values = new ArrayList<>();
                for (Map<Integer, SortedMap<Period, PeriodValue>> part : parts) {
                    SortedMap<Period, PeriodValue> ofSubject = part.get(subject);
                    values.add(ofSubject == null ? null : ofSubject.get(month));
                }
                if (values.stream().limit(4).anyMatch(value -> value != null)) {
                    figures.computeIfAbsent(subject, key -> new HashMap<>())
                            .put(
                                    month,
                                    AvailabilityFigure.of(
                                            values.get(0), values.get(1), values.get(2), values.get(3), values.get(4)));
                }
            }
        }
        return figures;
    }
}
