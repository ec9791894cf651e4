package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** How far collectors have read that read on from where they stopped. */
@Singleton
class PositionRepository {
    private final TransactionFactory transactions;

    PositionRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /**
     * How far one has read.
     *
     * @param begun the start that its definition then had
     * @param readTo the first instant that has not been read
     * @param warned where an answer began that is asked for once more, since it may have lacked something
     */
    record Position(Instant begun, Instant readTo, Optional<Instant> warned) {
        /** One that has read nothing. */
        static Position at(Instant start) {
            return new Position(start, start, Optional.empty());
        }

        Position movedTo(Instant to) {
            return new Position(begun, to, Optional.empty());
        }

        Position warnedAt(Instant from) {
            return new Position(begun, readTo, Optional.of(from));
        }
    }

    /** Where a collector goes on: at the start where it has read nothing, or was given another start since. */
    Position find(String code, Instant start) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select read_to, warned_at from styrkort.collector_position where code = ? and begun_at = ?""")) {
                query.setString(1, code);
                query.setObject(2, start.atOffset(ZoneOffset.UTC));
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? new Position(
                                    start,
                                    row.getObject(1, OffsetDateTime.class).toInstant(),
                                    Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                            .map(OffsetDateTime::toInstant))
                            : Position.at(start);
                }
            }
        });
    }

    /** Without an import: nothing has been read that was not there before. */
    void keep(String code, Position position) {
        transactions.inTransaction(connection -> {
            keep(connection, code, position, null);
            return true;
        });
    }

    /** In the transaction of the import that took in what was read. */
    void keep(Connection connection, String code, Position position, @Nullable Long importId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.collector_position as before (code, begun_at, read_to, warned_at, import_id)
                values (?, ?, ?, ?, ?)
                on conflict (code) do update set begun_at = excluded.begun_at, read_to = excluded.read_to,
                    warned_at = excluded.warned_at, import_id = coalesce(excluded.import_id, before.import_id)""")) {
            insert.setString(1, code);
            insert.setObject(2, position.begun().atOffset(ZoneOffset.UTC));
            insert.setObject(3, position.readTo().atOffset(ZoneOffset.UTC));
            insert.setObject(
                    4, position.warned().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
            insert.setObject(5, importId);
            insert.executeUpdate();
        }
    }
}
