package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import se.styrkort.store.TransactionFactory;

/** Files of inboxes that were taken in; written with the import, so that the two cannot disagree. */
@Singleton
class InboxFileRepository {
    private final TransactionFactory transactions;

    InboxFileRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /** A file that is in, as it was then. */
    record TakenFile(WaitingFile file, String sha256, long importId) {
        /** Whether the very same file still lies there. */
        boolean isStillThere() throws IOException {
            return file.isUnchanged() && file.sha256().equals(sha256);
        }
    }

    void keep(Connection connection, String code, TakenFile taken) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.collector_file (folder, name, size_bytes, modified_at, sha256, code, import_id)
                values (?, ?, ?, ?, ?, ?, ?)""")) {
            WaitingFile file = taken.file();
            insert.setString(1, Objects.requireNonNull(file.path().getParent()).toString());
            insert.setString(2, file.name());
            insert.setLong(3, file.size());
            insert.setObject(4, file.modified().atOffset(ZoneOffset.UTC));
            insert.setString(5, taken.sha256());
            insert.setString(6, code);
            insert.setLong(7, taken.importId());
            insert.executeUpdate();
        }
    }

    /** Those that are in, and of which it is not known whether they have been moved away. */
    List<TakenFile> waiting(String code, Path folder) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select name, size_bytes, modified_at, sha256, import_id from styrkort.collector_file
                    where code = ? and folder = ? and not put_away order by import_id""")) {
                query.setString(1, code);
                query.setString(2, folder.toString());
                List<TakenFile> files = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        WaitingFile file = new WaitingFile(
                                folder.resolve(row.getString(1)),
                                row.getLong(2),
                                row.getObject(3, OffsetDateTime.class).toInstant());
                        files.add(new TakenFile(file, row.getString(4), row.getLong(5)));
                    }
                }
                return files;
            }
        });
    }

    /** It is no longer in the inbox. */
    void putAway(long importId) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update styrkort.collector_file set put_away = true where import_id = ? and not put_away")) {
                update.setLong(1, importId);
                return update.executeUpdate();
            }
        });
    }
}
