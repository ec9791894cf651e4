package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** What addresses answered the last time that it was taken in. */
@Singleton
class AnswerRepository {
    private final TransactionFactory transactions;

    AnswerRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /** @param sha256 of the whole answer */
    record Answer(@Nullable String etag, @Nullable String lastModified, String sha256) {}

    /**
     * The last answer, if the same one would change nothing: it was read as it would be now, and nobody else has delivered from
     * the source since.
     */
    Optional<Answer> find(Collector.Task task, URI address) {
        CollectorDefinition definition = task.definition();
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select etag, last_modified, sha256 from styrkort.collector_answer answer
                    where code = ? and address = ? and version = ? and profile = ?
                      and profile_version = (select max(version) from styrkort.profile p where p.code = answer.profile)
                      and not exists (
                          select from styrkort.import i join styrkort.source s using (source_id)
                          where s.code = ? and i.import_id > answer.import_id and i.actor <> ?)""")) {
                query.setString(1, definition.code());
                query.setString(2, address.toString());
                query.setInt(3, task.version());
                query.setString(4, definition.profile());
                query.setString(5, definition.source());
                query.setString(6, definition.actor());
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Answer(row.getString(1), row.getString(2), row.getString(3)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Writes down what was answered, with the import that took it in. */
    void keep(Connection connection, Collector.Task task, URI address, Answer answer, long importId)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.collector_answer (code, address, etag, last_modified, sha256, import_id, version,
                    profile, profile_version)
                select ?, ?, ?, ?, ?, i.import_id, ?, i.profile, i.profile_version
                from styrkort.import i where i.import_id = ?
                on conflict (code, address) do update set etag = excluded.etag,
                    last_modified = excluded.last_modified, sha256 = excluded.sha256, import_id = excluded.import_id,
                    version = excluded.version, profile = excluded.profile,
                    profile_version = excluded.profile_version""")) {
            insert.setString(1, task.definition().code());
            insert.setString(2, address.toString());
            insert.setString(3, answer.etag());
            insert.setString(4, answer.lastModified());
            insert.setString(5, answer.sha256());
            insert.setInt(6, task.version());
            insert.setLong(7, importId);
            insert.executeUpdate();
        }
    }
}
