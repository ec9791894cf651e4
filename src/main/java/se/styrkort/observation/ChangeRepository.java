package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Metric;

/** What has changed between two states of the store, or would change by a delivery. */
@Singleton
public class ChangeRepository {
    /**
     * What is in force at one revision and began after the other, beside what was in force then. What came and went
     * between the two is no difference.
     */
    private static final String BETWEEN = """
            with latest as (
                select series_id, period, revision, import_id, line, state, value, quality, sample_size, std_dev, reason
                from styrkort.observation where revision > ? and revision <= ?
                union all
                select series_id, period, revision, import_id, line, state, value, quality, sample_size, std_dev, reason
                from styrkort.observation_history where revision > ? and revision <= ? and ended > ?)
            select case when b.series_id is null then 'CREATED' when l.line = 0 then 'EMPTIED' else 'RESTATED' end as change,
                   s.series_id, s.metric_id, s.service_id, s.organisation_id, s.qualifier, l.period,
                   b.state as old_state, b.value as old_value, b.quality as old_quality,
                   l.state, l.value, l.quality, coalesce(l.reason, r.reason) as reason,
                   r.revision, r.committed_at, r.actor, l.import_id
            from latest l
            join styrkort.series s using (series_id)
            left join styrkort.revision r on r.revision = l.revision
            left join lateral (
                select h.* from styrkort.observation_history h
                where h.series_id = l.series_id and h.period = l.period and h.revision <= ? and h.ended > ?) b on true
            where (b.series_id is null or (b.state, b.value, b.quality, b.sample_size, b.std_dev)
                                          is distinct from (l.state, l.value, l.quality, l.sample_size, l.std_dev))
              and (l.series_id, l.period) > (?, coalesce(?, '-infinity'::date))
              and %s
            order by l.series_id, l.period limit ?""";

    /** A change with the key that orders it. */
    public record Keyed(long series, LocalDate period, FigureChange change) {}

    /**
     * The differences after a key, by series and period.
     *
     * @param from revision before them
     * @param to revision up to which they count
     */
    List<Keyed> between(
            Connection connection,
            Catalog catalog,
            long from,
            long to,
            SeriesFilter filter,
            long afterSeries,
            @Nullable LocalDate afterPeriod,
            int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BETWEEN.formatted(filter.sql()
                + " and l.period between coalesce(?, '-infinity'::date) " + "and coalesce(?, 'infinity'::date)"))) {
            int i = 1;
            for (long bound : new long[] {from, to, from, to, to, from, from, afterSeries}) {
                query.setLong(i++, bound);
            }
            query.setObject(i++, afterPeriod);
            i = filter.set(connection, query, i);
            query.setObject(i++, filter.query().from());
            query.setObject(i++, filter.query().to());
            query.setInt(i, limit);
            return read(query, catalog);
        }
    }

    /** What a merge under this revision, not yet committed, has changed; by series and period. */
    public List<FigureChange> made(Connection connection, Catalog catalog, long revision, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BETWEEN.formatted("true"))) {
            int i = 1;
            for (long bound :
                    new long[] {revision - 1, revision, revision - 1, revision, revision, revision - 1, revision - 1, 0
                    }) {
                query.setLong(i++, bound);
            }
            query.setObject(i++, null);
            query.setInt(i, limit);
            return read(query, catalog).stream().map(Keyed::change).toList();
        }
    }

    /**
     * What the source's last delivery had, and the one being merged has not: series of its metrics that have a value in a
     * delivered period or the one before it, and are not in the delivery for that period.
     */
    public List<FigureChange> absent(Connection connection, Catalog catalog, MergeOrder order, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select 'ABSENT' as change, s.series_id, s.metric_id, s.service_id, s.organisation_id, s.qualifier, g.period,
                       o.state as old_state, o.value as old_value, o.quality as old_quality,
                       null as state, null as value, null as quality, null as reason, null::bigint as revision,
                       null::timestamptz as committed_at, null as actor, o.import_id
                from (select distinct s.metric_id, d.period,
                             (d.period - case v.body ->> 'granularity' when 'DAY' then interval '1 day'
                                 when 'WEEK' then interval '7 days' when 'YEAR' then interval '1 year'
                                 else interval '1 month' end)::date as before
                      from delivered d join styrkort.series s using (series_id)
                      join styrkort.catalog_version v on v.entry_id = s.metric_id and v.ended is null) g
                join styrkort.series s on s.metric_id = g.metric_id and s.source_id = ?
                join lateral (select * from styrkort.observation o
                              where o.series_id = s.series_id and o.period between g.before and g.period
                              order by o.period desc limit 1) o on o.state = 'VALUE'
                where not exists (select from delivered d where d.series_id = s.series_id and d.period = g.period)
                  and not exists (select from conflict c where c.series_id = s.series_id and c.period = g.period)
                order by s.series_id, g.period limit ?""")) {
            query.setLong(1, order.source());
            query.setInt(2, limit);
            return read(query, catalog).stream().map(Keyed::change).toList();
        }
    }

    private static List<Keyed> read(PreparedStatement query, Catalog catalog) throws SQLException {
        List<Keyed> changes = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                LocalDate first = row.getObject("period", LocalDate.class);
                changes.add(new Keyed(row.getLong("series_id"), first, change(row, catalog, first)));
            }
        }
        return changes;
    }

    private static FigureChange change(ResultSet row, Catalog catalog, LocalDate first) throws SQLException {
        Metric metric =
                (Metric) catalog.find(row.getLong("metric_id")).orElseThrow().entry();
        OffsetDateTime at = row.getObject("committed_at", OffsetDateTime.class);
        return new FigureChange(
                FigureChange.Kind.valueOf(row.getString("change")),
                metric.code(),
                catalog.codeOf(row.getObject("service_id", Long.class)),
                catalog.codeOf(row.getObject("organisation_id", Long.class)),
                row.getString("qualifier"),
                new Period(metric.granularity(), first).code(),
                figure(row, "old_").orElse(null),
                figure(row, "").orElse(null),
                row.getString("reason"),
                row.getObject("revision", Long.class),
                at == null ? null : at.toInstant(),
                row.getString("actor"),
                row.getObject("import_id", Long.class));
    }

    private static Optional<FigureChange.Figure> figure(ResultSet row, String prefix) throws SQLException {
        String state = row.getString(prefix + "state");
        return state == null
                ? Optional.empty()
                : Optional.of(new FigureChange.Figure(
                        State.valueOf(state),
                        row.getBigDecimal(prefix + "value"),
                        Quality.valueOf(row.getString(prefix + "quality"))));
    }
}
