package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.store.TransactionFactory;

/** Sources: what is said about them, when each last delivered, and for when. */
@Singleton
public class SourceRepository {
    private final TransactionFactory transactions;

    SourceRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /** A delivery that changed nothing makes no revision, but is an import; a source may be described anew. */
    List<Long> state() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                            select (select coalesce(max(revision), 0) from styrkort.revision),
                                   (select coalesce(max(import_id), 0) from styrkort.import),
                                   (select coalesce(sum(extract(epoch from changed_at) * 1000), 0)::bigint
                                    from styrkort.source)""");
                    ResultSet row = query.executeQuery()) {
                row.next();
                return List.of(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
    }

    /** All sources, by code. */
    public List<Freshness> all() {
        return transactions.inSnapshot(connection -> read(connection, null, null));
    }

    /** Those from which somebody has delivered. */
    List<Freshness> deliveredBy(String actor) {
        return transactions.inSnapshot(connection -> read(connection, null, actor));
    }

    Optional<Freshness> find(String code) {
        return transactions.inSnapshot(connection -> read(connection, code, null)).stream()
                .findFirst();
    }

    /** One step in an index per series, so that years of figures cost nothing. */
    private static List<Freshness> read(Connection connection, @Nullable String code, @Nullable String actor)
            throws SQLException {
        Map<String, Freshness> sources = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                with of_metric as (
                    select s.source_id, s.metric_id, max(o.period) as period
                    from styrkort.series s cross join lateral (
                        select period from styrkort.observation
                        where series_id = s.series_id and state = 'VALUE' order by period desc limit 1) o
                    where ?::text is null
                          or s.source_id = (select source_id from styrkort.source where code = ?)
                    group by s.source_id, s.metric_id),
                newest as (
                    select of_metric.source_id, metric.body ->> 'granularity' as granularity,
                           max(of_metric.period) as period
                    from of_metric left join styrkort.catalog_version metric
                         on metric.entry_id = of_metric.metric_id and metric.ended is null
                    group by of_metric.source_id, metric.body ->> 'granularity'
                    union all
                    -- what is read on and on is as new as the last day of which something was read
                    select i.source_id, 'day',
                           max(((p.read_to - interval '1 second') at time zone 'Europe/Stockholm')::date)
                    from styrkort.collector_position p join styrkort.import i using (import_id)
                    group by i.source_id)
                select source.code, source.owner, source.rhythm, source.max_age, source.description,
                       i.received_at, newest.granularity, newest.period
                from styrkort.source source
                left join lateral (
                    select received_at from styrkort.import
                    where source_id = source.source_id order by received_at desc limit 1) i on true
                left join newest on newest.source_id = source.source_id
                where (?::text is null or source.code = ?)
                      and (?::text is null or exists (
                          select from styrkort.import mine where mine.source_id = source.source_id and mine.actor = ?))
                order by source.code""")) {
            for (int i = 1; i <= 4; i++) {
                query.setString(i, code);
            }
            query.setString(5, actor);
            query.setString(6, actor);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sources.merge(row.getString("code"), freshness(row), Freshness::newer);
                }
            }
        }
        return List.copyOf(sources.values());
    }

    private static Freshness freshness(ResultSet row) throws SQLException {
        String rhythm = row.getString("rhythm");
        String granularity = row.getString("granularity");
        LocalDate first = row.getObject("period", LocalDate.class);
        OffsetDateTime received = row.getObject("received_at", OffsetDateTime.class);
        return new Freshness(
                new Source(
                        row.getString("code"),
                        row.getString("owner"),
                        rhythm == null ? null : Rhythm.of(rhythm).orElseThrow(),
                        row.getString("max_age"),
                        row.getString("description")),
                received == null ? null : received.toInstant(),
                granularity == null || first == null
                        ? null
                        : new Period(Granularity.valueOf(granularity.toUpperCase(Locale.ROOT)), first));
    }

    /** Describes a source, one that has yet to deliver too. */
    void store(Source source) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into styrkort.source (code, owner, rhythm, max_age, description, changed_at)
                    values (?, ?, ?, ?, ?, clock_timestamp())
                    on conflict (code) do update set owner = excluded.owner, rhythm = excluded.rhythm,
                        max_age = excluded.max_age, description = excluded.description,
                        changed_at = excluded.changed_at""")) {
                Rhythm rhythm = source.rhythm();
                insert.setString(1, source.code());
                insert.setString(2, source.owner());
                insert.setString(3, rhythm == null ? null : rhythm.code());
                insert.setString(4, source.maxAge());
                insert.setString(5, source.description());
                return insert.executeUpdate();
            }
        });
    }
}
