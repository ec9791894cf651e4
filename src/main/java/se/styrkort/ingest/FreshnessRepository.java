package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.store.TransactionFactory;

/** When each source last delivered, and for when. */
@Singleton
class FreshnessRepository {
    private final TransactionFactory transactions;

    FreshnessRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /** A delivery that changed nothing makes no revision, but is an import. */
    List<Long> state() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                            select (select coalesce(max(revision), 0) from styrkort.revision),
                                   (select coalesce(max(import_id), 0) from styrkort.import)""");
                    ResultSet row = query.executeQuery()) {
                row.next();
                return List.of(row.getLong(1), row.getLong(2));
            }
        });
    }

    /** All sources that have delivered. One step in an index per series, so that years of figures cost nothing. */
    List<Freshness> read() {
        return transactions.inSnapshot(connection -> {
            Map<String, Freshness> sources = new LinkedHashMap<>();
            try (PreparedStatement query = connection.prepareStatement("""
                            with newest as (
                                select s.source_id, s.metric_id, max(o.period) as period
                                from styrkort.series s cross join lateral (
                                    select period from styrkort.observation
                                    where series_id = s.series_id and state = 'VALUE' order by period desc limit 1) o
                                group by s.source_id, s.metric_id)
                            select source.code, i.received_at, metric.body ->> 'granularity' as granularity,
                                   max(newest.period) as period
                            from styrkort.source source
                            cross join lateral (
                                select received_at from styrkort.import
                                where source_id = source.source_id order by received_at desc limit 1) i
                            left join newest using (source_id)
                            left join styrkort.catalog_version metric
                                 on metric.entry_id = newest.metric_id and metric.ended is null
                            group by source.code, i.received_at, metric.body ->> 'granularity'
                            order by source.code""");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sources.merge(row.getString("code"), freshness(row), Freshness::newer);
                }
            }
            return List.copyOf(sources.values());
        });
    }

    private static Freshness freshness(ResultSet row) throws SQLException {
        String granularity = row.getString("granularity");
        LocalDate first = row.getObject("period", LocalDate.class);
        return new Freshness(
                row.getString("code"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                granularity == null || first == null
                        ? null
                        : new Period(Granularity.valueOf(granularity.toUpperCase(Locale.ROOT)), first));
    }
}
