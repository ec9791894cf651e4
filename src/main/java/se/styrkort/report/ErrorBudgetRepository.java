package se.styrkort.report;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.Availability;
import se.styrkort.availability.AvailabilityReadingRepository;
import se.styrkort.availability.ErrorBudget;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.AvailabilityGroup;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** Reads how much of its error budget each service with a target has used in the running month. */
@Singleton
class ErrorBudgetRepository {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final AvailabilityReadingRepository readings;
    private final Clock clock;

    ErrorBudgetRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            AvailabilityReadingRepository readings,
            Clock clock) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.readings = readings;
        this.clock = clock;
    }

    /**
     * The budget of a service of which something is known in the month.
     *
     * @param group availability group; empty when the service has none
     * @param elapsed the part of the month's agreed time that has passed, 0–1
     */
    record Running(String service, String group, ErrorBudget budget, BigDecimal elapsed) {}

    /** What figures are read of: the database, and the hour, since a month goes on when nothing happens. */
    record State(long revision, long hour) {}

    State state() {
        long revision = transactions.inSnapshot(connection -> revisions.at(connection, null));
        return new State(revision, clock.instant().getEpochSecond() / 3_600);
    }

    List<Running> read() {
        return transactions.inSnapshot(connection -> {
            long revision = revisions.at(connection, null);
            return read(connection, catalogs.read(connection, revision), revision, clock.instant());
        });
    }

    private List<Running> read(Connection connection, Catalog catalog, long revision, Instant now) throws SQLException {
        Map<Long, BigDecimal> targets = targets(catalog);
        Period month = Period.containing(Granularity.MONTH, now.atZone(SWEDEN).toLocalDate());
        List<Running> running = new ArrayList<>();
        readings.months(
                        connection,
                        new AvailabilityReadingRepository.At(catalog, revision, null, now),
                        targets.keySet(),
                        List.of(month))
                .forEach((service, months) -> months.values().stream()
                        .filter(AvailabilityReadingRepository.Month::isMeasured)
                        .forEach(
                                each -> running.add(running(each, Objects.requireNonNull(targets.get(service)), now))));
        return running;
    }

    private static Running running(AvailabilityReadingRepository.Month month, BigDecimal target, Instant now) {
        Availability time = month.availability().time();
        long passed = month.time().agreed().lengthWithin(Long.MIN_VALUE, now.getEpochSecond());
        Service service = (Service) month.service().entry();
        return new Running(
                service.code(),
                Objects.requireNonNullElse(service.availabilityGroup(), ""),
                ErrorBudget.of(target, time, time),
                BigDecimal.valueOf(passed).divide(BigDecimal.valueOf(time.agreedSeconds()), MathContext.DECIMAL64));
    }

    /** A service's own target, else its group's. */
    private static Map<Long, BigDecimal> targets(Catalog catalog) {
        Map<Long, BigDecimal> targets = new LinkedHashMap<>();
        for (Catalog.Version version : catalog.list(Kind.SERVICE)) {
            Service service = (Service) version.entry();
            BigDecimal target = service.availabilityTarget();
            if (target == null) {
                target = ofGroup(catalog, service.availabilityGroup());
            }
            if (target != null) {
                targets.put(version.id(), target);
            }
        }
        return targets;
    }

    private static @Nullable BigDecimal ofGroup(Catalog catalog, @Nullable String group) {
        return group == null
                ? null
                : catalog.find(Kind.AVAILABILITY_GROUP, group)
                        .map(version -> ((AvailabilityGroup) version.entry()).target())
                        .orElse(null);
    }
}
