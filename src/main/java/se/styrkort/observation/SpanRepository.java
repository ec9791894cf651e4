package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** From when to when there are figures. */
@Singleton
public class SpanRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;

    SpanRepository(TransactionFactory transactions, RevisionRepository revisions, CatalogRepository catalogs) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
    }

    /**
     * Months that figures speak of.
     *
     * @param first a month; {@code last} too, and not before it
     */
    public record Span(Period first, Period last) {}

    /** The months that any figure of these metrics speaks of now; empty when there is none. */
    public Optional<Span> of(Collection<String> metrics) {
        return transactions.inSnapshot(
                connection -> of(connection, catalogs.read(connection, revisions.at(connection, null)), metrics));
    }

    /** {@link #of(Collection)} in a snapshot that is there already. */
    public Optional<Span> of(Connection connection, Catalog catalog, Collection<String> metrics) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select min(first), max(last) from styrkort.series s cross join lateral (
                    select min(o.period) as first, max(o.period) as last
                    from styrkort.observation o where o.series_id = s.series_id) o
                where s.metric_id = any (?)""")) {
            query.setArray(1, connection.createArrayOf("bigint", ids(catalog, metrics)));
            return span(query);
        }
    }

    /** The months that any figure of these metrics spoke of at a revision. */
    public Optional<Span> asOf(Connection connection, Catalog catalog, Collection<String> metrics, long revision)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select min(first), max(last) from styrkort.series s cross join lateral (
                    select min(o.period) as first, max(o.period) as last from styrkort.observation_version o
                    where o.series_id = s.series_id and o.revision <= ? and (o.ended is null or o.ended > ?)) o
                where s.metric_id = any (?)""")) {
            query.setLong(1, revision);
            query.setLong(2, revision);
            query.setArray(3, connection.createArrayOf("bigint", ids(catalog, metrics)));
            return span(query);
        }
    }

    private static Object[] ids(Catalog catalog, Collection<String> metrics) {
        return metrics.stream()
                .map(metric -> catalog.find(Kind.METRIC, metric))
                .flatMap(Optional::stream)
                .map(Catalog.Version::id)
                .toArray();
    }

    private static Optional<Span> span(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            LocalDate first = row.getObject(1, LocalDate.class);
            LocalDate last = row.getObject(2, LocalDate.class);
            return first == null || last == null ? Optional.empty() : Optional.of(new Span(month(first), month(last)));
        }
    }

    private static Period month(LocalDate day) {
        return Period.containing(Granularity.MONTH, day);
    }
}
