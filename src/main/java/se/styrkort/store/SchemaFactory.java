package se.styrkort.store;

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

    private SchemaFactory() {}

    public static void migrate(Database database) throws CannotStartException {
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
}
