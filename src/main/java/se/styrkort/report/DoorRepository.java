package se.styrkort.report;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;
import se.styrkort.observation.PeriodRepository;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;
import se.styrkort.observation.SpanRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Opens a door: everything that a page reads is of one revision, seen in one snapshot. */
@Singleton
class DoorRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final PeriodRepository periods;
    private final SpanRepository spans;
    private final EntitlementRepository entitlements;
    private final RollupRepository rollups;

    DoorRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            PeriodRepository periods,
            SpanRepository spans,
            EntitlementRepository entitlements,
            RollupRepository rollups) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.periods = periods;
        this.spans = spans;
        this.entitlements = entitlements;
        this.rollups = rollups;
    }

    /** The state of figures and catalog that is read, while it is read. */
    record Reading(Connection connection, RollupRepository.At at, DoorView door) {
        Catalog catalog() {
            return door.catalog();
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T with(Reading reading) throws SQLException, IOException;
    }

    /**
     * What the work makes of the figures that the actor may see by the permission; empty when there are none of these
     * metrics at all. 404 for a product or an organisation that does not exist, 403 for an organisation of others.
     */
    <T> Optional<T> read(
            Actor actor, Permission permission, DoorAddress asked, Collection<String> metrics, Work<T> work) {
        Instant asOf = asked.asOf();
        long past = asOf == null ? -1 : revisions.at(asOf);
        return transactions.inSnapshot(connection -> {
            long last = revisions.at(connection, null);
            long revision = asOf == null ? last : past;
            Catalog catalog = catalogs.read(connection, revision);
            SpanRepository.Span span = (revision == last
                            ? spans.of(connection, catalog, metrics)
                            : spans.asOf(connection, catalog, metrics, revision))
                    .orElse(null);
            if (span == null) {
                return Optional.empty();
            }
            Sight sight = new Sight(entitlements.of(connection, actor), permission);
            require(catalog, sight, asked);
            Set<Period> closed = periods.closed(connection, span.first(), span.last(), revision);
            Period month = month(asked.period(), span, closed);
            DoorView door = new DoorView(catalog, revision, sight, span, closed, month, asked.of(month));
            return Optional.of(
                    work.with(new Reading(connection, new RollupRepository.At(revision, revision == last), door)));
        });
    }

    /** An unfinished month is shown to whoever asks for it, and to nobody else. */
    private static Period month(@Nullable Period asked, SpanRepository.Span span, Set<Period> closed) {
        return asked != null ? asked : closed.stream().max(Period::compareTo).orElse(span.last());
    }

    private static void require(Catalog catalog, Sight sight, DoorAddress asked) {
        String product = asked.product();
        if (product != null
                && catalog.find(Kind.PRODUCT, product).isEmpty()
                && catalog.find(Kind.OBJECT, product).isEmpty()) {
            throw ProblemException.unknown(product);
        }
        String organisation = asked.organisation();
        if (organisation != null && catalog.organisation(organisation) == null) {
            throw new ProblemException(404, "unknown_organisation", organisation);
        }
        if (organisation != null && !sight.holds(organisation)) {
            throw Entitlement.refusal(organisation);
        }
    }

    /** A service that the door may show; 404 when there is none of the code, 403 when it is another's. */
    static Service service(Reading reading, String code) {
        Service service = reading.catalog().service(code);
        if (service == null) {
            throw ProblemException.unknown(code);
        }
        if (!reading.door()
                .sight()
                .sees(service.code(), reading.door().address().organisation())) {
            throw Entitlement.refusal(code);
        }
        return service;
    }

    /** A metric's values by subject and month, by its own rules; nothing for a metric that the catalog does not have. */
    Map<Integer, SortedMap<Period, PeriodValue>> byMonth(
            Reading reading, String code, List<Scope> scopes, List<Period> months) throws SQLException {
        return byMonth(reading, code, null, scopes, months);
    }

    /** The same of one qualifier only; null: of all together. */
    Map<Integer, SortedMap<Period, PeriodValue>> byMonth(
            Reading reading, String code, @Nullable String qualifier, List<Scope> scopes, List<Period> months)
            throws SQLException {
        Metric metric = reading.catalog().metric(code);
        return metric == null || scopes.isEmpty()
                ? Map.of()
                : rollups.byPeriod(
                        reading.connection(),
                        reading.catalog(),
                        reading.at(),
                        scopes,
                        Rollup.byPeriod(metric, qualifier, months));
    }
}
