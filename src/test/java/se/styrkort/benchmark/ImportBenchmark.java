package se.styrkort.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A million rows through {@code POST /imports} into an empty store, against {@code COPY} of the same resolved rows, in
 * the order of the file, into a table with the same key on the same server.
 */
class ImportBenchmark {
    private static final int RUNS = 3;
    private static final int SAME_KEY = 200_000;
    private static final Path RESULT = Path.of("target", "bench.txt");

    @TempDir
    private static Path temp;

    private final List<String> lines = new ArrayList<>();

    @Test
    void importsAgainstCopy() throws Exception {
        Path dataDir = temp.resolve("data");
        starts(dataDir);
        try (ServerProcess server = ServerProcess.start(dataDir);
                Connection connection = server.connect()) {
            say(
                    "resident when healthy",
                    "JVM %d MiB, PostgreSQL %d MiB".formatted(server.residentJvm(), server.residentPostgres()));
            rates(server, connection);
            ServerProcess.Heap heap = server.heapAtMost();
            say(
                    "JVM heap at most",
                    "%d MiB, of which %d MiB outlived a collection".formatted(heap.before(), heap.after()));
            say(
                    "resident afterwards",
                    "JVM %d MiB (at most %d MiB), PostgreSQL %d MiB"
                            .formatted(server.residentJvm(), server.residentJvmAtMost(), server.residentPostgres()));
        }
        Files.write(RESULT, lines);
        System.out.println("\n" + String.join("\n", lines) + "\n");
    }

    private void say(String what, String result) {
        lines.add("%-42s %s".formatted(what, result));
    }

    private void starts(Path dataDir) throws IOException, InterruptedException {
        try (ServerProcess first = ServerProcess.start(dataDir)) {
            say(
                    "first start to healthy (unpacks, initdb)",
                    "%d ms".formatted(first.toHealthy().toMillis()));
        }
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            try (ServerProcess again = ServerProcess.start(dataDir)) {
                starts.add((double) again.toHealthy().toMillis());
            }
        }
        say("start to healthy", "%.0f ms (median of %d)".formatted(median(starts), RUNS));
    }

    private void rates(ServerProcess server, Connection connection) throws Exception {
        server.post("/api/v1/catalog", "application/yaml", BodyPublishers.ofString(Deliveries.catalog()));
        Path file = temp.resolve("observations.csv");
        Deliveries.write(file, Deliveries.Contents.of(0));
        List<Double> imports = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            empty(connection);
            imports.add(rate(server, file, Deliveries.ROWS, "created"));
            byte[] rows = resolved(connection);
            execute(connection, "drop table if exists public.copied");
            execute(connection, "create table public.copied (like styrkort.observation including all)");
            execute(connection, "checkpoint");
            copies.add(copy(connection, rows));
        }
        execute(connection, "drop table public.copied");
        say("import of %,d rows, %d MiB".formatted(Deliveries.ROWS, Files.size(file) >> 20), rates(imports));
        say("COPY of the same rows, same key", rates(copies));
        // neighbours in time are compared: what else the machine does then touches both
        List<Double> ratios = IntStream.range(0, RUNS)
                .mapToObj(i -> imports.get(i) / copies.get(i))
                .toList();
        say(
                "import / COPY",
                "%.2f (median of %s)"
                        .formatted(
                                median(ratios),
                                ratios.stream().map("%.2f"::formatted).collect(Collectors.joining(", "))));
        double copy = median(copies);
        Deliveries.write(file, Deliveries.Contents.of(0).shuffled());
        against(copy, "the same rows in another order, nothing changes", server, file, "unchanged", Deliveries.ROWS);
        Deliveries.write(file, Deliveries.Contents.of(1).restating(10));
        against(copy, "one value in ten restated", server, file, "restated", Deliveries.ROWS / 10);
        Deliveries.write(file, Deliveries.Contents.of(2));
        against(copy, "every value restated", server, file, "restated", Deliveries.ROWS);
        Deliveries.writeOneKey(file, SAME_KEY);
        say(
                "%,d rows of one key, all rejected".formatted(SAME_KEY),
                rates(List.of(rate(server, file, SAME_KEY, "rejected"))));
    }

    private void against(double copy, String what, ServerProcess server, Path file, String became, int number)
            throws Exception {
        double rate = rate(server, file, Deliveries.ROWS, became, number);
        say(what, "%,.0f rows/s, %.2f of COPY".formatted(rate, rate / copy));
    }

    private static void empty(Connection connection) throws SQLException {
        execute(
                connection,
                "truncate styrkort.observation, styrkort.observation_history, styrkort.contribution, "
                        + "styrkort.series, styrkort.import cascade");
        execute(connection, "checkpoint");
    }

    /** Rows per second from the first byte sent to the answer. */
    private static double rate(ServerProcess server, Path file, int rows, String became) throws Exception {
        return rate(server, file, rows, became, rows);
    }

    private static double rate(ServerProcess server, Path file, int rows, String became, int number) throws Exception {
        long started = System.nanoTime();
        String answer = server.post("/api/v1/imports?fileName=bench.csv", "text/csv", BodyPublishers.ofFile(file));
        double seconds = (System.nanoTime() - started) / 1e9;
        assertTrue(
                answer.contains("\"%s\":%d,".formatted(became, number)),
                () -> answer.substring(0, Math.min(answer.length(), 600)));
        return rows / seconds;
    }

    private static byte[] resolved(Connection connection) throws SQLException, IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        copies(connection).copyOut("copy (select * from styrkort.observation order by line) to stdout", rows);
        return rows.toByteArray();
    }

    private static double copy(Connection connection, byte[] rows) throws SQLException, IOException {
        long started = System.nanoTime();
        long copied =
                copies(connection).copyIn("copy public.copied from stdin", new ByteArrayInputStream(rows), 1 << 16);
        return copied / ((System.nanoTime() - started) / 1e9);
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String rates(List<Double> rates) {
        String all = rates.stream().map("%,.0f"::formatted).collect(Collectors.joining(", "));
        return "%,.0f rows/s".formatted(median(rates)) + (rates.size() > 1 ? " (median of " + all + ")" : "");
    }
}
