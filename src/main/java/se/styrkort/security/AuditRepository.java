package se.styrkort.security;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** Table {@code styrkort.audit}: rows are added and read, never changed. */
@Singleton
public final class AuditRepository {
    private static final int LONGEST = 500;

    private final TransactionFactory transactions;

    AuditRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    void insert(String actor, String action, String target, String address) {
        transactions.inTransaction(connection -> insert(connection, actor, action, target, address));
    }

    /** What the trail begins with after a backup was put in the place of what was there; where no service runs. */
    public static void noteRestored(Connection connection, String target) throws SQLException {
        insert(connection, Trail.PROGRAM, "backup.restored", target, "");
    }

    private static int insert(Connection connection, String actor, String action, String target, String address)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.audit (actor, action, target, address) values (?, ?, ?, ?)
                """)) {
            insert.setString(1, storable(actor));
            insert.setString(2, action);
            insert.setString(3, storable(target));
            insert.setString(4, storable(address));
            return insert.executeUpdate();
        }
    }

    private static String storable(String text) {
        String clean = text.replace("\u0000", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    /** Those before an event's number, the newest first. */
    List<AuditEvent> list(long before, @Nullable String actor, @Nullable String action, int limit) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select audit_id, at, actor, action, target, address from styrkort.audit
                    where audit_id < ? and (?::text is null or actor = ?)
                      and (?::text is null or action = ? or starts_with(action, ? || '.'))
                    order by audit_id desc limit ?
                    """)) {
                int i = 1;
                query.setLong(i++, before);
                query.setString(i++, actor);
                query.setString(i++, actor);
                query.setString(i++, action);
                query.setString(i++, action);
                query.setString(i++, action);
                query.setInt(i, limit);
                List<AuditEvent> events = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        events.add(new AuditEvent(
                                row.getLong("audit_id"),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("actor"),
                                row.getString("action"),
                                row.getString("target"),
                                row.getString("address")));
                    }
                }
                return events;
            }
        });
    }
}
