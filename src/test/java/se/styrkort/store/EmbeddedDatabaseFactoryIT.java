package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default store, started and stopped as the program does it. */
class EmbeddedDatabaseFactoryIT {
    @TempDir
    private static Path temp;

    private final DataDirectory directory;

    EmbeddedDatabaseFactoryIT() throws CannotStartException {
        directory = DataDirectory.own(temp);
    }

    @AfterEach
    void giveFree() {
        directory.close();
    }

    private static String ask(Database database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void itIsDurableAndSpeaksUtc() throws Exception {
        try (EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(directory)) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertEquals("on", ask(embedded.database(), "show " + setting), setting);
            }
            assertEquals("UTC", ask(embedded.database(), "show log_timezone"));
            assertEquals("UTF8", ask(embedded.database(), "show server_encoding"));
            assertEquals("", ask(embedded.database(), "show unix_socket_directories"));
            assertTrue(ask(embedded.database(), "show server_version").startsWith("18."));
        }
    }

    @Test
    void whatIsCommittedIsThereAfterARestart() throws Exception {
        try (EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(directory)) {
            ask(embedded.database(), "create table if not exists public.kept (n int)");
            ask(embedded.database(), "truncate public.kept");
            ask(embedded.database(), "insert into public.kept values (42)");
        }
        assertFalse(Files.exists(directory.path().resolve("postgres/postmaster.pid")), "stopped");
        try (EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(directory)) {
            assertEquals("42", ask(embedded.database(), "select n from public.kept"));
        }
    }

    @Test
    void nobodyEntersWithoutThePassword() throws Exception {
        try (EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(directory)) {
            Database right = embedded.database();
            for (String wrong : new String[] {"", "postgres", right.password().substring(1)}) {
                assertThrows(SQLException.class, () -> ask(new Database(right.url(), right.user(), wrong), "select 1"));
            }
        }
        Path file = directory.path().resolve("postgres-password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String doors = Files.readString(directory.path().resolve("postgres/pg_hba.conf"));
        assertTrue(
                doors.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .allMatch(line -> line.endsWith("scram-sha-256")),
                doors);
    }

    @Test
    void itAnswersOnTheLoopbackInterfaceAlone() throws Exception {
        try (EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(directory)) {
            int port = URI.create(embedded.database().url().substring("jdbc:".length()))
                    .getPort();
            for (InetAddress address : NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList()) {
                assertThrows(IOException.class, () -> connect(address, port), address.toString());
            }
            connect(InetAddress.getLoopbackAddress(), port);
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
        }
    }

    /** After a crash of the machine, or in a restarted container, the number belongs to something else. */
    @Test
    void aProcessThatIsNoPostgresIsLeftAloneAndTheStaleFileIsNoObstacle() throws Exception {
        EmbeddedDatabaseFactory.start(directory).close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path file = directory.path().resolve("postgres/postmaster.pid");
            Files.writeString(file, stranger.pid() + "\n" + file.getParent() + "\n");
            EmbeddedDatabaseFactory.start(directory).close();
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void anInitialisationThatWasCutOffIsDoneAgain() throws Exception {
        Path other = temp.resolve("cut-off");
        try (DataDirectory owned = DataDirectory.own(other)) {
            Files.createDirectories(other.resolve("postgres/base"));
            Files.writeString(other.resolve("postgres/postgresql.conf"), "");
            Files.writeString(other.resolve("postgres-initialising"), "");
            try (EmbeddedDatabase embedded = EmbeddedDatabaseFactory.start(owned)) {
                assertEquals("1", ask(embedded.database(), "select 1"));
            }
            assertFalse(Files.exists(other.resolve("postgres-initialising")));
        }
    }

    @Test
    void aLostPasswordIsOneLineAndTheDatabaseIsNotTouched() throws Exception {
        EmbeddedDatabaseFactory.start(directory).close();
        Path file = directory.path().resolve("postgres-password");
        String password = Files.readString(file);
        Files.delete(file);
        CannotStartException refused =
                assertThrows(CannotStartException.class, () -> EmbeddedDatabaseFactory.start(directory));
        assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()), refused.getMessage());
        Files.writeString(file, password);
        EmbeddedDatabaseFactory.start(directory).close();
    }
}
