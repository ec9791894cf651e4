package se.styrkort.completeness;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;
import se.styrkort.observation.State;

/** Which series there are and what came for them, as of a revision. */
@Singleton
class CompletenessRepository {
    /** A series that counts. */
    record Known(long id, long metric, long service, String source) {}

    /** All series of services, those that the reader sees. */
    List<Known> series(
            Connection connection, long revision, Catalog catalog, Entitlement sight, @Nullable Long organisation)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select s.series_id, s.metric_id, s.service_id, s.organisation_id, source.code
                from styrkort.series s join styrkort.source source using (source_id)
                where s.service_id is not null and (?::bigint is null or s.organisation_id = ?)
                  and exists (select from styrkort.observation_version v
                              where v.series_id = s.series_id and v.revision <= ?)""")) {
            query.setObject(1, organisation);
            query.setObject(2, organisation);
            query.setLong(3, revision);
            List<Known> known = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String metric = catalog.codeOf(row.getLong(2));
                    String service = catalog.codeOf(row.getLong(3));
                    String of = catalog.codeOf(row.getObject(4, Long.class));
                    if (metric != null && service != null && sight.seesFigure(metric, service, of)) {
                        known.add(new Known(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(5)));
                    }
                }
            }
            return known;
        }
    }

    /** Of a metric's series, by service: who delivers them, and when each began. */
    Map<Long, Delivered> begun(Connection connection, long revision, List<Known> series) throws SQLException {
        Map<Long, Delivered> all = new HashMap<>();
        for (Known each : series) {
            all.computeIfAbsent(each.service(), key -> Delivered.nothing())
                    .sources()
                    .add(each.source());
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select service_id, first, count(*) as series
                from (select s.service_id, min(v.period) as first
                      from styrkort.series s join styrkort.observation_version v using (series_id)
                      where s.series_id = any (?) and v.revision <= ? and (v.ended is null or v.ended > ?)
                      group by s.series_id, s.service_id) seen
                group by service_id, first""")) {
            set(query, connection, revision, series);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.computeIfAbsent(row.getLong("service_id"), key -> Delivered.nothing())
                            .first()
                            .put(row.getObject("first", LocalDate.class), row.getInt("series"));
                }
            }
        }
        return all;
    }

    /** Adds what came for the series, from one period to another. */
    void addStates(
            Connection connection,
            long revision,
            List<Known> series,
            LocalDate from,
            LocalDate to,
            Map<Long, Delivered> delivered)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select s.service_id, v.period, v.state::text as state, count(*) as series
                from styrkort.series s join styrkort.observation_version v using (series_id)
                where s.series_id = any (?) and v.revision <= ? and (v.ended is null or v.ended > ?)
                  and v.period between ? and ?
                group by s.service_id, v.period, v.state""")) {
            set(query, connection, revision, series);
            query.setObject(4, from);
            query.setObject(5, to);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    delivered
                            .computeIfAbsent(row.getLong("service_id"), key -> Delivered.nothing())
                            .states()
                            .computeIfAbsent(row.getObject("period", LocalDate.class), key -> new HashMap<>())
                            .put(State.valueOf(row.getString("state")), row.getInt("series"));
                }
            }
        }
    }

    private static void set(PreparedStatement query, Connection connection, long revision, List<Known> series)
            throws SQLException {
        query.setArray(
                1,
                connection.createArrayOf(
                        "bigint", series.stream().map(Known::id).toArray()));
        query.setLong(2, revision);
        query.setLong(3, revision);
    }

    /** The newest period that each source has a value of the metric for. */
    Map<String, Period> newest(Connection connection, long revision, long metric, Granularity granularity)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select source.code, max(v.period)
                from styrkort.series s join styrkort.source source using (source_id)
                join styrkort.observation_version v using (series_id)
                where s.metric_id = ? and v.state = 'VALUE' and v.revision <= ? and (v.ended is null or v.ended > ?)
                group by source.code""")) {
            query.setLong(1, metric);
            query.setLong(2, revision);
            query.setLong(3, revision);
            Map<String, Period> newest = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    newest.put(row.getString(1), new Period(granularity, row.getObject(2, LocalDate.class)));
                }
            }
            return newest;
        }
    }
}
