package se.styrkort;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.store.CannotStartException;
import se.styrkort.store.Database;
import se.styrkort.store.LocalDoor;
import se.styrkort.store.ReaderRoleFactory;
import se.styrkort.store.SchemaFactory;
import se.styrkort.store.StoreConfiguration;
import se.styrkort.web.Readiness;

/** Starts the whole program: the data directory's lock, the database, its schema, the server; and stops it in reverse. */
final class ServerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ServerFactory.class);

    private ServerFactory() {}

    /** The running program. It answers, but 503 on {@code /health} until {@link #ready}. */
    static final class Server implements AutoCloseable {
        private final StoreFactory.Parts parts = new StoreFactory.Parts();
        private final String localToken = LocalDoor.newToken();
        private StoreFactory.@Nullable Store store;
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

        private void openDoor() throws CannotStartException {
            if (store != null) {
                store.directory().open(address(), localToken);
            }
        }

        private ApplicationContext running() {
            if (context == null) {
                throw new IllegalStateException("the server has not started");
            }
            return context;
        }

        /** Where it answers on this machine. */
        URI address() {
            return URI.create("http://127.0.0.1:" + port);
        }

        /** What opens it to commands on this machine. */
        String localToken() {
            return localToken;
        }

        /** The last part first: requests end and the pool closes before the database does, the lock goes last. */
        @Override
        public void close() {
            parts.close();
        }
    }

    /** Serves people, programs and the commands of this machine. */
    static Server start(ServerOptions options) throws CannotStartException {
        Server server = start(options.properties(), true);
        try {
            server.openDoor();
            return server;
        } catch (CannotStartException e) {
            server.close();
            throw e;
        }
    }

    /** Serves one command, which knows of it from this, on a free port of the machine itself. */
    static Server startForCommand(StoreOptions options) throws CannotStartException {
        Map<String, Object> properties = options.properties();
        properties.put("micronaut.server.port", 0);
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("styrkort.collector.look-ms", 0); // what is due is the service's to fetch
        return start(properties, false);
    }

    /** @param forward whether a database of an earlier version, which others may be working on, is brought forward */
    private static Server start(Map<String, Object> properties, boolean forward) throws CannotStartException {
        Server server = new Server();
        try {
            ApplicationContext context = StoreFactory.context(properties);
            Environment settings = context.getEnvironment();
            StoreConfiguration configuration = StoreConfiguration.from(settings);
            int port = port(settings);
            requireFree(port);
            StoreFactory.Store store = StoreFactory.open(configuration);
            server.store = store;
            server.parts.add(store::close);
            Database database = store.database();
            boolean others = configuration.external().isPresent();
            if (others && !forward) {
                SchemaFactory.require(database);
            }
            if (configuration.readerPassword().isPresent()) {
                ReaderRoleFactory.make(database, configuration.readerPassword().get());
            }
            if (forward || !others) {
                SchemaFactory.migrate(database);
            }
            settings.addPropertySource(PropertySource.of("database", database.properties()));
            settings.addPropertySource(PropertySource.of(
                    "start",
                    Map.of(
                            "micronaut.server.port",
                            port == 0 ? -1 : port,
                            "styrkort.security.local-token",
                            server.localToken)));
            server.parts.add(context::close);
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
