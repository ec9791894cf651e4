package se.styrkort.security;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** Table {@code styrkort.token}. */
@Singleton
final class TokenRepository {
    private final TransactionFactory transactions;

    TokenRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    long insert(String username, String name, byte[] hash, Set<Permission> permissions, Instant now, Instant expires) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into styrkort.token (username, name, hash, permissions, created_at, expires_at)
                    values (?, ?, ?, ?, ?, ?) returning token_id
                    """)) {
                insert.setString(1, username);
                insert.setString(2, name);
                insert.setBytes(3, hash);
                insert.setArray(
                        4,
                        connection.createArrayOf(
                                "text",
                                permissions.stream()
                                        .map(Permission::code)
                                        .sorted()
                                        .toArray()));
                insert.setObject(5, now.atOffset(ZoneOffset.UTC));
                insert.setObject(6, expires.atOffset(ZoneOffset.UTC));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** Whoever holds the token with this hash, if it is in force now; notes that it was used. */
    Optional<Actor> use(byte[] hash) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select token_id, username, permissions,
                           last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute' as note
                    from styrkort.token
                    where hash = ? and revoked_at is null and expires_at > clock_timestamp()
                    """)) {
                query.setBytes(1, hash);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    long id = row.getLong("token_id");
                    if (row.getBoolean("note")) {
                        noteUse(connection, id);
                    }
                    Set<Permission> permissions = permissions(row);
                    return AccountRepository.find(connection, row.getString("username"))
                            .filter(account -> !account.disabled())
                            .map(account -> new Actor(account.username(), account.grants(), permissions, id));
                }
            }
        });
    }

    private static void noteUse(Connection connection, long id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update styrkort.token set last_used_at = clock_timestamp() where token_id = ?")) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }

    /** The tokens of one account, or of all; the newest first. */
    List<Token> list(@Nullable String username) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select token_id, username, name, permissions, created_at, expires_at, last_used_at, revoked_at
                    from styrkort.token where ?::text is null or username = ? order by token_id desc
                    """)) {
                query.setString(1, username);
                query.setString(2, username);
                List<Token> tokens = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        tokens.add(new Token(
                                row.getLong("token_id"),
                                row.getString("username"),
                                row.getString("name"),
                                permissions(row),
                                instant(row, "created_at"),
                                instant(row, "expires_at"),
                                moment(row, "last_used_at"),
                                moment(row, "revoked_at")));
                    }
                }
                return tokens;
            }
        });
    }

    /** From now on the token opens nothing. False when there is no such token in force. */
    boolean revoke(long id) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update styrkort.token set revoked_at = clock_timestamp() where token_id = ? and revoked_at is null
                    """)) {
                update.setLong(1, id);
                return update.executeUpdate() == 1;
            }
        });
    }

    /** All tokens of an account open nothing from now on. */
    void revokeAll(String username) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update styrkort.token set revoked_at = clock_timestamp() where username = ? and revoked_at is null
                    """)) {
                update.setString(1, username);
                return update.executeUpdate();
            }
        });
    }

    private static Set<Permission> permissions(ResultSet row) throws SQLException {
        EnumSet<Permission> permissions = EnumSet.of(Permission.ENTER);
        for (String code : (String[]) row.getArray("permissions").getArray()) {
            Permission.of(code).ifPresent(permissions::add);
        }
        return permissions;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
