package se.styrkort.completeness;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    /** What came for a metric's series, by service. */
    Map<Long, Delivered> delivered(Connection connection, long revision, List<Known> series) throws SQLException {
        Map<Long, Delivered> all = new HashMap<>();
        for (Known each : series) {
            all.computeIfAbsent(each.service(), key -> Delivered.nothing())
                    .sources()
                    .add(each.source());
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select service_id, period, state, count(*) as series, count(*) filter (where period = first) as begun
                from (select s.service_id, v.period, v.state::text as state,
                             min(v.period) over (partition by s.series_id) as first
                      from styrkort.series s join styrkort.observation_version v using (series_id)
                      where s.series_id = any (?) and v.revision <= ? and (v.ended is null or v.ended > ?)) seen
                group by service_id, period, state""")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", series.stream().map(Known::id).toArray()));
            query.setLong(2, revision);
            query.setLong(3, revision);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Delivered came = all.computeIfAbsent(row.getLong("service_id"), key -> Delivered.nothing());
                    LocalDate period = row.getObject("period", LocalDate.class);
                    came.states()
                            .computeIfAbsent(period, key -> new HashMap<>())
                            .put(State.valueOf(row.getString("state")), row.getInt("series"));
                    came.first().merge(period, row.getInt("begun"), Integer::sum);
                }
            }
        }
        return all;
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

    /**
     * A row that was rejected and waits.
     *
     * @param code why, as in {@code rejection.<code>}
     */
    record RejectedRow(
            long importId,
            long line,
            String column,
            String code,
            String value,
            List<String> args,
            String service,
            @Nullable String organisation,
            LocalDate period,
            String fileName,
            String source) {}

    /** Rejected rows of a metric that wait, those that the reader sees, the newest first. */
    List<RejectedRow> rejected(
            Connection connection, String metric, @Nullable String organisation, Instant now, Entitlement sight)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select r.import_id, r.line, r.column_name, r.code, r.value, r.args, r.service, r.organisation,
                       r.period::date as period, i.file_name, source.code as source
                from styrkort.import_rejection r join styrkort.import i using (import_id)
                join styrkort.source source using (source_id)
                where r.metric = ? and r.service is not null and r.period is not null and r.resolution is null
                  and (?::text is null or r.organisation = ?) and i.received_at <= ?
                order by r.import_id desc, r.line, r.number limit 10000""")) {
            query.setString(1, metric);
            query.setString(2, organisation);
            query.setString(3, organisation);
            query.setObject(4, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            List<RejectedRow> rows = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String service = row.getString("service");
                    String of = row.getString("organisation");
                    if (sight.seesFigure(metric, service, of)) {
                        rows.add(new RejectedRow(
                                row.getLong("import_id"),
                                row.getLong("line"),
                                row.getString("column_name"),
                                row.getString("code"),
                                row.getString("value"),
                                List.of((String[]) row.getArray("args").getArray()),
                                service,
                                of,
                                row.getObject("period", LocalDate.class),
                                row.getString("file_name"),
                                row.getString("source")));
                    }
                }
            }
            return rows;
        }
    }
}
