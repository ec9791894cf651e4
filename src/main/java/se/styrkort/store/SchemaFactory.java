package se.styrkort.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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
            Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .schemas("styrkort")
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            LOG.debug("migration", e);
            throw new CannotStartException("the schema of " + database + " cannot be made: " + e.getMessage(), e);
        }
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
