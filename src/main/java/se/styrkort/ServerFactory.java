package se.styrkort;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.store.CannotStartException;
import se.styrkort.store.DataDirectory;
import se.styrkort.store.Database;
import se.styrkort.store.EmbeddedDatabase;
import se.styrkort.store.EmbeddedDatabaseFactory;
import se.styrkort.store.ReaderRoleFactory;
import se.styrkort.store.SchemaFactory;
import se.styrkort.store.SecretsConfiguration;
import se.styrkort.store.StoreConfiguration;
import se.styrkort.web.Readiness;

/** Starts the whole program: the data directory's lock, the database, its schema, the server; and stops it in reverse. */
final class ServerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ServerFactory.class);

    private ServerFactory() {}

    /** The running program. It answers, but 503 on {@code /health} until {@link #ready}. */
    static final class Server implements AutoCloseable {
        private final Deque<Runnable> parts = new ArrayDeque<>();
        private @Nullable ApplicationContext context;
        private int port;

        /** A part of it, to work with before it is ready. */
        <T> T bean(Class<T> type) {
            return running().getBean(type);
        }

        /** Declares that all is in place, and says where. */
        void ready() {
            bean(Readiness.class).ready();
            System.out.println("Styrkort answers on http://localhost:" + port);
        }

        private ApplicationContext running() {
            if (context == null) {
                throw new IllegalStateException("the server has not started");
            }
            return context;
        }

        /** The last part first: requests end and the pool closes before the database does, the lock goes last. */
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

    static Server start(ServerOptions options) throws CannotStartException {
        Server server = new Server();
        try {
            ApplicationContext context = ApplicationContext.builder()
                    .mainClass(Application.class)
                    .deduceEnvironment(false)
                    .banner(false)
                    .properties(options.properties())
                    .build();
            // settings first, alone: the database must run before the context makes its pool
            Environment settings = context.getEnvironment();
            settings.start();
            settings.addPropertySource(PropertySource.of("secrets", SecretsConfiguration.fromFiles(settings)));
            StoreConfiguration store = StoreConfiguration.from(settings);
            int port = port(settings);
            requireFree(port);
            DataDirectory directory = DataDirectory.own(store.dataDir());
            server.parts.push(directory::close);
            Database database = store.external().orElse(null);
            if (database == null) {
                EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(directory);
                server.parts.push(embedded::close);
                database = embedded.database();
            }
            if (store.readerPassword().isPresent()) {
                ReaderRoleFactory.make(database, store.readerPassword().get());
            }
            SchemaFactory.migrate(database);
            settings.addPropertySource(PropertySource.of("database", database.properties()));
            settings.addPropertySource(
                    PropertySource.of("port", Map.of("micronaut.server.port", port == 0 ? -1 : port)));
            server.parts.push(context::close);
            server.context = context;
            context.start();
            server.port = context.getBean(EmbeddedServer.class).start().getPort();
            return server;
        } catch (CannotStartException e) {
            server.close();
            throw e;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static int port(Environment settings) throws CannotStartException {
        String port =
                settings.getProperty("micronaut.server.port", String.class).orElse("8080");
        if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535) {
            return Integer.parseInt(port);
        }
        throw new CannotStartException(
                "the port (--port or STYRKORT_PORT) is a number from 0 to 65535, not '" + port + "'");
    }

    /** Before anything is started for it: a database that starts only to be stopped again takes seconds. */
    private static void requireFree(int port) throws CannotStartException {
        try (ServerSocket socket = new ServerSocket(port)) {
            LOG.debug("port {} is free", socket.getLocalPort());
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot answer on port " + port + " (" + e.getMessage()
                            + "): choose another with --port or STYRKORT_PORT",
                    e);
        }
    }
}
