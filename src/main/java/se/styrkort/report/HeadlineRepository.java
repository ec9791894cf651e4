package se.styrkort.report;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.availability.AvailabilityFigureRepository;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.ObjectProduct;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodRepository;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;
import se.styrkort.scorecard.ModelRepository;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** Reads the latest closed month's headline figures through the one aggregation. */
@Singleton
class HeadlineRepository {
    private static final String USERS = "usage.active_users";
    private static final String COST = "cost.total";

    /** Observations that a metric may have to become time series; 100 services of 100 organisations have as many. */
    private static final int LIMIT = 10_000;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final PeriodRepository periods;
    private final RollupRepository rollups;
    private final AvailabilityFigureRepository availability;
    private final ModelRepository models;

    HeadlineRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            PeriodRepository periods,
            RollupRepository rollups,
            AvailabilityFigureRepository availability,
            ModelRepository models) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.periods = periods;
        this.rollups = rollups;
        this.availability = availability;
        this.models = models;
    }

    long revision() {
        return transactions.inSnapshot(connection -> revisions.at(connection, null));
    }

    Headlines read() {
        return transactions.inSnapshot(connection -> {
            long revision = revisions.at(connection, null);
            Period month = periods.lastClosed(connection, revision).orElse(null);
            if (month == null) {
                return Headlines.NONE;
            }
            Reader reader = new Reader(connection, catalogs.read(connection, revision), revision, month);
            return new Headlines(
                    month,
                    reader.figures(USERS),
                    reader.figures(COST),
                    reader.availabilities(),
                    reader.leftOut,
                    AvailabilityTarget.of(models.list(connection, revision), month)
                            .map(AvailabilityTarget::target)
                            .orElse(null));
        });
    }

    /** One month, read in one snapshot. */
    private final class Reader {
        private final Connection connection;
        private final Catalog catalog;
        private final RollupRepository.At at;
        private final Period month;
        private final List<String> services;
        private long leftOut;

        Reader(Connection connection, Catalog catalog, long revision, Period month) {
            this.connection = connection;
            this.catalog = catalog;
            this.at = new RollupRepository.At(revision, true);
            this.month = month;
            this.services = catalog.list(Kind.SERVICE).stream()
                    .map(version -> version.entry().code())
                    .toList();
        }

        /** Which organisation's observations count is the aggregation's decision; what they amount to is so too. */
        List<Headlines.Figure> figures(String code) throws SQLException {
            Metric metric = catalog.metric(code);
            if (metric == null || metric.granularity() != Granularity.MONTH) {
                return List.of();
            }
            List<Scope> counted = counted(metric);
            Map<Integer, Measured> values = values(metric, counted);
            List<Headlines.Figure> figures = new ArrayList<>();
            for (Scope scope : counted) {
                BigDecimal value = value(values, scope);
                if (value != null) {
                    String service = text(scope.service());
                    figures.add(new Headlines.Figure(
                            service, objectOf(service), text(scope.organisation()), metric.unit(), value));
                }
            }
            return figures;
        }

        /** Each service with the organisations whose own observations of it count, none of them below another. */
        private List<Scope> counted(Metric metric) throws SQLException {
            Set<Scope> pairs = new LinkedHashSet<>();
            RollupRepository.Cells cells =
                    rollups.observations(connection, catalog, at, perService(), rollup(metric), LIMIT);
            if (cells.total() > LIMIT) {
                // a part of them would look like all of them
                leftOut += cells.total();
                return List.of();
            }
            for (RollupRepository.Cell cell : cells.cells()) {
                pairs.add(new Scope(0, catalog.codeOf(cell.organisationId()), catalog.codeOf(cell.serviceId())));
            }
            List<Scope> counted = new ArrayList<>();
            for (Scope pair : pairs) {
                if (!isBelowAnother(pair, pairs)) {
                    counted.add(new Scope(counted.size(), pair.organisation(), pair.service()));
                }
            }
            return counted;
        }

        /** Two qualifiers may be counted at different heights of the tree; the higher place then holds both. */
        private boolean isBelowAnother(Scope pair, Set<Scope> pairs) {
            Set<String> seen = new HashSet<>();
            String code = pair.organisation();
            while (code != null && seen.add(code)) {
                Organisation organisation = catalog.organisation(code);
                code = organisation == null ? null : organisation.parent();
                if (pairs.contains(new Scope(0, code, pair.service()))) {
                    return true;
                }
            }
            return false;
        }

        /** Those that have a figure, as the pages show it. */
        List<Headlines.Agreed> availabilities() throws SQLException {
            List<Map<Period, AvailabilityFigure>> read =
                    availability.read(connection, catalog, at, services, List.of(month));
            List<Headlines.Agreed> availabilities = new ArrayList<>();
            for (int i = 0; i < services.size(); i++) {
                AvailabilityFigure figure = read.get(i).get(month);
                if (figure != null && figure.availability() != null) {
                    availabilities.add(new Headlines.Agreed(services.get(i), groupOf(services.get(i)), figure));
                }
            }
            return availabilities;
        }

        private Map<Integer, Measured> values(Metric metric, List<Scope> scopes) throws SQLException {
            return rollups.values(connection, catalog, at, scopes, rollup(metric))
                    .bySubject();
        }

        private Rollup rollup(Metric metric) {
            return Rollup.byPeriod(metric, List.of(month));
        }

        private List<Scope> perService() {
            return IntStream.range(0, services.size())
                    .mapToObj(i -> new Scope(i, null, services.get(i)))
                    .toList();
        }

        private String objectOf(String code) {
            Service service = catalog.service(code);
            return service == null
                    ? ""
                    : catalog.find(Kind.PRODUCT, service.product())
                            .map(version -> ((ObjectProduct) version.entry()).object())
                            .orElse("");
        }

        private String groupOf(String code) {
            Service service = catalog.service(code);
            return service == null ? "" : text(service.availabilityGroup());
        }
    }

    private static @Nullable BigDecimal value(Map<Integer, Measured> values, Scope scope) {
        Measured measured = values.get(scope.subject());
        return measured == null ? null : measured.value();
    }

    private static String text(@Nullable String code) {
        return code == null ? "" : code;
    }
}
