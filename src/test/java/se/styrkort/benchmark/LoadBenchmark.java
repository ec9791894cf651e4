package se.styrkort.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What grows: ten times the rows, eight clients at once, ten versions of every value. Ratios against the small case. */
class LoadBenchmark {
    private static final int CLIENTS = 8;
    private static final int VERSIONS = 10;
    private static final int READ_ROWS = 100_000;
    private static final Path RESULT = Path.of("target", "bench.txt");

    @TempDir
    private static Path temp;

    private final List<String> lines = new ArrayList<>();

    private void say(String what, String result) {
        lines.add("%-48s %s".formatted(what, result));
    }

    @Test
    void whatGrows() throws Exception {
        heap();
        clients();
        versions();
        Files.write(RESULT, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("\n" + String.join("\n", lines) + "\n");
    }

    private static ServerProcess server(String name) throws Exception {
        ServerProcess server = ServerProcess.start(temp.resolve(name));
        server.post("/api/v1/catalog", "application/yaml", BodyPublishers.ofString(Deliveries.catalog()));
        return server;
    }

    private static double take(ServerProcess server, Path file, String became, int number) throws Exception {
        long started = System.nanoTime();
        String answer = server.post("/api/v1/imports?fileName=bench.csv", "text/csv", BodyPublishers.ofFile(file));
        assertTrue(answer.contains("\"%s\":%d,".formatted(became, number)), () -> answer.substring(0, 600));
        return (System.nanoTime() - started) / 1e9;
    }

    private void heap() throws Exception {
        List<Long> peaks = new ArrayList<>();
        for (int times : new int[] {1, 10}) {
            int rows = times * Deliveries.ROWS;
            Path file = temp.resolve("rows.csv");
            Deliveries.write(file, Deliveries.Contents.of(0).rows(rows));
            try (ServerProcess server = server("heap-" + times)) {
                double seconds = take(server, file, "created", rows);
                ServerProcess.Heap heap = server.heapAtMost();
                peaks.add(heap.before());
                say(
                        "%,d rows".formatted(rows),
                        "%,.0f rows/s, JVM heap at most %d MiB (%d MiB outlived a collection)"
                                .formatted(rows / seconds, heap.before(), heap.after()));
            }
            Files.delete(file);
        }
        say("heap of ten times the rows / heap", "%.2f".formatted((double) peaks.get(1) / peaks.get(0)));
    }

    private void clients() throws Exception {
        Path whole = temp.resolve("whole.csv");
        Deliveries.write(whole, Deliveries.Contents.of(0).qualified("whole"));
        try (ServerProcess server = server("clients");
                ExecutorService senders = Executors.newFixedThreadPool(CLIENTS)) {
            double one = Deliveries.ROWS / take(server, whole, "created", Deliveries.ROWS);
            List<Path> parts = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Path part = temp.resolve("part-" + i + ".csv");
                Deliveries.write(
                        part, Deliveries.Contents.of(0).qualified("parts").part(i, CLIENTS));
                parts.add(part);
            }
            List<Integer> rows = new ArrayList<>();
            for (Path part : parts) {
                try (Stream<String> lines = Files.lines(part)) {
                    rows.add((int) lines.count() - 1);
                }
            }
            long started = System.nanoTime();
            List<Future<Double>> sent = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Path part = parts.get(i);
                int expected = rows.get(i);
                sent.add(senders.submit(() -> take(server, part, "created", expected)));
            }
            for (Future<Double> each : sent) {
                each.get();
            }
            double all = (double) Deliveries.ROWS / ((System.nanoTime() - started) / 1e9);
            say(
                    "%d clients at once / one client".formatted(CLIENTS),
                    "%.2f (%,.0f and %,.0f rows/s in all)".formatted(all / one, all, one));
        }
    }

    /** The same selection read now and as of an instant before the last restatement, in one file. */
    private void versions() throws Exception {
        Path file = temp.resolve("versions.csv");
        try (ServerProcess server = server("versions");
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (int edition = 0; edition < VERSIONS; edition++) {
                Deliveries.write(file, Deliveries.Contents.of(edition).rows(READ_ROWS));
                take(server, file, edition == 0 ? "created" : "restated", READ_ROWS);
            }
            statement.execute("analyze");
            String asOf;
            try (var row = statement.executeQuery("""
                    select to_char(max(committed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                    from styrkort.revision where revision <= (select max(revision) - 5 from styrkort.revision)""")) {
                row.next();
                asOf = row.getString(1);
            }
            String read = "/api/v1/observations?format=csv&dialect=open";
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                double now = seconds(server, read);
                ratios.add(seconds(server, read + "&asOf=" + asOf) / now);
            }
            say(
                    "as of then / now, %d versions of %,d values".formatted(VERSIONS, READ_ROWS),
                    "%.2f (median of %d)"
                            .formatted(ratios.stream().sorted().toList().get(2), ratios.size()));
        }
    }

    private static double seconds(ServerProcess server, String path) throws Exception {
        long started = System.nanoTime();
        String answer = server.get(path);
        assertTrue(answer.lines().count() > READ_ROWS, () -> answer.substring(0, Math.min(300, answer.length())));
        return (System.nanoTime() - started) / 1e9;
    }
}
