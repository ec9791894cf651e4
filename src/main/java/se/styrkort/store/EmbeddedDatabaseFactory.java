package se.styrkort.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded PostgreSQL 18 in a data directory:
 *
 * <pre>
 * postgres/            the database itself; its own log in postgres/log, one file per weekday
 * postgres-bin/        the unpacked server, 60 MB
 * postgres-password    of the only role; only this user may read it
 * postgres-start.log   what initdb and PostgreSQL said during the last start
 * </pre>
 *
 * It listens on the loopback interface alone, on a free port, and lets nobody in without the password.
 */
public final class EmbeddedDatabaseFactory {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabaseFactory.class);
    private static final String USER = "postgres";
    private static final String NAME = "styrkort";

    /** Recovery after a crash replays at most {@code max_wal_size}; on a slow disk that is a minute or two. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** The library turns durability off; this is the record, so it is on, and asked for again after the start. */
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    /** For a small machine, 2 cores and 4 GB, that runs the program as well. Whoever needs more runs a PostgreSQL. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", "''"), // a socket in a directory of all users is one more door
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("max_connections", "50"), // the pool has 10; the rest is for Grafana, a backup and a person
            Map.entry("shared_buffers", "256MB"), // a municipality's years of months fit
            Map.entry("effective_cache_size", "1GB"), // what the system's cache adds, for the planner
            Map.entry("work_mem", "16MB"), // sorts of one report in memory, times the pool still fits
            Map.entry("maintenance_work_mem", "128MB"), // builds indexes of a first import in one pass
            Map.entry("max_wal_size", "2GB"), // one large import without a checkpoint in its middle
            Map.entry("wal_compression", "on"), // full pages are most of what an import writes
            Map.entry("random_page_cost", "1.1"), // solid state; 4 would scan where an index is better
            Map.entry("jit", "off"), // compiling costs more than our queries take
            Map.entry("logging_collector", "on"), // its log goes to a file of its own, not through our output
            Map.entry("log_filename", "postgresql-%a.log"), // seven files, each truncated after a week
            Map.entry("log_truncate_on_rotation", "on"),
            Map.entry("log_rotation_age", "1d"),
            Map.entry("log_rotation_size", "0"));

    private EmbeddedDatabaseFactory() {}

    /**
     * Starts it, first stopping one that a killed process left behind. The database exists afterwards; its schema is
     * made by {@link SchemaFactory}.
     */
    public static EmbeddedDatabase start(DataDirectory owned) throws CannotStartException {
        Path home = owned.path();
        Path data = home.resolve("postgres");
        Postmaster postmaster = new Postmaster(data);
        postmaster.stopOrphan();
        try {
            EmbeddedPostgres server = startServer(home, data);
            Database database =
                    new Database("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + NAME, USER, password(home));
            EmbeddedDatabase embedded = new EmbeddedDatabase(database, () -> stop(server, postmaster, database));
            prepare(server, embedded);
            return embedded;
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            LOG.debug("embedded PostgreSQL", e);
            postmaster.stopOrphan();
            throw new CannotStartException(
                    "the embedded PostgreSQL in " + data + " does not start: " + reason(home, e), e);
        }
    }

    private static EmbeddedPostgres startServer(Path home, Path data) throws IOException, CannotStartException {
        // initdb that was cut off leaves a directory that looks like a database: it never held anything
        Path initialising = home.resolve("postgres-initialising");
        if (Files.exists(initialising)) {
            deleteTree(data);
        }
        if (!Files.exists(data.resolve("postgresql.conf"))) {
            createSecret(home);
            Files.writeString(initialising, "initdb has not finished\n");
        } else if (!Files.exists(passwordFile(home))) {
            throw new CannotStartException(
                    "the password of the embedded database is missing: put the file " + passwordFile(home) + " back");
        }
        // The library makes its working directory writable for all, so that one stands in one that is ours alone.
        DataDirectory.createPrivate(home.resolve("postgres-bin"));
        Path unpacked = home.resolve("postgres-bin").resolve("unpacked");
        deleteHalfUnpacked(unpacked);
        // It also looks here for other servers' old directories; by default that is a place open to every user.
        System.setProperty("ot.epg.working-dir", unpacked.toString());
        Path log = home.resolve("postgres-start.log");
        Files.deleteIfExists(log);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false) // it would run beside ours: the pool closes first, then this
                .setOverrideWorkingDirectory(unpacked.toFile())
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setConnectConfig("password", password(home))
                // These become options of initdb: byte order, since pages sort by Swedish rules themselves, and the
                // same on every machine and version; and no moment at which one can enter without the password.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile(home).toString())
                .setDataDirectoryCustomizer(_ -> initialising.toFile().delete());
        SETTINGS.forEach(builder::setServerConfig);
        DURABILITY.forEach(setting -> builder.setServerConfig(setting, "on"));
        return builder.start();
    }

    private static void prepare(EmbeddedPostgres server, EmbeddedDatabase embedded) throws CannotStartException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : DURABILITY) {
                String value = one(statement, "show " + setting);
                if (!"on".equals(value)) {
                    throw new SQLException(setting + " is " + value + ", and figures could be lost");
                }
            }
            if (one(statement, "select 1 from pg_database where datname = '" + NAME + "'")
                    .isEmpty()) {
                statement.execute("create database " + NAME);
            }
        } catch (SQLException e) {
            embedded.close();
            throw new CannotStartException("the embedded PostgreSQL is not as it must be: " + e.getMessage(), e);
        }
    }

    /** With the checkpoint taken before, the shutdown itself is short: the library allows it five seconds. */
    private static void stop(EmbeddedPostgres server, Postmaster postmaster, Database database) {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        } catch (SQLException e) {
            LOG.debug("no checkpoint before the stop", e);
        }
        try {
            server.close();
        } catch (IOException e) {
            LOG.error("PostgreSQL did not stop", e);
        }
        if (!postmaster.awaitEnd()) {
            LOG.error("PostgreSQL still runs; the next start stops it");
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static Path passwordFile(Path home) {
        return home.resolve("postgres-password");
    }

    private static String password(Path home) throws IOException {
        return Files.readString(passwordFile(home)).strip();
    }

    private static void createSecret(Path home) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        DataDirectory.createSecret(passwordFile(home), HexFormat.of().formatHex(random) + "\n");
    }

    /** The library skips files that are there, so an unpacking that was cut off would leave a broken server for ever. */
    private static void deleteHalfUnpacked(Path unpacked) throws IOException {
        if (!Files.isDirectory(unpacked)) {
            return;
        }
        try (Stream<Path> versions = Files.list(unpacked)) {
            for (Path version : versions.toList()) {
                if (!Files.exists(version.resolve(".exists"))) {
                    deleteTree(version);
                }
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }

    /** What PostgreSQL said last, else what Java said. */
    private static String reason(Path home, Throwable failure) {
        Path log = home.resolve("postgres-start.log");
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return lines.stream()
                    .filter(line -> line.contains("FATAL") || line.contains("error:"))
                    .findFirst()
                    .map(line -> line + " (see " + log + " and postgres/log)")
                    .orElse(String.valueOf(failure.getMessage()));
        } catch (IOException _) {
            return String.valueOf(failure.getMessage());
        }
    }
}
