package se.styrkort.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own for a test class, migrated and empty, dropped when closed:
 *
 * <pre>{@code
 * @AutoClose
 * static final TestDatabase DATABASE = TestDatabase.create();
 *
 * ObservationRepository observations = new ObservationRepository(DATABASE.transactions());
 *
 * @AutoClose
 * static final EmbeddedServer SERVER = ApplicationContext.run(EmbeddedServer.class, DATABASE.properties());
 * }</pre>
 *
 * All are copies of one template on one embedded server per JVM, which runs without durability; or on the server that
 * {@code STYRKORT_TEST_DB_URL} names ({@code STYRKORT_TEST_DB_USER}, {@code STYRKORT_TEST_DB_PASSWORD}), whose role
 * must be allowed to create databases.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PREFIX =
            "styrkort_test_" + ProcessHandle.current().pid() + "_";
    private static final Duration COPY_LIMIT = Duration.ofSeconds(60);

    /** SQLSTATE {@code object_in_use}. */
    private static final String IN_USE = "55006";

    private static @Nullable Server server;

    private final Server on;
    private final String name;
    private final Database database;

    private TestDatabase(Server on, String name) {
        this.on = on;
        this.name = name;
        this.database = on.database(name);
    }

    /** A copy of the migrated template: about 50 ms. */
    public static TestDatabase create() {
        Server server = server();
        String name = PREFIX + COUNT.incrementAndGet();
        server.copyTemplate(name);
        return new TestDatabase(server, name);
    }

    /** An empty database, without any schema. */
    public static TestDatabase createEmpty() {
        Server server = server();
        String name = PREFIX + COUNT.incrementAndGet();
        server.execute("create database " + name);
        return new TestDatabase(server, name);
    }

    public Database database() {
        return database;
    }

    public String url() {
        return database.url();
    }

    public String user() {
        return database.user();
    }

    public String password() {
        return database.password();
    }

    /** Settings for a server on this database, on a free port. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put("micronaut.server.port", -1);
        return properties;
    }

    public TransactionFactory transactions() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return new TransactionFactory(source);
    }

    /** A connection in auto-commit, for a test to look behind the repositories. The caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** Drops the database, even if connections are open. */
    @Override
    public void close() {
        on.execute("drop database if exists " + name + " with (force)");
    }

    private static synchronized Server server() {
        if (server == null) {
            server = Server.start();
        }
        return server;
    }

    /** The server that all of them are on, and the template that they are copied from. */
    private static final class Server {
        final Database admin;
        final String template = PREFIX + "template";

        private Server(Database admin) {
            this.admin = admin;
            execute("drop database if exists " + template + " with (force)");
            execute("create database " + template);
            try {
                SchemaFactory.migrate(database(template));
            } catch (CannotStartException e) {
                throw new AssertionError(e.getMessage(), e);
            }
            // TimescaleDB's workers enter every database that has it, and one that is entered cannot be copied
            execute("alter database " + template + " allow_connections false");
            execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '" + template + "'");
        }

        /** A worker that was about to enter may still be on its way out. */
        void copyTemplate(String name) {
            Instant until = Instant.now().plus(COPY_LIMIT);
            while (true) {
                try {
                    run("create database " + name + " template " + template);
                    return;
                } catch (SQLException e) {
                    if (!IN_USE.equals(e.getSQLState()) || Instant.now().isAfter(until)) {
                        throw new AssertionError("cannot copy " + template, e);
                    }
                }
            }
        }

        static Server start() {
            String url = System.getenv("STYRKORT_TEST_DB_URL");
            if (url != null && !url.isEmpty()) {
                Server external = new Server(new Database(
                        url,
                        System.getenv().getOrDefault("STYRKORT_TEST_DB_USER", ""),
                        System.getenv().getOrDefault("STYRKORT_TEST_DB_PASSWORD", "")));
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(() -> external.execute("drop database if exists " + external.template)));
                return external;
            }
            Path target = Path.of("target").toAbsolutePath();
            removeLeftBehind(target);
            Path binaries = target.resolve("test-postgres-bin");
            System.setProperty("ot.epg.working-dir", binaries.toString());
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setDataDirectory(target.resolve(
                                "test-postgres-" + ProcessHandle.current().pid()))
                        .setOverrideWorkingDirectory(binaries.toFile())
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "''")
                        .setServerConfig("max_connections", "100")
                        .setLocaleConfig("locale", "C")
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                        .start();
                return new Server(new Database(
                        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", ""));
            } catch (IOException e) {
                throw new AssertionError("no embedded PostgreSQL for the tests", e);
            }
        }

        /** Servers of test runs that were killed; one that still runs is stopped. */
        private static void removeLeftBehind(Path target) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(target, "test-postgres-[0-9]*")) {
                for (Path directory : directories) {
                    String owner = directory.getFileName().toString().replaceAll("\\D", "");
                    if (ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
                        new Postmaster(directory).stopOrphan();
                        try (Stream<Path> paths = Files.walk(directory)) {
                            for (Path path : paths.toList().reversed()) {
                                Files.delete(path);
                            }
                        }
                    }
                }
            } catch (IOException | CannotStartException e) {
                throw new AssertionError("cannot remove what an earlier test run left in " + target, e);
            }
        }

        /** The same server's database of another name. */
        Database database(String name) {
            return new Database(
                    admin.url().replaceFirst("^(jdbc:postgresql:(?://[^/]+/)?)[^?]*", "$1" + name),
                    admin.user(),
                    admin.password());
        }

        void execute(String sql) {
            try {
                run(sql);
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
        }

        private void run(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(admin.url(), admin.user(), admin.password());
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
