package se.styrkort.ingest;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/**
 * Deliveries between their trial and their confirmation, in the database, so that any instance can take them in. {@link
 * ProposalJob} deletes those that are older than a day, and nobody has more than {@value #EACH} at once.
 */
@Singleton
class ProposalRepository {
    private static final int CHUNK = 1 << 20;
    private static final int EACH = 5;

    private final TransactionFactory transactions;
    private final ObjectMapper json;

    ProposalRepository(TransactionFactory transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /** Keeps a delivery, and says under which number. */
    long keep(Delivery delivery, ImportParameters wishes, String actor) {
        return transactions.inTransaction(connection -> {
            makeRoom(connection, actor);
            long id = insert(connection, delivery, wishes, actor);
            try (InputStream in = Files.newInputStream(delivery.file());
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into styrkort.proposal_content (proposal_id, chunk, bytes) values (?, ?, ?)")) {
                int number = 0;
                for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                    insert.setLong(1, id);
                    insert.setInt(2, number++);
                    insert.setBytes(3, chunk);
                    insert.executeUpdate();
                }
            }
            return id;
        });
    }

    /** Deletes those that are older than a day. */
    void forgetOld() {
        transactions.inTransaction(connection -> {
            try (Statement delete = connection.createStatement()) {
                return delete.executeUpdate("delete from styrkort.proposal where made_at < now() - interval '1 day'");
            }
        });
    }

    private static void makeRoom(Connection connection, String actor) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from styrkort.proposal where proposal_id in (
                    select proposal_id from styrkort.proposal where actor = ? order by proposal_id desc offset ?)""")) {
            delete.setString(1, actor);
            delete.setInt(2, EACH - 1);
            delete.executeUpdate();
        }
    }

    private long insert(Connection connection, Delivery delivery, ImportParameters wishes, String actor)
            throws SQLException, IOException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.proposal (actor, file_name, sha256, size_bytes, wishes, made_at)
                values (?, ?, ?, ?, ?, now()) returning proposal_id""")) {
            insert.setString(1, actor);
            insert.setString(2, delivery.fileName());
            insert.setString(3, delivery.sha256());
            insert.setLong(4, delivery.size());
            insert.setString(5, json.writeValueAsString(wishes));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The actor's own; another's is as if it were not there. */
    Optional<Proposal> find(long id, String actor) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select file_name, sha256, wishes, made_at from styrkort.proposal where proposal_id = ? and actor = ?")) {
                query.setLong(1, id);
                query.setString(2, actor);
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Proposal(
                                    id,
                                    row.getString(1),
                                    row.getString(2),
                                    wishes(row.getString(3)),
                                    row.getObject(4, OffsetDateTime.class).toInstant()))
                            : Optional.empty();
                }
            }
        });
    }

    private ImportParameters wishes(String text) {
        try {
            return json.readValue(text, ImportParameters.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The delivered bytes; no connection is held between two reads. */
    InputStream open(Proposal proposal) {
        return new ChunkStream(number -> chunk(proposal.id(), number));
    }

    private byte @Nullable [] chunk(long id, int number) {
        return transactions
                .inSnapshot(connection -> {
                    try (PreparedStatement query = connection.prepareStatement(
                            "select bytes from styrkort.proposal_content where proposal_id = ? and chunk = ?")) {
                        query.setLong(1, id);
                        query.setInt(2, number);
                        try (ResultSet row = query.executeQuery()) {
                            return row.next() ? Optional.of(row.getBytes(1)) : Optional.<byte[]>empty();
                        }
                    }
                })
                .orElse(null);
    }

    void remove(long id) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from styrkort.proposal where proposal_id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate();
            }
        });
    }
}
