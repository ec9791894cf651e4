package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Probes one by one, as long as they are kept. */
@Singleton
class ProbeRepository {
    private static final byte[] HEAD = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final long POSTGRES_EPOCH_S =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final int ROW_BYTES = 2 + 3 * (4 + 8) + (4 + 1) + (4 + 4);
    private static final int ROWS_AT_ONCE = 2_000;

    /** Those in an interval, both ends inclusive. */
    ProbeSamples between(Connection connection, long service, long source, long from, long until) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select extract(epoch from at)::bigint, up, response_ms from styrkort.probe
                where service_id = ? and source_id = ? and at between to_timestamp(?) and to_timestamp(?) order by at""")) {
            query.setLong(1, service);
            query.setLong(2, source);
            query.setLong(3, from);
            query.setLong(4, until);
            ProbeSamples samples = new ProbeSamples();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    float response = row.getFloat(3);
                    samples.add(row.getLong(1), row.getBoolean(2), row.wasNull() ? Float.NaN : response, 0);
                }
            }
            return samples;
        }
    }

    /** The last before, or the first after, an instant; null: none is kept. */
    @Nullable
    Long neighbour(Connection connection, long service, long source, long at, boolean before) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("""
                select extract(epoch from at)::bigint from styrkort.probe
                where service_id = ? and source_id = ? and at %s to_timestamp(?) order by at %s limit 1""".formatted(before ? "<" : ">", before ? "desc" : ""))) {
            query.setLong(1, service);
            query.setLong(2, source);
            query.setLong(3, at);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    /**
     * Keeps probes; there are none at their seconds yet.
     *
     * @param from seconds since 1970: what is older is not kept
     */
    void keep(Connection connection, long service, long source, ProbeSamples samples, long from)
            throws SQLException, IOException {
        if (samples.size() == 0 || samples.last() < from) {
            return;
        }
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy styrkort.probe (service_id, source_id, at, up, response_ms) from stdin (format binary)");
        try {
            copy.writeToCopy(HEAD, 0, HEAD.length);
            ByteBuffer rows = ByteBuffer.allocate(ROWS_AT_ONCE * ROW_BYTES);
            for (int i = 0; i < samples.size(); i++) {
                if (samples.at(i) >= from) {
                    row(rows, service, source, samples, i);
                    if (rows.remaining() < ROW_BYTES) {
                        copy.writeToCopy(rows.array(), 0, rows.position());
                        rows.clear();
                    }
                }
            }
            copy.writeToCopy(rows.array(), 0, rows.position());
            copy.writeToCopy(new byte[] {-1, -1}, 0, 2);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void row(ByteBuffer rows, long service, long source, ProbeSamples samples, int index) {
        float response = samples.responseMs(index);
        rows.putShort((short) 5);
        rows.putInt(8).putLong(service);
        rows.putInt(8).putLong(source);
        rows.putInt(8).putLong((samples.at(index) - POSTGRES_EPOCH_S) * 1_000_000);
        rows.putInt(1).put((byte) (samples.up(index) ? 1 : 0));
        if (Float.isNaN(response)) {
            rows.putInt(-1);
        } else {
            rows.putInt(4).putFloat(response);
        }
    }

    /** Removes those in an interval, both ends inclusive. */
    void remove(Connection connection, long service, long source, long from, long until) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from styrkort.probe
                where service_id = ? and source_id = ? and at between to_timestamp(?) and to_timestamp(?)""")) {
            delete.setLong(1, service);
            delete.setLong(2, source);
            delete.setLong(3, from);
            delete.setLong(4, until);
            delete.executeUpdate();
        }
    }

    /** Removes what is older than it is kept. */
    int removeBefore(Connection connection, Instant instant) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from styrkort.probe where at < ?")) {
            delete.setObject(1, OutageRepository.at(instant));
            return delete.executeUpdate();
        }
    }
}
