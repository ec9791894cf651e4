package se.styrkort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.store.TestDatabase;

/** The program as its own process: the jar that users run, or the classes where there is no jar yet. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApplicationIT {
    @TempDir
    private static Path temp;

    private static ProcessBuilder styrkort(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(Program.command(arguments)).directory(temp.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STYRKORT_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs to its end: the exit code and the lines on standard error. */
    private static String failure(Map<String, String> environment, String... arguments) throws Exception {
        Process process = styrkort(environment, arguments).start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            List<String> lines = new String(process.getErrorStream().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            assertEquals("", out);
            assertEquals(1, lines.size(), lines.toString());
            return process.waitFor() + " " + lines.getFirst();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A running program; {@code --port 0}, so that the line in which it says where it answers holds its port. */
    private record Running(Process process, URI uri, Path errors) implements AutoCloseable {
        static Running start(Map<String, String> environment, Path dataDir) throws IOException {
            Path errors = Files.createTempFile(temp, "stderr", ".log");
            Process process = styrkort(environment, "serve", "--port", "0", "--data-dir", dataDir.toString())
                    .redirectError(errors.toFile())
                    .start();
            BufferedReader out = process.inputReader(UTF_8);
            String line = out.readLine();
            while (line != null && !line.contains("answers on http")) {
                line = out.readLine(); // a first start also says who may enter
            }
            if (line == null) {
                throw new AssertionError("it did not start: " + Files.readString(errors));
            }
            return new Running(process, URI.create(line.substring(line.indexOf("http"))), errors);
        }

        int get(String path) throws Exception {
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest request = HttpRequest.newBuilder(uri.resolve(path)).build();
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            }
        }

        /** SIGTERM; the exit code and all that it complained of. */
        String stop() throws Exception {
            process.destroy();
            return process.waitFor() + Files.readString(errors);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static long postmaster(Path dataDir) throws IOException {
        return Long.parseLong(
                Files.readAllLines(dataDir.resolve("postgres/postmaster.pid")).getFirst());
    }

    private static Connection connect(Path dataDir) throws Exception {
        List<String> pid = Files.readAllLines(dataDir.resolve("postgres/postmaster.pid"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + pid.get(3) + "/styrkort",
                "postgres",
                Files.readString(dataDir.resolve("postgres-password")).strip());
    }

    /** The whole life: first start, kill -9, start again, a second owner, an orderly stop. */
    @Test
    void committedRowsOutliveAKilledProcessAndAnOrderlyStopIsSilent() throws Exception {
        Path dataDir = temp.resolve("life");
        long orphan;
        try (Running killed = Running.start(Map.of(), dataDir)) {
            assertEquals(200, killed.get("/health"));
            assertEquals(200, killed.get("/health/readiness"));
            try (Connection connection = connect(dataDir);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table public.kept as select n from generate_series(1, 1000) n");
            }
            orphan = postmaster(dataDir);
            killed.process().destroyForcibly().waitFor();
        }
        assertTrue(ProcessHandle.of(orphan).isPresent(), "PostgreSQL outlives the process that was killed");
        try (Running again = Running.start(Map.of(), dataDir)) {
            assertTrue(postmaster(dataDir) != orphan);
            try (Connection connection = connect(dataDir);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from public.kept")) {
                row.next();
                assertEquals(1000, row.getInt(1));
            }
            String second = failure(Map.of(), "--port", "0", "--data-dir", dataDir.toString());
            assertTrue(
                    second.startsWith("1 styrkort: another styrkort (process "
                            + again.process().pid()),
                    second);
            assertTrue(second.contains(dataDir.toRealPath().toString()), second);

            again.process().destroy();
            assertEquals(0, again.process().waitFor());
            List<String> said = Files.readAllLines(again.errors());
            assertEquals(1, said.size(), said.toString());
            assertTrue(said.getFirst().contains("stopping PostgreSQL (process " + orphan), said.toString());
        }
        assertFalse(Files.exists(dataDir.resolve("postgres/postmaster.pid")), "the database stopped with it");
    }

    @Test
    void anExternalDatabaseIsUsedInsteadOfTheEmbeddedOne() throws Exception {
        Path dataDir = temp.resolve("external");
        try (TestDatabase database = TestDatabase.create()) {
            Map<String, String> environment = Map.of(
                    "STYRKORT_DB_URL", database.url(),
                    "STYRKORT_DB_USER", database.user(),
                    "STYRKORT_DB_PASSWORD", database.password());
            try (Running running = Running.start(environment, dataDir)) {
                assertEquals(200, running.get("/health"));
                try (Connection connection = database.connect();
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("""
                                select count(*) from pg_stat_activity
                                 where datname = current_database() and pid <> pg_backend_pid()
                                """)) {
                    row.next();
                    assertTrue(row.getInt(1) > 0, "its pool is in our database");
                }
                assertEquals("0", running.stop());
            }
            assertFalse(Files.exists(dataDir.resolve("postgres")));
        }
    }

    @Test
    void badSettingsAreOneLineAndAnExitCode() throws Exception {
        String dataDir = temp.resolve("unused").toString();
        assertEquals(
                "1 styrkort: the port (--port or STYRKORT_PORT) is a number from 0 to 65535, not 'http'",
                failure(Map.of("STYRKORT_PORT", "http"), "--data-dir", dataDir));
        assertEquals(
                "1 styrkort: STYRKORT_ADMIN_TOKEN_FILE names a file that cannot be read: /no/such/file (NoSuchFileException)",
                failure(Map.of("STYRKORT_ADMIN_TOKEN_FILE", "/no/such/file"), "--port", "0", "--data-dir", dataDir));
        assertTrue(failure(Map.of(), "--prot", "1").startsWith("2 styrkort: Unknown option"));
        String file = Files.createFile(temp.resolve("file")).toString();
        String noDirectory = failure(Map.of("STYRKORT_DATA_DIR", file), "--port", "0");
        assertTrue(noDirectory.startsWith("1 styrkort: cannot write in the data directory " + file), noDirectory);
        String noDatabase = failure(
                Map.of("STYRKORT_DB_URL", "jdbc:postgresql://127.0.0.1:1/x", "STYRKORT_DB_PASSWORD", "secret"),
                "--port",
                "0",
                "--data-dir",
                dataDir);
        assertTrue(noDatabase.startsWith("1 styrkort: the database jdbc:postgresql://127.0.0.1:1/x"), noDatabase);
        assertFalse(noDatabase.contains("secret"), noDatabase);
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            String refused = failure(Map.of(), "--port", port, "--data-dir", dataDir);
            assertTrue(refused.startsWith("1 styrkort: cannot answer on port " + port), refused);
        }
    }
}
