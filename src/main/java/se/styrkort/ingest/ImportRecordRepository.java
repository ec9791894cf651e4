package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.MergeRepository;

/** What is written down of a delivery itself: from which source, who, when, how it was read and what came of it. */
@Singleton
class ImportRecordRepository {
    /** The id of a source; one that is not known is created. */
    long source(Connection connection, String code) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into styrkort.source (code) values (?) on conflict do nothing")) {
            insert.setString(1, code);
            insert.executeUpdate();
        }
        try (PreparedStatement query =
                connection.prepareStatement("select source_id from styrkort.source where code = ?")) {
            query.setString(1, code);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Enters an import whose counts are not known yet, and says under which number. */
    long begin(Connection connection, ImportRepository.Arrival arrival, long source, Instant receivedAt)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.import (source_id, profile, profile_version, file_name, encoding, delimiter,
                    decimal_sign, format, sha256, size_bytes, received_at, actor, reason,
                    replay_of, rows, used, filtered, blank, rejected, created, unchanged, restated, emptied)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0) returning import_id""")) {
            insert.setLong(1, source);
            insert.setString(2, arrival.profile().code());
            insert.setInt(3, arrival.profile().version());
            insert.setString(4, arrival.delivery().fileName());
            insert.setString(5, arrival.form().encoding().charset().name());
            insert.setString(6, arrival.form().delimiterText());
            insert.setString(7, String.valueOf(arrival.decimal()));
            insert.setString(8, arrival.form().format().code());
            insert.setString(9, arrival.delivery().sha256());
            insert.setLong(10, arrival.delivery().size());
            insert.setObject(11, OffsetDateTime.ofInstant(receivedAt, ZoneOffset.UTC));
            insert.setString(12, arrival.order().actor());
            insert.setString(13, arrival.order().reason());
            insert.setObject(
                    14, arrival.replay() == null ? null : arrival.replay().importId());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Writes down what came of it. */
    void finish(
            Connection connection, long importId, Tally tally, MergeRepository.Counts counts, @Nullable Long revision)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update styrkort.import set revision = ?, rows = ?, used = ?, filtered = ?, blank = ?, rejected = ?,
                    created = ?, unchanged = ?, restated = ?, emptied = ? where import_id = ?""")) {
            update.setObject(1, revision);
            long[] numbers = {
                tally.rows(),
                tally.used(),
                tally.filtered(),
                tally.blank(),
                tally.rejected(),
                counts.created(),
                counts.unchanged(),
                counts.restated(),
                counts.emptied(),
                importId
            };
            for (int i = 0; i < numbers.length; i++) {
                update.setLong(i + 2, numbers[i]);
            }
            update.executeUpdate();
        }
    }
}
