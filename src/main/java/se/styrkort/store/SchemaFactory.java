package se.styrkort.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema of a database to the version of this program: runs the migrations that it has not seen, in order.
 * Two instances that start at once on one database wait for each other.
 */
public final class SchemaFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaFactory.class);

    /** The oldest version that the SQL of this program is tested on. */
    private static final int OLDEST = 15;

    private SchemaFactory() {}

    public static void migrate(Database database) throws CannotStartException {
        check(database);
        try {
            configured()
                    .dataSource(database.url(), database.user(), database.password())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            LOG.debug("migration", e);
            throw new CannotStartException("the schema of " + database + " cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the schema where there is none, and changes none that there is: others may be working on it.
     *
     * @throws CannotStartException when it is of an earlier version
     */
    public static void require(Database database) throws CannotStartException {
        check(database);
        @Nullable String found;
        String newest;
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            connection.setAutoCommit(false);
            found = version(connection);
            newest = newest(connection);
        } catch (SQLException e) {
            throw new CannotStartException("the schema of " + database + " cannot be read: " + e.getMessage(), e);
        }
        if (found == null) {
            migrate(database);
        } else if (isNewer(newest, found)) {
            throw new CannotStartException(
                    "the schema of " + database + " is " + found + " and this program's " + newest
                            + ": stop the service of that version, make a backup, and bring it forward with migrate or serve");
        }
    }

    private static FluentConfiguration configured() {
        return Flyway.configure()
                .schemas("styrkort")
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true);
    }

    /** The same within the connection's transaction: what was made is there when the caller commits, or not at all. */
    public static void migrate(Connection connection) throws SQLException {
        migrate(connection, configured());
    }

    /**
     * Makes the schema as it was at an earlier version, within the connection's transaction. The published views, which
     * are of this version, are not there until it is brought forward.
     *
     * @param version of a migration: {@code 014}
     */
    public static void migrate(Connection connection, String version) throws SQLException {
        migrate(
                connection,
                configured()
                        .target(version)
                        .validateMigrationNaming(false) // the views go by a name that is now none
                        .repeatableSqlMigrationPrefix("none")
                        .skipDefaultCallbacks(true));
    }

    private static void migrate(Connection connection, FluentConfiguration configuration) throws SQLException {
        try {
            configuration
                    .dataSource(new OneTransactionFactory(connection).source())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SQLException("the schema cannot be made: " + e.getMessage(), e);
        }
    }

    /** The version of a database that has the schema: its newest migration; null where it has none. */
    public static @Nullable String version(Connection connection) throws SQLException {
        return newest(connection, info -> info.getState().isApplied());
    }

    /** The version that this program brings a database to. */
    public static String newest(Connection connection) throws SQLException {
        return Objects.requireNonNull(newest(connection, info -> info.getState().isResolved()));
    }

    private static @Nullable String newest(Connection connection, Predicate<MigrationInfo> wanted) throws SQLException {
        try {
            return Arrays.stream(configured()
                            .dataSource(new OneTransactionFactory(connection).source())
                            .load()
                            .info()
                            .all())
                    .filter(info -> info.getVersion() != null && wanted.test(info))
                    .map(MigrationInfo::getVersion)
                    .max(Comparator.naturalOrder())
                    .map(MigrationVersion::getVersion)
                    .orElse(null);
        } catch (FlywayException e) {
            throw new SQLException("the version of the schema cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the first version comes after the second. */
    public static boolean isNewer(String version, String than) {
        return MigrationVersion.fromVersion(version).isNewerThan(than);
    }

    /** Says in one line what is wrong with a database that cannot be used, before the tools say it in twenty. */
    private static void check(Database database) throws CannotStartException {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new CannotStartException(
                        "PostgreSQL " + OLDEST + " or newer is needed; " + database + " is " + version);
            }
        } catch (SQLException e) {
            throw new CannotStartException(
                    "the database " + database + " cannot be used: " + e.getMessage()
                            + " (STYRKORT_DB_URL, STYRKORT_DB_USER, STYRKORT_DB_PASSWORD)",
                    e);
        }
    }
}
