package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs of probes in versions. */
@Singleton
class ProbeRunRepository {
    /**
     * A run of a service as a source saw it.
     *
     * @param service id of its catalog entry
     * @param source id
     * @param synthetic whether the source invents
     */
    record Seen(long service, long source, ProbeRun run, boolean synthetic) {}

    private static OffsetDateTime at(long second) {
        return Objects.requireNonNull(OutageRepository.at(Instant.ofEpochSecond(second)));
    }

    private static long second(ResultSet row, String column) throws SQLException {
        return OutageRepository.required(row, column).getEpochSecond();
    }

    private static ProbeRun run(ResultSet row) throws SQLException {
        return new ProbeRun(
                second(row, "from_at"),
                second(row, "until_at"),
                row.getBoolean("up"),
                row.getLong("import_id"),
                row.getInt("line"));
    }

    /** Those in force that begin in an interval, both ends inclusive, the last before and the first after; ascending. */
    List<ProbeRun> around(Connection connection, long service, long source, long from, long until) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                with mine as not materialized (
                    select * from styrkort.probe_run where service_id = ? and source_id = ? and ended is null)
                (select * from mine where from_at < ? order by from_at desc limit 1)
                union all (select * from mine where from_at between ? and ?)
                union all (select * from mine where from_at > ? order by from_at limit 1)
                order by from_at""")) {
            query.setLong(1, service);
            query.setLong(2, source);
            query.setObject(3, at(from));
            query.setObject(4, at(from));
            query.setObject(5, at(until));
            query.setObject(6, at(until));
            List<ProbeRun> runs = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    runs.add(run(row));
                }
            }
            return runs;
        }
    }

    /** Ends some runs and begins others. */
    void replace(
            Connection connection, long revision, long service, long source, List<ProbeRun> ended, List<ProbeRun> begun)
            throws SQLException {
        // what this revision itself began was never in force
        try (PreparedStatement undo = connection.prepareStatement("""
                        delete from styrkort.probe_run
                        where revision = ? and service_id = ? and source_id = ? and from_at = ?""");
                PreparedStatement end = connection.prepareStatement("""
                        update styrkort.probe_run set ended = ?
                        where service_id = ? and source_id = ? and from_at = ? and ended is null""");
                PreparedStatement begin = connection.prepareStatement("""
                        insert into styrkort.probe_run
                            (service_id, source_id, from_at, revision, until_at, up, import_id, line)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (ProbeRun run : ended) {
                for (PreparedStatement statement : List.of(undo, end)) {
                    statement.setLong(1, revision);
                    statement.setLong(2, service);
                    statement.setLong(3, source);
                    statement.setObject(4, at(run.from()));
                    statement.addBatch();
                }
            }
            undo.executeBatch();
            end.executeBatch();
            for (ProbeRun run : begun) {
                begin.setLong(1, service);
                begin.setLong(2, source);
                begin.setObject(3, at(run.from()));
                begin.setLong(4, revision);
                begin.setObject(5, at(run.until()));
                begin.setBoolean(6, run.up());
                begin.setLong(7, run.importId());
                begin.setInt(8, run.line());
                begin.addBatch();
            }
            begin.executeBatch();
        }
    }

    /** The last probe of a source, whatever it is of; seconds since 1970. */
    Optional<Long> last(Connection connection, long source, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select max(until_at) as until_at from styrkort.probe_run
                where source_id = ? and revision <= ? and (ended is null or ended > ?)""")) {
            query.setLong(1, source);
            query.setLong(2, revision);
            query.setLong(3, revision);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                Instant last = OutageRepository.instant(row, "until_at");
                return Optional.ofNullable(last).map(Instant::getEpochSecond);
            }
        }
    }

    /** The services that a source has runs of. */
    List<Long> services(Connection connection, long source) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select distinct service_id from styrkort.probe_run where source_id = ? and ended is null")) {
            query.setLong(1, source);
            List<Long> services = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    services.add(row.getLong(1));
                }
            }
            return services;
        }
    }

    /**
     * Those in force at the revision that say what services were in an interval: what reaches into it and, of each
     * service and source, the last one before it and the first one after it; by service, source and time.
     */
    List<Seen> reaching(Connection connection, Collection<Long> services, Instant from, Instant until, long revision)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select v.*, s.synthetic
                from unnest(?::bigint[]) of(service_id)
                join styrkort.source s on exists (
                    select from styrkort.probe_run p where p.service_id = of.service_id and p.source_id = s.source_id)
                cross join lateral (
                    (select * from styrkort.probe_run p
                     where p.service_id = of.service_id and p.source_id = s.source_id and p.from_at < ?
                       and p.revision <= ? and (p.ended is null or p.ended > ?)
                     order by p.from_at desc limit 1)
                    union all
                    (select * from styrkort.probe_run p
                     where p.service_id = of.service_id and p.source_id = s.source_id and p.from_at >= ? and p.from_at < ?
                       and p.revision <= ? and (p.ended is null or p.ended > ?))
                    union all
                    (select * from styrkort.probe_run p
                     where p.service_id = of.service_id and p.source_id = s.source_id and p.from_at >= ?
                       and p.revision <= ? and (p.ended is null or p.ended > ?)
                     order by p.from_at limit 1)) v
                order by v.service_id, v.source_id, v.from_at""")) {
            int at = 0;
            query.setArray(++at, connection.createArrayOf("bigint", services.toArray()));
            at = bind(query, at, from, null, revision);
            at = bind(query, at, from, until, revision);
            bind(query, at, until, null, revision);
            List<Seen> seen = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    seen.add(new Seen(
                            row.getLong("service_id"),
                            row.getLong("source_id"),
                            run(row),
                            row.getBoolean("synthetic")));
                }
            }
            return seen;
        }
    }

    private static int bind(PreparedStatement query, int at, Instant from, @Nullable Instant until, long revision)
            throws SQLException {
        int next = at;
        query.setObject(++next, OutageRepository.at(from));
        if (until != null) {
            query.setObject(++next, OutageRepository.at(until));
        }
        query.setLong(++next, revision);
        query.setLong(++next, revision);
        return next;
    }
}
