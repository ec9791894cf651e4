package se.styrkort.security;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import se.styrkort.store.TransactionFactory;

/**
 * Table {@code styrkort.login_failure}: locks a name after {@value #LIMIT} failures in a row, wherever they come from and
 * whether there is such an account or not, for {@link #LOCK}. In the database, so that neither a restart nor a second
 * instance is a way round it.
 */
@Singleton
final class LoginFailureRepository {
    static final int LIMIT = 10;
    static final Duration LOCK = Duration.ofMinutes(15);

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final TransactionFactory transactions;

    LoginFailureRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /**
     * Counts an attempt before it is judged, so that many at once are no way round the limit.
     *
     * @return how long the name is locked; zero when the attempt may be judged
     */
    Duration begin(String username) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement forget = connection.prepareStatement(
                    "delete from styrkort.login_failure where last_at < now() - ?::interval")) {
                forget.setString(1, REMEMBERED.toString());
                forget.executeUpdate();
            }
            try (PreparedStatement count = connection.prepareStatement("""
                    insert into styrkort.login_failure as f (username, failures, last_at) values (?, 1, now())
                    on conflict (username) do update set
                        failures = case when f.locked_until <= now() or f.last_at < now() - ?::interval then 1
                                        else f.failures + 1 end,
                        locked_until = case when f.locked_until > now() then f.locked_until end,
                        last_at = now()
                    returning failures, ceil(extract(epoch from locked_until - now()))::bigint as wait
                    """)) {
                count.setString(1, username);
                count.setString(2, LOCK.toString());
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    long wait = row.getLong("wait");
                    boolean locked = !row.wasNull();
                    return locked
                            ? Duration.ofSeconds(Math.max(1, wait))
                            : row.getInt("failures") > LIMIT ? LOCK : Duration.ZERO;
                }
            }
        });
    }

    /** Locks the name if the attempt just judged wrong was the last one allowed; says whether it did. */
    boolean failed(String username) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement lock = connection.prepareStatement("""
                    update styrkort.login_failure set locked_until = now() + ?::interval
                    where username = ? and failures >= ? and locked_until is null
                    """)) {
                lock.setString(1, LOCK.toString());
                lock.setString(2, username);
                lock.setInt(3, LIMIT);
                return lock.executeUpdate() == 1;
            }
        });
    }

    /** Forgets the failures: the right password was given, or a steward unlocks the account. */
    void forget(String username) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from styrkort.login_failure where username = ?")) {
                delete.setString(1, username);
                return delete.executeUpdate();
            }
        });
    }
}
