package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings as {@code application.yml} has them, read before there is a context. */
class StoreConfigurationTest {
    private static Environment settings(Map<String, Object> given) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentVariableIncludes("NONE")
                .properties(given)
                .build()
                .getEnvironment()
                .start();
    }

    @Test
    void defaults() throws CannotStartException {
        try (Environment settings = settings(Map.of())) {
            assertEquals(
                    new StoreConfiguration(Path.of("./data"), Optional.empty(), Optional.empty()),
                    StoreConfiguration.from(settings));
            assertEquals(Optional.of(8080), settings.getProperty("micronaut.server.port", Integer.class));
            assertEquals(Optional.of(10), settings.getProperty("datasources.default.maximum-pool-size", Integer.class));
            assertEquals(
                    Optional.of(10_000), settings.getProperty("datasources.default.connection-timeout", Integer.class));
        }
    }

    @Test
    void anExternalDatabase() throws CannotStartException {
        Map<String, Object> given = Map.of(
                "STYRKORT_DATA_DIR", "/srv/styrkort",
                "STYRKORT_DB_URL", "jdbc:postgresql://db/figures",
                "STYRKORT_DB_USER", "styrkort",
                "STYRKORT_DB_PASSWORD", "secret");
        try (Environment settings = settings(given)) {
            assertEquals(
                    new StoreConfiguration(
                            Path.of("/srv/styrkort"),
                            Optional.of(new Database("jdbc:postgresql://db/figures", "styrkort", "secret")),
                            Optional.empty()),
                    StoreConfiguration.from(settings));
        }
    }

    @Test
    void theReadersPasswordIsNotPrinted() throws CannotStartException {
        try (Environment settings = settings(Map.of("STYRKORT_READER_PASSWORD", "sixteen characters"))) {
            StoreConfiguration store = StoreConfiguration.from(settings);
            assertEquals(Optional.of("sixteen characters"), store.readerPassword());
            assertFalse(store.toString().contains("sixteen"), store.toString());
        }
    }

    @Test
    void anotherKindOfDatabaseIsRefused() {
        try (Environment settings = settings(Map.of("STYRKORT_DB_URL", "jdbc:mysql://db/figures"))) {
            assertThrows(CannotStartException.class, () -> StoreConfiguration.from(settings));
        }
    }
}
