package se.styrkort.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role that Grafana, and others who read the database from outside, log in with. What it may do is granted after the
 * migrations ({@code afterMigrate.sql}): select from the views of the schema {@code published}, briefly, and nothing else.
 */
public final class ReaderRoleFactory {
    public static final String ROLE = "styrkort_reader";

    private static final Logger LOG = LoggerFactory.getLogger(ReaderRoleFactory.class);
    private static final int SHORTEST_PASSWORD = 16;
    private static final long LOCK = 0x5374_7972_6b6f_0009L;

    private ReaderRoleFactory() {}

    /**
     * Makes the role where it is missing and gives it this password. A role of the program that may not make roles leaves
     * that to a person, and says how.
     */
    public static void make(Database database, String password) throws CannotStartException {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new CannotStartException("STYRKORT_READER_PASSWORD must have at least " + SHORTEST_PASSWORD
                    + " characters, it has " + password.length());
        }
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            connection.setAutoCommit(false);
            create(connection);
            // hashed on this side: the password is in no statement, and so in no log of the database
            connection.unwrap(PGConnection.class).alterUserPassword(ROLE, password.toCharArray(), "scram-sha-256");
            connection.commit();
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw new CannotStartException("the role " + ROLE + " cannot be made: " + e.getMessage(), e);
            }
            LOG.warn(
                    "{} is not made by this program, which may not make roles in {}: let an administrator run"
                            + " \"create role {} login password '…'\", and restart",
                    ROLE,
                    database,
                    ROLE);
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("select from pg_roles where rolname = '" + ROLE + "'")) {
            if (!there.next()) {
                // as many as Grafana's data source may open, and a person's; the program's own must not be taken
                statement.execute("create role " + ROLE + " login connection limit 20");
            }
        }
    }
}
