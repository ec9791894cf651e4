package se.styrkort.store;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commit order of all changes. Two locks hold it, both released by the commit itself:
 *
 * <ol>
 *   <li><b>order</b>, from {@link #lock} to commit: changes become visible one after the other, so the number that is
 *       greatest plus one is also the next to be seen, and a change that is rolled back leaves no gap;
 *   <li><b>instant</b>, exclusive from {@link #commit} (the last statement) to commit and shared while {@code asOf} is
 *       turned into a revision: without it, a reader between the stamp and the commit would find the revision before
 *       for an instant that later means this one.
 * </ol>
 *
 * Whoever takes both takes them in this order, so they cannot block each other.
 */
@Singleton
public final class RevisionRepository {
    private static final long ORDER_LOCK = 0x5374_7972_6b6f_0001L; // "Styrko" and a number of ours
    private static final long INSTANT_LOCK = 0x5374_7972_6b6f_0002L;

    /** Beyond these PostgreSQL's timestamps end; nothing was or will be committed there. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final TransactionFactory transactions;

    public RevisionRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /**
     * Waits until no other change is under way and holds all others back until this transaction ends.
     *
     * @return the number that this change will have, if it is one: there is no row until {@link #commit}
     */
    public long lock(Connection connection) throws SQLException {
        requireReadCommitted(connection);
        advisory(connection, "pg_advisory_xact_lock", ORDER_LOCK);
        // a statement of its own: it must see what was committed while the lock was waited for
        return last(connection) + 1;
    }

    /**
     * Writes the revision. The last statement of a transaction that holds {@link #lock}: what comes after it delays
     * everyone who asks for an instant.
     */
    public void commit(
            Connection connection,
            long revision,
            String actor,
            String kind,
            @Nullable Long importId,
            @Nullable String reason)
            throws SQLException {
        requireReadCommitted(connection);
        advisory(connection, "pg_advisory_xact_lock", INSTANT_LOCK);
        // the clock may step back; a revision never does
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.revision (revision, committed_at, actor, kind, import_id, reason)
                select ?, greatest(clock_timestamp(), max(committed_at) + interval '1 microsecond'), ?, ?, ?, ?
                  from styrkort.revision
                """)) {
            insert.setLong(1, revision);
            insert.setString(2, actor);
            insert.setString(3, kind);
            if (importId == null) {
                insert.setNull(4, Types.BIGINT);
            } else {
                insert.setLong(4, importId);
            }
            insert.setString(5, reason);
            insert.executeUpdate();
        }
    }

    /**
     * The last revision committed by an instant, inclusive; without one, the last that this connection sees. 0 if
     * there is none. An instant that has passed by the database's clock means the same revision for ever.
     *
     * @throws IllegalStateException if an instant is asked for in a snapshot, which may be older than the answer: ask
     *     {@link #at(Instant)} first, and read by its revision in the snapshot
     */
    public long at(Connection connection, @Nullable Instant asOf) throws SQLException {
        if (asOf == null) {
            return last(connection);
        }
        requireReadCommitted(connection);
        // a lock taken after a savepoint is released by going back to it: a long transaction holds up no commit
        Savepoint before = connection.setSavepoint();
        try {
            advisory(connection, "pg_advisory_xact_lock_shared", INSTANT_LOCK);
            return lastBy(connection, asOf);
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    /** {@link #at(Connection, Instant)} in a transaction of its own. */
    public long at(@Nullable Instant asOf) {
        return transactions.inTransaction(connection -> at(connection, asOf));
    }

    public Optional<Revision> find(long revision) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select revision, committed_at, actor, kind, import_id, reason
                      from styrkort.revision
                     where revision = ?
                    """)) {
                select.setLong(1, revision);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(read(row)) : Optional.empty();
                }
            }
        });
    }

    /** Those after one and up to another that changed something else than figures, the newest first. */
    public List<Revision> between(long after, long upTo, int limit) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select revision, committed_at, actor, kind, import_id, reason
                      from styrkort.revision
                     where revision > ? and revision <= ? and kind <> 'import'
                     order by revision desc
                     limit ?
                    """)) {
                select.setLong(1, after);
                select.setLong(2, upTo);
                select.setInt(3, limit);
                List<Revision> revisions = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        revisions.add(read(row));
                    }
                }
                return revisions;
            }
        });
    }

    private static Revision read(ResultSet row) throws SQLException {
        return new Revision(
                row.getLong("revision"),
                row.getObject("committed_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("kind"),
                row.getObject("import_id", Long.class),
                row.getString("reason"));
    }

    private static long last(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(revision), 0) from styrkort.revision")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long lastBy(Connection connection, Instant asOf) throws SQLException {
        Instant bounded = asOf.isBefore(EARLIEST) ? EARLIEST : asOf.isAfter(LATEST) ? LATEST : asOf;
        try (PreparedStatement select = connection.prepareStatement("""
                select revision
                  from styrkort.revision
                 where committed_at <= ?
                 order by committed_at desc
                 limit 1
                """)) {
            // downwards: the driver would round half a microsecond up, to a revision of after the instant
            Instant micros = bounded.truncatedTo(ChronoUnit.MICROS);
            select.setObject(1, OffsetDateTime.ofInstant(micros, ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static void advisory(Connection connection, String function, long key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select " + function + "(?)")) {
            lock.setLong(1, key);
            lock.execute();
        }
    }

    /** Outside a transaction a lock would be released at once; in a snapshot, what it waited for would not be seen. */
    private static void requireReadCommitted(Connection connection) throws SQLException {
        if (connection.getAutoCommit()
                || connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            throw new IllegalStateException("revisions are ordered and asked for in a read committed transaction");
        }
    }
}
