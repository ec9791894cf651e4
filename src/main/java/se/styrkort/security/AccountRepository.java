package se.styrkort.security;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** Tables {@code styrkort.account} and {@code styrkort.account_grant}. */
@Singleton
final class AccountRepository {
    private static final String SELECT = """
            select username, password_hash, sessions_from, disabled_at, identity from styrkort.account
            """;

    private final TransactionFactory transactions;

    AccountRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    List<Account> list() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement(SELECT + "order by username")) {
                return accounts(connection, query);
            }
        });
    }

    boolean exist() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select 1 from styrkort.account limit 1");
                    ResultSet row = query.executeQuery()) {
                return row.next();
            }
        });
    }

    Optional<Account> find(String username) {
        return findBy("username", username);
    }

    Optional<Account> findByIdentity(String identity) {
        return findBy("identity", identity);
    }

    private Optional<Account> findBy(String column, String key) {
        return transactions.inSnapshot(connection -> find(connection, column, key));
    }

    private static Optional<Account> find(Connection connection, String column, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + "where " + column + " = ?")) {
            query.setString(1, key);
            return accounts(connection, query).stream().findFirst();
        }
    }

    static Optional<Account> find(Connection connection, String username) throws SQLException {
        return find(connection, "username", username);
    }

    private static List<Account> accounts(Connection connection, PreparedStatement query) throws SQLException {
        record Row(
                String username,
                @Nullable String hash,
                Instant from,
                boolean disabled,
                @Nullable String identity) {}
        List<Row> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Row(
                        row.getString("username"),
                        row.getString("password_hash"),
                        row.getObject("sessions_from", OffsetDateTime.class).toInstant(),
                        row.getObject("disabled_at") != null,
                        row.getString("identity")));
            }
        }
        Map<String, List<Grant>> grants =
                grants(connection, found.stream().map(Row::username).toList());
        return found.stream()
                .map(row -> new Account(
                        row.username(),
                        row.hash(),
                        row.from(),
                        row.disabled(),
                        row.identity(),
                        grants.getOrDefault(row.username(), List.of())))
                .toList();
    }

    private static Map<String, List<Grant>> grants(Connection connection, List<String> usernames) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select username, role, organisations, objects from styrkort.account_grant
                where username = any (?) order by grant_id
                """)) {
            query.setArray(1, connection.createArrayOf("text", usernames.toArray()));
            Map<String, List<Grant>> grants = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    grants.computeIfAbsent(row.getString("username"), key -> new ArrayList<>())
                            .add(new Grant(
                                    Role.of(row.getString("role")).orElseThrow(),
                                    codes(row.getArray("organisations")),
                                    codes(row.getArray("objects"))));
                }
            }
            return grants;
        }
    }

    private static Set<String> codes(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }

    /** False when the name is taken, or {@code onlyFirst} and some account exists, also one made at the same moment. */
    boolean insert(String username, @Nullable String passwordHash, List<Grant> grants, boolean onlyFirst) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into styrkort.account (username, password_hash)
                    select ?, ? where not ? or not exists (select from styrkort.account)
                    on conflict do nothing
                    """)) {
                insert.setString(1, username);
                insert.setString(2, passwordHash);
                insert.setBoolean(3, onlyFirst);
                if (insert.executeUpdate() == 0) {
                    return false;
                }
            }
            insertGrants(connection, username, grants);
            return true;
        });
    }

    /** Changes what the account may do, from its next request; false when nobody would govern any more. */
    boolean changeGrants(String username, UnaryOperator<List<Grant>> change) {
        return transactions.inTransaction(connection -> {
            boolean governed = lockAndAsk(connection);
            List<Grant> grants =
                    change.apply(grants(connection, List.of(username)).getOrDefault(username, List.of()));
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from styrkort.account_grant where username = ?")) {
                delete.setString(1, username);
                delete.executeUpdate();
            }
            insertGrants(connection, username, grants);
            return keptUnlessLost(connection, governed);
        });
    }

    private static void insertGrants(Connection connection, String username, List<Grant> grants) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.account_grant (username, role, organisations, objects) values (?, ?, ?, ?)
                """)) {
            for (Grant grant : grants) {
                insert.setString(1, username);
                insert.setString(2, grant.role().code());
                insert.setArray(
                        3,
                        connection.createArrayOf("text", grant.organisations().toArray()));
                insert.setArray(
                        4, connection.createArrayOf("text", grant.objects().toArray()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Sessions that are open end with it, and the account is tied to no identity. False when there is no such account.
     *
     * @param passwordHash null: only the common login opens the account
     */
    boolean updatePasswordHash(String username, @Nullable String passwordHash) {
        return update("password_hash = ?, identity = null, sessions_from = clock_timestamp()", username, passwordHash);
    }

    /** Sessions that are open end with it. False when there is no such account or nobody would govern any more. */
    boolean disable(String username, boolean disabled) {
        return transactions.inTransaction(connection -> {
            boolean governed = lockAndAsk(connection);
            try (PreparedStatement update = connection.prepareStatement("""
                    update styrkort.account set disabled_at = case when ? then clock_timestamp() end,
                        sessions_from = clock_timestamp() where username = ?
                    """)) {
                update.setBoolean(1, disabled);
                update.setString(2, username);
                return update.executeUpdate() == 1 && keptUnlessLost(connection, governed);
            }
        });
    }

    /** Two changes at once could each think that the other's account still governs. */
    private static boolean lockAndAsk(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("lock table styrkort.account_grant in share row exclusive mode")) {
            lock.execute();
        }
        return isGoverned(connection);
    }

    private static boolean keptUnlessLost(Connection connection, boolean governed) throws SQLException {
        boolean kept = !governed || isGoverned(connection);
        if (!kept) {
            connection.rollback();
        }
        return kept;
    }

    /** Whether somebody may make accounts: a steward of everything who is let in. */
    private static boolean isGoverned(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select exists (select from styrkort.account_grant g join styrkort.account a using (username)
                            where g.role = 'steward' and g.organisations = '{}' and g.objects = '{}'
                              and a.disabled_at is null)
                        """);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Binds the account to an identity of the common login, unless it is bound to one or has a password. */
    boolean bind(String username, String identity) {
        return update("identity = case when password_hash is null then coalesce(identity, ?) end", username, identity);
    }

    private boolean update(String assignment, String username, @Nullable String parameter) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update styrkort.account set " + assignment + " where username = ?")) {
                update.setString(1, parameter);
                update.setString(2, username);
                return update.executeUpdate() == 1;
            }
        });
    }
}
