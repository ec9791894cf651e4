package se.styrkort;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.store.CannotStartException;
import se.styrkort.store.DataDirectory;
import se.styrkort.store.Database;
import se.styrkort.store.EmbeddedDatabase;
import se.styrkort.store.EmbeddedDatabaseFactory;
import se.styrkort.store.SecretsConfiguration;
import se.styrkort.store.StoreConfiguration;

/** Opens what a program works on: the settings, the data directory's lock, the database; and closes it in reverse. */
final class StoreFactory {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFactory.class);

    private StoreFactory() {}

    /** Parts that are stopped in the reverse order of their starts, each whatever became of the others. */
    static final class Parts implements AutoCloseable {
        private final Deque<Runnable> parts = new ArrayDeque<>();

        void add(Runnable stop) {
            parts.push(stop);
        }

        @Override
        public void close() {
            while (!parts.isEmpty()) {
                Runnable part = parts.pop();
                try {
                    part.run();
                } catch (RuntimeException e) {
                    LOG.error("a part of the program did not stop; the others are stopped all the same", e);
                }
            }
        }
    }

    /** A database that is this process's to work on, its schema as it was found. */
    static final class Store implements AutoCloseable {
        private final Parts parts = new Parts();
        private final DataDirectory directory;
        private final Database database;

        private Store(StoreConfiguration configuration) throws CannotStartException {
            directory = DataDirectory.own(configuration.dataDir());
            parts.add(directory::close);
            Database external = configuration.external().orElse(null);
            try {
                database = external == null ? embedded() : external;
            } catch (CannotStartException e) {
                parts.close();
                throw e;
            }
        }

        private Database embedded() throws CannotStartException {
            EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(directory);
            parts.add(embedded::close);
            return embedded.database();
        }

        DataDirectory directory() {
            return directory;
        }

        Database database() {
            return database;
        }

        Connection connect() throws SQLException {
            return DriverManager.getConnection(database.url(), database.user(), database.password());
        }

        @Override
        public void close() {
            parts.close();
        }
    }

    /** A context with its settings read and nothing started. */
    static ApplicationContext context(Map<String, Object> properties) throws CannotStartException {
        ApplicationContext context = ApplicationContext.builder()
                .mainClass(Application.class)
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties)
                .build();
        // settings first, alone: the database must run before the context makes its pool
        Environment settings = context.getEnvironment();
        settings.start();
        settings.addPropertySource(PropertySource.of("secrets", SecretsConfiguration.fromFiles(settings)));
        return context;
    }

    /** What the settings say of the store, where no server is started. */
    static StoreConfiguration configuration(StoreOptions options) throws CannotStartException {
        try (ApplicationContext context = context(options.properties())) {
            return StoreConfiguration.from(context.getEnvironment());
        }
    }

    static Store open(StoreConfiguration configuration) throws CannotStartException {
        return new Store(configuration);
    }
}
