package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;
import se.styrkort.observation.State;

/** What is new, restated or missing among a service's figures. */
@Singleton
class NewsRepository {
    /** More is not read on a page; the number of all is said. */
    private static final int SHOWN = 50;

    /** So many months back a series must have had a figure to be missed. */
    private static final int MONTHS_BACK = 3;

    /** News of one service, of the organisations that the reader sees, since an earlier visit where there is one. */
    News of(DoorRepository.Reading reading, Service service, Optional<VisitRepository.Visit> earlier)
            throws SQLException {
        Query query = new Query(reading, service);
        Period closed = reading.door().closed().stream().max(Period::compareTo).orElse(null);
        Rows<News.Restated> restated =
                earlier.isEmpty() ? new Rows<>() : restated(query, earlier.get().revision());
        Rows<News.Missing> missing = closed == null ? new Rows<>() : missing(query, closed);
        return new News(
                earlier.map(VisitRepository.Visit::at).orElse((Instant) null),
                earlier.isEmpty() ? List.of() : added(query, earlier.get().revision()),
                restated.shown,
                restated.total,
                closed,
                missing.shown,
                missing.total);
    }

    /** How many figures of each service have come or been restated after a revision; services without news are not there. */
    Map<String, Long> counts(DoorRepository.Reading reading, Collection<Service> services, long after)
            throws SQLException {
        Connection connection = reading.connection();
        Map<String, Long> counts = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select s.service_id, s.organisation_id, count(*) as figures
                from styrkort.series s join styrkort.observation o using (series_id)
                where s.service_id = any (?) and o.revision > ?
                group by s.service_id, s.organisation_id""")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            services.stream()
                                    .map(service -> id(reading.catalog(), Kind.SERVICE, service.code()))
                                    .flatMap(Optional::stream)
                                    .toArray()));
            query.setLong(2, after);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String service = reading.catalog().codeOf(row.getLong("service_id"));
                    Set<String> seen =
                            service == null ? Set.of() : reading.door().sight().organisations(service);
                    String organisation = organisation(reading.catalog(), row);
                    if (service != null && (seen == null || (organisation != null && seen.contains(organisation)))) {
                        counts.merge(service, row.getLong("figures"), Long::sum);
                    }
                }
            }
        }
        return counts;
    }

    private static List<News.Added> added(Query query, long before) throws SQLException {
        List<News.Added> added = new ArrayList<>();
        try (PreparedStatement statement = query.prepare("""
                select s.metric_id, o.period, count(*) as figures
                from styrkort.series s join styrkort.observation o using (series_id)
                where s.service_id = ? and (?::bigint[] is null or s.organisation_id = any (?)) and o.revision > ?
                  and not exists (select from styrkort.observation_history h
                                  where h.series_id = o.series_id and h.period = o.period and h.revision <= ?)
                group by s.metric_id, o.period order by o.period desc, s.metric_id""")) {
            statement.setLong(4, before);
            statement.setLong(5, before);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Metric metric = query.metric(row);
                    if (metric != null) {
                        added.add(new News.Added(metric.code(), period(metric, row), row.getLong("figures")));
                    }
                }
            }
        }
        return added;
    }

    private static Rows<News.Restated> restated(Query query, long before) throws SQLException {
        Rows<News.Restated> rows = new Rows<>();
        try (PreparedStatement statement = query.prepare("""
                select s.metric_id, s.organisation_id, s.qualifier, o.period, h.state as state_before,
                       h.value as value_before, o.state, o.value, o.reason, count(*) over () as total
                from styrkort.series s
                join styrkort.observation o using (series_id)
                join styrkort.observation_history h on h.series_id = o.series_id and h.period = o.period
                     and h.revision <= ? and h.ended > ?
                where s.service_id = ? and (?::bigint[] is null or s.organisation_id = any (?)) and o.revision > ?
                  and (h.state, h.value) is distinct from (o.state, o.value)
                order by o.period desc, s.metric_id, s.organisation_id, s.qualifier limit ?""", 2)) {
            statement.setLong(1, before);
            statement.setLong(2, before);
            statement.setLong(6, before);
            statement.setInt(7, SHOWN);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Metric metric = query.metric(row);
                    if (metric != null) {
                        rows.shown.add(new News.Restated(
                                metric.code(),
                                organisation(query.reading.catalog(), row),
                                row.getString("qualifier"),
                                period(metric, row),
                                State.valueOf(row.getString("state_before")),
                                row.getBigDecimal("value_before"),
                                State.valueOf(row.getString("state")),
                                row.getBigDecimal("value"),
                                row.getString("reason")));
                        rows.total = row.getLong("total");
                    }
                }
            }
        }
        return rows;
    }

    private static Rows<News.Missing> missing(Query query, Period closed) throws SQLException {
        Rows<News.Missing> rows = new Rows<>();
        try (PreparedStatement statement = query.prepare("""
                select s.metric_id, s.organisation_id, s.qualifier, l.last as period, count(*) over () as total
                from styrkort.series s
                cross join lateral (select max(o.period) as last from styrkort.observation o
                                    where o.series_id = s.series_id and o.state = 'VALUE' and o.period >= ?
                                      and o.period < ?) l
                where s.service_id = ? and (?::bigint[] is null or s.organisation_id = any (?)) and l.last is not null
                  and s.metric_id = any (?)
                  and not exists (select from styrkort.observation o
                                  where o.series_id = s.series_id and o.period = ? and o.state <> 'MISSING')
                order by s.metric_id, s.organisation_id, s.qualifier limit ?""", 2)) {
            statement.setObject(1, closed.plus(-MONTHS_BACK).first());
            statement.setObject(2, closed.first());
            statement.setArray(6, query.monthly());
            statement.setObject(7, closed.first());
            statement.setInt(8, SHOWN);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Metric metric = query.metric(row);
                    if (metric != null) {
                        rows.shown.add(new News.Missing(
                                metric.code(),
                                organisation(query.reading.catalog(), row),
                                row.getString("qualifier"),
                                period(metric, row)));
                        rows.total = row.getLong("total");
                    }
                }
            }
        }
        return rows;
    }

    /** The first of many, and how many there are. */
    private static final class Rows<T> {
        private final List<T> shown = new ArrayList<>();
        private long total;
    }

    private static Period period(Metric metric, ResultSet row) throws SQLException {
        return new Period(metric.granularity(), row.getObject("period", LocalDate.class));
    }

    private static @Nullable String organisation(Catalog catalog, ResultSet row) throws SQLException {
        return catalog.codeOf(row.getObject("organisation_id", Long.class));
    }

    private static Optional<Long> id(Catalog catalog, Kind kind, String code) {
        return catalog.find(kind, code).map(Catalog.Version::id);
    }

    /** A question about one service's series, of the organisations that are seen. */
    private record Query(DoorRepository.Reading reading, Service service) {
        PreparedStatement prepare(String sql) throws SQLException {
            return prepare(sql, 0);
        }

        /** @param before parameters that stand before the service and twice the organisations */
        PreparedStatement prepare(String sql, int before) throws SQLException {
            Connection connection = reading.connection();
            PreparedStatement statement = connection.prepareStatement(sql);
            Set<String> seen = reading.door().sight().organisations(service.code());
            Array organisations = seen == null
                    ? null
                    : connection.createArrayOf(
                            "bigint",
                            seen.stream()
                                    .map(code -> id(reading.catalog(), Kind.ORGANISATION, code))
                                    .flatMap(Optional::stream)
                                    .toArray());
            statement.setLong(
                    before + 1,
                    id(reading.catalog(), Kind.SERVICE, service.code()).orElseThrow());
            statement.setArray(before + 2, organisations);
            statement.setArray(before + 3, organisations);
            return statement;
        }

        @Nullable
        Metric metric(ResultSet row) throws SQLException {
            String code = reading.catalog().codeOf(row.getLong("metric_id"));
            return code == null ? null : reading.catalog().metric(code);
        }

        Array monthly() throws SQLException {
            return reading.connection()
                    .createArrayOf(
                            "bigint",
                            reading.catalog().list(Kind.METRIC).stream()
                                    .filter(version -> ((Metric) version.entry()).granularity() == Granularity.MONTH)
                                    .map(Catalog.Version::id)
                                    .toArray());
        }
    }
}
