package se.styrkort.availability;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.observation.RollupRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Instants;
import se.styrkort.web.Listing;
import se.styrkort.web.ProblemException;

/**
 * Availability per service and month: as it was observed where it was, else computed from what is known. Months that are
 * not over, and those that lie ahead, have agreed time too.
 */
@Needs(Permission.READ_AVAILABILITY)
@Controller("/api/v1/availability")
class AvailabilityController {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    /** Months at once. */
    private static final int MOST_MONTHS = 600;

    /** Services x months at once. */
    private static final int MOST_ITEMS = 100_000;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final AvailabilityFigureRepository observed;
    private final AvailabilityReadingRepository readings;
    private final Clock clock;

    AvailabilityController(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            AvailabilityFigureRepository observed,
            AvailabilityReadingRepository readings,
            Clock clock) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.observed = observed;
        this.readings = readings;
        this.clock = clock;
    }

    /** All services that have service hours or figures, or those named; the last twelve months unless others are named. */
    @Get
    Listing<AvailabilityItem> list(
            HttpRequest<?> request,
            Actor actor,
            @Nullable @QueryValue String from,
            @Nullable @QueryValue String to,
            @Nullable @QueryValue String asOf) {
        Instant instant = Instants.read("asOf", asOf);
        Instant now = instant == null || instant.isAfter(clock.instant()) ? clock.instant() : instant;
        List<Period> months = months(from, to, now);
        long asked = revisions.at(instant);
        return transactions.inSnapshot(connection -> {
            long last = revisions.at(connection, null);
            long revision = instant == null ? last : asked;
            Catalog catalog = catalogs.read(connection, revision);
            List<Catalog.Version> services = services(
                    entitlements.of(connection, actor),
                    catalog,
                    request.getParameters().getAll("service"));
            if ((long) services.size() * months.size() > MOST_ITEMS) {
                throw new ProblemException(400, "too_many_months", String.valueOf(MOST_ITEMS));
            }
            AvailabilityReadingRepository.At at =
                    new AvailabilityReadingRepository.At(catalog, revision, instant == null ? null : now, now);
            return Listing.whole(items(connection, at, revision == last, services, months));
        });
    }

    private static List<Period> months(@Nullable String from, @Nullable String to, Instant now) {
        Period running = Period.containing(Granularity.MONTH, LocalDate.ofInstant(now, SWEDEN));
        Period last = to == null || to.isBlank() ? running : period("to", to).lastMonth();
        Period first = from == null || from.isBlank()
                ? last.plus(-11)
                : Period.containing(Granularity.MONTH, period("from", from).first());
        List<Period> months = new ArrayList<>();
        for (Period month = first; month.compareTo(last) <= 0; month = month.next()) {
            if (months.size() == MOST_MONTHS) {
                throw new ProblemException(400, "too_many_months", String.valueOf(MOST_MONTHS));
            }
            months.add(month);
        }
        return months;
    }

    private static Period period(String parameter, String text) {
        return Period.parse(text).orElseThrow(() -> ProblemException.invalidParameter(parameter, text));
    }

    /** What is asked for by name and not the actor's is refused; what is not asked for by name is left out. */
    private static List<Catalog.Version> services(Entitlement entitlement, Catalog catalog, List<String> asked) {
        List<Catalog.Version> services = new ArrayList<>();
        for (String code : asked) {
            if (!code.isBlank()) {
                services.add(catalog.find(Kind.SERVICE, code)
                        .orElseThrow(() -> ProblemException.invalidParameter("service", code)));
                if (!entitlement.seesAvailabilityOf(code)) {
                    throw Entitlement.refusal(code);
                }
            }
        }
        if (services.isEmpty()) {
            catalog.list(Kind.SERVICE).stream()
                    .filter(version ->
                            entitlement.seesAvailabilityOf(version.entry().code()))
                    .forEach(services::add);
        }
        return services;
    }

    private List<AvailabilityItem> items(
            Connection connection,
            AvailabilityReadingRepository.At at,
            boolean current,
            List<Catalog.Version> services,
            List<Period> months)
            throws SQLException {
        List<Map<Period, AvailabilityFigure>> figures = observed.read(
                connection,
                at.catalog(),
                new RollupRepository.At(at.revision(), current),
                services.stream().map(version -> version.entry().code()).toList(),
                months);
        // only what nobody observed is computed: a month that runs or lies ahead, a service that was never measured
        Set<Long> unobserved = new LinkedHashSet<>();
        Set<Period> missing = new TreeSet<>();
        for (int i = 0; i < services.size(); i++) {
            for (Period month : months) {
                if (figures.get(i).getOrDefault(month, AvailabilityFigure.NONE).availability() == null) {
                    unobserved.add(services.get(i).id());
                    missing.add(month);
                }
            }
        }
        Map<Long, Map<Period, AvailabilityReadingRepository.Month>> computed =
                readings.months(connection, at, unobserved, List.copyOf(missing));
        List<AvailabilityItem> items = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            Service service = (Service) services.get(i).entry();
            for (Period month : months) {
                AvailabilityFigure figure = figures.get(i).getOrDefault(month, AvailabilityFigure.NONE);
                AvailabilityReadingRepository.Month known =
                        computed.getOrDefault(services.get(i).id(), Map.of()).get(month);
                if (figure.availability() == null && known != null) {
                    items.add(AvailabilityItem.of(service.code(), month, known.availability()));
                } else {
                    item(service.code(), month, figure).ifPresent(items::add);
                }
            }
        }
        return items;
    }

    private static Optional<AvailabilityItem> item(String service, Period month, AvailabilityFigure figure) {
        Availability time = figure.availability();
        BigDecimal interruptions = figure.interruptions();
        return time == null
                ? Optional.empty()
                : Optional.of(AvailabilityItem.of(
                        service,
                        month,
                        time,
                        figure.coverageKnown(),
                        interruptions == null ? null : interruptions.longValue()));
    }
}
