package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Until when it is known what was down: the last delivery of outages, even one that brought nothing new. */
@Singleton
class ReachRepository {
    /** @param synthetic whether the source that said it last invents */
    record Reach(Instant until, boolean synthetic) {}

    /**
     * Notes a delivery, in its transaction.
     *
     * @param importId null: an operator says it
     * @return the instant, the database's clock
     */
    Instant note(Connection connection, long source, @Nullable Long importId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.outage_delivery (received_at, source_id, import_id) values (clock_timestamp(), ?, ?)
                returning received_at""")) {
            insert.setLong(1, source);
            insert.setObject(2, importId);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return OutageRepository.required(row, "received_at");
            }
        }
    }

    /** The last by an instant; without one, the last. */
    Optional<Reach> last(Connection connection, @Nullable Instant asOf) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select d.received_at, s.synthetic from styrkort.outage_delivery d join styrkort.source s using (source_id)
                where d.received_at <= coalesce(?, 'infinity'::timestamptz) order by d.received_at desc limit 1""")) {
            query.setObject(1, OutageRepository.at(asOf));
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Reach(OutageRepository.required(row, "received_at"), row.getBoolean("synthetic")))
                        : Optional.empty();
            }
        }
    }
}
