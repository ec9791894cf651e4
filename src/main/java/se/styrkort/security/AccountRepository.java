package se.styrkort.security;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Table {@code styrkort.account}. */
@Singleton
final class AccountRepository {
    private final DataSource database;

    AccountRepository(DataSource database) {
        this.database = DelegatingDataSource.unwrapDataSource(database);
    }

    boolean exist() {
        return firstText("""
                select 'yes' from styrkort.account limit 1
                """).isPresent();
    }

    Optional<String> passwordHash(String username) {
        return firstText("""
                select password_hash from styrkort.account where username = ?
                """, username);
    }

    /** False when some account existed, also one that another program made at the same moment. */
    boolean insertFirst(String username, String passwordHash) {
        return update("""
                insert into styrkort.account (username, password_hash)
                select ?, ? where not exists (select from styrkort.account)
                on conflict do nothing
                """, username, passwordHash) == 1;
    }

    /** False when there is no such account. */
    boolean updatePasswordHash(String username, String passwordHash) {
        return update("""
                update styrkort.account set password_hash = ? where username = ?
                """, passwordHash, username) == 1;
    }

    private Optional<String> firstText(String sql, String... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("Accounts cannot be read", e);
        }
    }

    private int update(String sql, String... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            int changed = statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return changed;
        } catch (SQLException e) {
            throw new IllegalStateException("Accounts cannot be written", e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, String... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
