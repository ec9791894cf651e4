package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Outages in versions: what was said of each of them, and when. */
@Singleton
public class OutageRepository {
    private static final String VERSION = """
            select o.*, s.code as source, s.synthetic, coalesce(r.committed_at, clock_timestamp()) as committed_at
            from styrkort.outage o
            join styrkort.source s using (source_id)
            left join styrkort.revision r on r.revision = o.revision
            """;

    /**
     * A version to be written.
     *
     * @param id of the outage; null: it is a new one
     * @param source id of the source; 0: that of the outage
     */
    record Entry(
            @Nullable Long id,
            long source,
            String key,
            Outage outage,
            boolean withdrawn,
            @Nullable String changeReason,
            @Nullable String approver,
            String actor,
            @Nullable Long importId,
            int line) {}

    /** Those in force at the revision that cover a part of an interval, by service and start; withdrawn ones are none. */
    List<OutageVersion> overlapping(
            Connection connection, Collection<Long> services, Instant from, Instant until, long revision)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VERSION + """
                where o.service_id = any (?) and o.started_at < ? and (o.ended_at is null or o.ended_at > ?)
                  and o.revision <= ? and (o.ended is null or o.ended > ?) and not o.withdrawn
                order by o.service_id, o.started_at, o.outage_id""")) {
            query.setArray(1, connection.createArrayOf("bigint", services.toArray()));
            query.setObject(2, at(until));
            query.setObject(3, at(from));
            query.setLong(4, revision);
            query.setLong(5, revision);
            return read(query);
        }
    }

    /** All versions of one that had been committed by the revision, the newest first. */
    List<OutageVersion> versions(Connection connection, long id, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                VERSION + "where o.outage_id = ? and o.revision <= ? order by o.revision desc")) {
            query.setLong(1, id);
            query.setLong(2, revision);
            return read(query);
        }
    }

    /** Those that are or were in an interval, of some services or of all (null), the latest start first. */
    public List<OutageVersion> list(
            Connection connection,
            @Nullable Collection<Long> services,
            Instant from,
            Instant until,
            long revision,
            int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VERSION + """
                where (?::bigint[] is null or o.service_id = any (?)) and o.started_at < ?
                  and (o.ended_at is null or o.ended_at > ?)
                  and o.revision <= ? and (o.ended is null or o.ended > ?) and not o.withdrawn
                order by o.started_at desc, o.outage_id desc limit ?""")) {
            Array ids = services == null ? null : connection.createArrayOf("bigint", services.toArray());
            query.setArray(1, ids);
            query.setArray(2, ids);
            query.setObject(3, at(until));
            query.setObject(4, at(from));
            query.setLong(5, revision);
            query.setLong(6, revision);
            query.setInt(7, limit);
            return read(query);
        }
    }

    /** The first start of all that are known. */
    Optional<Instant> earliest(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select min(started_at) as at from styrkort.outage where ended is null and not withdrawn");
                ResultSet row = query.executeQuery()) {
            row.next();
            return Optional.ofNullable(instant(row, "at"));
        }
    }

    /** The import whose file an import read: itself, or the one that it replayed. */
    long fileOf(Connection connection, long importId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select coalesce(replay_of, import_id) from styrkort.import where import_id = ?")) {
            query.setLong(1, importId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : importId;
            }
        }
    }

    /** The id of the source that operators' entries belong to. */
    long operators(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                with made as (insert into styrkort.source (code) values ('operators') on conflict do nothing returning source_id)
                select source_id from made union all select source_id from styrkort.source where code = 'operators'""")) {
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Optional<OutageVersion> current(Connection connection, long id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(VERSION + "where o.outage_id = ? and o.ended is null")) {
            query.setLong(1, id);
            return read(query).stream().findFirst();
        }
    }

    /**
     * Writes a version, ending the one before.
     *
     * @return the id of the outage
     */
    long put(Connection connection, long revision, Entry entry) throws SQLException {
        if (entry.id() != null) {
            try (PreparedStatement end = connection.prepareStatement(
                    "update styrkort.outage set ended = ? where outage_id = ? and ended is null")) {
                end.setLong(1, revision);
                end.setLong(2, entry.id());
                end.executeUpdate();
            }
        }
        Outage outage = entry.outage();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.outage (outage_id, revision, source_id, key, service_id, started_at, ended_at, kind,
                    announced_at, reason, published, message, withdrawn, change_reason, approver, actor, import_id, line)
                values (coalesce(?, nextval('styrkort.outage_id')), ?,
                    coalesce(nullif(?, 0), (select min(source_id) from styrkort.outage where outage_id = ?)),
                    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                returning outage_id""")) {
            insert.setObject(1, entry.id());
            insert.setLong(2, revision);
            insert.setLong(3, entry.source());
            insert.setObject(4, entry.id());
            insert.setString(5, entry.key());
            insert.setLong(6, outage.service());
            insert.setObject(7, at(outage.start()));
            insert.setObject(8, at(outage.end()));
            insert.setString(9, outage.kind().code());
            insert.setObject(10, at(outage.announcedAt()));
            insert.setString(11, outage.reason());
            insert.setBoolean(12, outage.published());
            insert.setString(13, outage.message());
            insert.setBoolean(14, entry.withdrawn());
            insert.setString(15, entry.changeReason());
            insert.setString(16, entry.approver());
            insert.setString(17, entry.actor());
            insert.setObject(18, entry.importId());
            insert.setInt(19, entry.line());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The outage of a row of the table. */
    static Outage outage(ResultSet row) throws SQLException {
        return new Outage(
                row.getLong("service_id"),
                OutageKind.of(row.getString("kind")).orElseThrow(),
                required(row, "started_at"),
                instant(row, "ended_at"),
                instant(row, "announced_at"),
                row.getString("reason"),
                row.getBoolean("published"),
                row.getString("message"));
    }

    static List<OutageVersion> read(PreparedStatement query) throws SQLException {
        List<OutageVersion> versions = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                versions.add(new OutageVersion(
                        row.getLong("outage_id"),
                        row.getLong("revision"),
                        row.getObject("ended", Long.class),
                        row.getString("source"),
                        row.getString("key"),
                        outage(row),
                        row.getBoolean("withdrawn"),
                        row.getString("change_reason"),
                        row.getString("approver"),
                        row.getString("actor"),
                        required(row, "committed_at"),
                        row.getObject("import_id", Long.class),
                        row.getInt("line"),
                        row.getBoolean("synthetic")));
            }
        }
        return versions;
    }
}
