package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;

/** Computes months of services from what is known of them, as it was at a revision. */
@Singleton
public class AvailabilityReadingRepository {
    private final AvailabilityInputRepository inputs;

    AvailabilityReadingRepository(AvailabilityInputRepository inputs) {
        this.inputs = inputs;
    }

    /**
     * A month of a service.
     *
     * @param time second by second, and what that comes to
     * @param synthetic whether something of it was invented
     */
    public record Month(Catalog.Version service, Period period, ServiceMonth time, boolean synthetic) {
        public MonthlyAvailability availability() {
            return time.availability();
        }

        /** Whether anybody knows how the service was in some of its agreed time. */
        public boolean isMeasured() {
            Availability time = availability().time();
            return time.agreedSeconds() - time.plannedSeconds() > time.unknownSeconds();
        }
    }

    /**
     * What is read.
     *
     * @param revision of the inputs
     * @param asOf the instant of that revision; null: now
     * @param now nothing is known after it
     */
    public record At(
            Catalog catalog, long revision, @Nullable Instant asOf, Instant now) {}

    /**
     * The months of services that have service hours, by service and month. Services without are not there.
     *
     * @param services ids of their catalog entries
     */
    public Map<Long, Map<Period, Month>> months(
            Connection connection, At at, Collection<Long> services, List<Period> months) throws SQLException {
        Map<Long, Map<Period, Month>> answer = new TreeMap<>();
        if (months.isEmpty() || services.isEmpty()) {
            return answer;
        }
        LocalDate first =
                months.stream().map(Period::first).min(LocalDate::compareTo).orElseThrow();
        LocalDate last =
                months.stream().map(Period::last).max(LocalDate::compareTo).orElseThrow();
        // a day more at either end: months begin where the service's zone says
        Instant from = first.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant until = last.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        ServiceStates states = new ServiceStates(
                at.catalog(),
                inputs.read(connection, at.catalog(), services, from, until, at.revision(), at.asOf()),
                at.now());
        for (long id : services) {
            Optional<Catalog.Version> version = at.catalog().find(id);
            if (version.isPresent() && version.get().entry() instanceof Service service) {
                Optional<AgreedTime> agreed = states.agreed(service);
                if (agreed.isPresent()) {
                    Map<Period, Month> ofService = new TreeMap<>();
                    boolean synthetic = states.isSynthetic(version.get());
                    for (Period month : months) {
                        ServiceMonth time = states.month(service, agreed.get(), month);
                        ofService.put(month, new Month(version.get(), month, time, synthetic));
                    }
                    answer.put(id, ofService);
                }
            }
        }
        return answer;
    }

    /** The ids of the services that have service hours. */
    static List<Long> withHours(Catalog catalog) {
        List<Long> ids = new ArrayList<>();
        for (Catalog.Version version : catalog.list(Kind.SERVICE)) {
            if (((Service) version.entry()).serviceHours() != null) {
                ids.add(version.id());
            }
        }
        return ids;
    }
}
