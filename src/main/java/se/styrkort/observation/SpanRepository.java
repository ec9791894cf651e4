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
        Object[] ids = metrics.stream()
                .map(metric -> catalog.find(Kind.METRIC, metric))
                .flatMap(Optional::stream)
                .map(Catalog.Version::id)
                .toArray();
        try (PreparedStatement query = connection.prepareStatement("""
                select min(first), max(last) from styrkort.series s cross join lateral (
                    select min(o.period) as first, max(o.period) as last
                    from styrkort.observation o where o.series_id = s.series_id) o
                where s.metric_id = any (?)""")) {
            query.setArray(1, connection.createArrayOf("bigint", ids));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                LocalDate first = row.getObject(1, LocalDate.class);
                LocalDate last = row.getObject(2, LocalDate.class);
                return first == null || last == null
                        ? Optional.empty()
                        : Optional.of(new Span(month(first), month(last)));
            }
        }
    }

    private static Period month(LocalDate day) {
        return Period.containing(Granularity.MONTH, day);
    }
}
