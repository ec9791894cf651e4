package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Sha256;

/** Whether what was kept of deliveries still is what was delivered. */
@Singleton
public final class KeptBytesRepository {
    private static final int PIECE = 1 << 16;

    private final ContentRepository contents;

    KeptBytesRepository(ContentRepository contents) {
        this.contents = contents;
    }

    /**
     * One delivery that was kept whole.
     *
     * @param delivered the hash that was noted when it came
     * @param kept the hash of what is kept now; of what can be read of it, where it no longer can be read whole
     */
    public record Kept(long importId, String fileName, String delivered, String kept) {
        public boolean isUnchanged() {
            return delivered.equals(kept);
        }
    }

    /**
     * Reads the bytes of an import's delivery again; of a replay, those of the import that it read again.
     *
     * @return null when its profile keeps nothing of the file, or only some columns, so that no bytes give its hash
     */
    @Nullable
    Kept read(Connection connection, long importId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select i.file_name, i.sha256, p.body
                from styrkort.import i join styrkort.profile p on p.code = i.profile and p.version = i.profile_version
                where i.import_id = ?""")) {
            query.setLong(1, importId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && ProfileRepository.parsed(row.getString(3)).keep() == Profile.Keep.CONTENT
                        ? new Kept(importId, row.getString(1), row.getString(2), sum(connection, importId))
                        : null;
            }
        }
    }

    /** All deliveries that these imports read, each once and in order; those that were not kept whole are left out. */
    public List<Kept> read(Connection connection, Collection<Long> imports) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        for (long each : deliveries(connection, imports)) {
            Kept found = read(connection, each);
            if (found != null) {
                kept.add(found);
            }
        }
        return kept;
    }

    private static SortedSet<Long> deliveries(Connection connection, Collection<Long> imports) throws SQLException {
        SortedSet<Long> deliveries = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select coalesce(replay_of, import_id) from styrkort.import where import_id = any (?)")) {
            query.setArray(1, connection.createArrayOf("bigint", imports.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    deliveries.add(row.getLong(1));
                }
            }
        }
        return deliveries;
    }

    private String sum(Connection connection, long importId) {
        Sha256 sum = new Sha256();
        byte[] piece = new byte[PIECE];
        try (InputStream bytes = contents.bytes(connection, importId)) {
            for (int length = bytes.read(piece); length >= 0; length = bytes.read(piece)) {
                sum.add(piece, 0, length);
            }
        } catch (IOException _) {
            // a compressed piece that was changed is seldom one that can be read: what was read so far has another hash
            return sum.hex();
        }
        return sum.hex();
    }
}
