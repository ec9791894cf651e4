package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Metric;

/** Reads observations as they were at a revision. */
@Singleton
public class ObservationRepository {
    /** Rows that the driver holds at a time while all of them are walked through. */
    private static final int AT_ONCE = 5_000;

    /** An observation with the key that orders it, series and then period, and what only files show. */
    record Keyed(
            long series,
            Period period,
            Observation observation,
            @Nullable Integer sampleSize,
            @Nullable BigDecimal stdDev) {}

    /** What is done with each observation that is found. */
    @FunctionalInterface
    interface Sink {
        void take(Keyed found) throws IOException;
    }

    /** The series with this key; ids are those of catalog entries, 0 for none. */
    public Optional<Long> series(Connection connection, long metric, long service, long organisation, String qualifier)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select series_id from styrkort.series where metric_id = ? and coalesce(service_id, 0) = ?
                and coalesce(organisation_id, 0) = ? and qualifier = ?""")) {
            query.setLong(1, metric);
            query.setLong(2, service);
            query.setLong(3, organisation);
            query.setString(4, qualifier);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /** Those after a key, by series and period, at most {@code limit}. */
    List<Keyed> find(
            Connection connection,
            Catalog catalog,
            RollupRepository.At at,
            ObservationQuery wanted,
            long afterSeries,
            @Nullable LocalDate afterPeriod,
            int limit)
            throws SQLException, IOException {
        List<Keyed> found = new ArrayList<>();
        walk(connection, catalog, at, wanted, afterSeries, afterPeriod, limit, found::add);
        return found;
    }

    /** All of them, one after the other in the same order: never more than some thousand in memory. */
    void each(Connection connection, Catalog catalog, RollupRepository.At at, ObservationQuery wanted, Sink sink)
            throws SQLException, IOException {
        walk(connection, catalog, at, wanted, 0, null, null, sink);
    }

    private static void walk(
            Connection connection,
            Catalog catalog,
            RollupRepository.At at,
            ObservationQuery wanted,
            long afterSeries,
            @Nullable LocalDate afterPeriod,
            @Nullable Integer limit,
            Sink sink)
            throws SQLException, IOException {
        String seen = at.current()
                ? "styrkort.observation o where ?::bigint is not null"
                : "styrkort.observation_version o where o.revision <= ? and (o.ended is null or o.ended > ?)";
        SeriesFilter filter = new SeriesFilter(wanted);
        try (PreparedStatement query = connection.prepareStatement("""
                select s.series_id, s.metric_id, s.service_id, s.organisation_id, s.qualifier,
                       o.period, o.state, o.value, o.quality, o.revision,
                       o.sample_size, o.std_dev
                from styrkort.series s
                join lateral (select * from %s and o.series_id = s.series_id) o on true
                where (s.series_id, o.period) > (?, coalesce(?, '-infinity'::date))
                  and %s
                  and o.period between coalesce(?, '-infinity'::date) and coalesce(?, 'infinity'::date)
                  and s.series_id >= ?
                order by s.series_id, o.period limit ?::bigint""".formatted(seen, filter.sql()))) {
            int i = 1;
            query.setLong(i++, at.revision());
            if (!at.current()) {
                query.setLong(i++, at.revision());
            }
            query.setLong(i++, afterSeries);
            query.setObject(i++, afterPeriod);
            i = filter.set(connection, query, i);
            query.setObject(i++, wanted.from());
            query.setObject(i++, wanted.to());
            query.setLong(i++, afterSeries);
            query.setObject(i, limit);
            query.setFetchSize(AT_ONCE);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sink.take(keyed(row, catalog));
                }
            }
        }
    }

    private static Keyed keyed(ResultSet row, Catalog catalog) throws SQLException {
        Metric metric =
                (Metric) catalog.find(row.getLong("metric_id")).orElseThrow().entry();
        Period period = new Period(metric.granularity(), row.getObject("period", LocalDate.class));
        return new Keyed(
                row.getLong("series_id"),
                period,
                new Observation(
                        metric.code(),
                        catalog.codeOf(row.getObject("service_id", Long.class)),
                        catalog.codeOf(row.getObject("organisation_id", Long.class)),
                        row.getString("qualifier"),
                        period.code(),
                        State.valueOf(row.getString("state")),
                        row.getBigDecimal("value"),
                        Quality.valueOf(row.getString("quality")),
                        row.getLong("revision")),
                row.getObject("sample_size", Integer.class),
                row.getBigDecimal("std_dev"));
    }
}
