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
    private static final String NOT_ALLOWED = "42501";
    private static final String MAY_NOT_MAKE =
            "{} is not made by this program, whose role may not make roles in {}: let an administrator do what the README"
                    + " says of readers of the database, and restart";
    private static final String MAY_NOT_CHANGE =
            "{} keeps the password that it has: it was made by somebody else, and this program's role may not change it in"
                    + " {}. If it is not the one in STYRKORT_READER_PASSWORD, let an administrator set it";

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
            lock(connection);
            boolean there = isThere(connection);
            try {
                if (!there) {
                    create(connection);
                }
                // hashed on this side: the password is in no statement, and so in no log of the database
                connection.unwrap(PGConnection.class).alterUserPassword(ROLE, password.toCharArray(), "scram-sha-256");
                connection.commit();
            } catch (SQLException e) {
                if (!NOT_ALLOWED.equals(e.getSQLState())) {
                    throw e;
                }
                LOG.warn(there ? MAY_NOT_CHANGE : MAY_NOT_MAKE, ROLE, database);
            }
        } catch (SQLException e) {
            throw new CannotStartException("the role " + ROLE + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("select from pg_roles where rolname = '" + ROLE + "'")) {
            return there.next();
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // as many as Grafana's data source may open, and a person's; the program's own must not be taken
            statement.execute("create role " + ROLE + " login connection limit 20");
        }
    }
}
