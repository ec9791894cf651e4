package se.styrkort.store;

import io.micronaut.core.value.PropertyResolver;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the record is kept.
 *
 * @param dataDir holds the embedded database and the inbox; relative to where the program was started
 * @param external the database to use instead of the embedded one
 * @param readerPassword of the role that Grafana reads with; without one the program makes no such role
 */
public record StoreConfiguration(Path dataDir, Optional<Database> external, Optional<String> readerPassword) {

    public static StoreConfiguration from(PropertyResolver settings) throws CannotStartException {
        String url = text(settings, "styrkort.db.url");
        try {
            Optional<Database> external = url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Database(
                            url, text(settings, "styrkort.db.user"), text(settings, "styrkort.db.password")));
            return new StoreConfiguration(
                    Path.of(text(settings, "styrkort.data-dir")),
                    external,
                    Optional.of(text(settings, "styrkort.db.reader-password")).filter(password -> !password.isEmpty()));
        } catch (InvalidPathException e) {
            throw new CannotStartException("the data directory (--data-dir or STYRKORT_DATA_DIR) is no path", e);
        } catch (IllegalArgumentException e) {
            throw new CannotStartException("STYRKORT_DB_URL is not a url of PostgreSQL: " + e.getMessage(), e);
        }
    }

    /** A configuration is printed in logs; a password is not. */
    @Override
    public String toString() {
        return "StoreConfiguration[dataDir=" + dataDir + ", external=" + external + "]";
    }

    private static String text(PropertyResolver settings, String key) {
        return settings.getProperty(key, String.class).orElse("");
    }
}
