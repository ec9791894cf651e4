package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Program;

/**
 * The program is killed at random moments while it takes files from its inbox and over HTTP and reads a Prometheus: no figure and
 * no probe is lost, and none is in twice.
 */
class CollectorKillIT {
    /** How often; {@code -Dstyrkort.kills=50} for longer. */
    private static final int KILLS = Integer.getInteger("styrkort.kills", 5);

    private static final int FILES = 8;
    private static final int ROWS = 300;
    private static final Map<String, String> SETTINGS =
            Map.of("STYRKORT_COLLECTOR_LOOK_MS", "10", "STYRKORT_HTTP_ALLOW", "127.0.0.1");
    private static final String DELIVERED = """
            join styrkort.series using (series_id) join styrkort.catalog_entry on entry_id = metric_id
            where code in ('cost.total', 'usage.target_group')""";
    private static final Duration STEP = Duration.ofSeconds(10);

    @TempDir
    private Path temp;

    private Path inbox() {
        return temp.resolve("data/inbox");
    }

    private static void store(Program program, String path, String yaml) throws IOException {
        var answer = program.send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/yaml")
                        .POST(BodyPublishers.ofString(yaml)));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    /** Puts a file there as a careful sender does: whole. Each has figures of its own. */
    private String put(int number) throws IOException {
        String name = "file-%04d.csv".formatted(number);
        StringBuilder rows = new StringBuilder("period,metric,service,organisation,value\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append("%d-%02d,cost.total,,o%d,%d\n".formatted(2000 + row / 12, row % 12 + 1, number, row));
        }
        Path unfinished = Files.writeString(inbox().resolve(name + ".part"), rows);
        Files.move(unfinished, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return name;
    }

    /** Sends a file of the same size over HTTP, and does not care whether there is an answer. */
    private static void send(Program program, int number) {
        StringBuilder rows = new StringBuilder("period,metric,service,organisation,value\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append("%d-%02d,usage.target_group,,o%d,%d\n".formatted(2000 + row / 12, row % 12 + 1, number, row));
        }
        try {
            program.send(
                    "/imports?source=http",
                    HttpRequest.newBuilder()
                            .header("Content-Type", "text/csv")
                            .POST(BodyPublishers.ofString(rows.toString())));
        } catch (IOException e) {
            System.out.println("upload " + number + " was cut off");
        }
    }

    /** What a Prometheus knows of a day and a half, which is read half an hour at a time. */
    private static Instant monitor(Program program, TestPrometheus prometheus) throws IOException {
        prometheus.service("e-moten", at -> at.getEpochSecond() % 70 < 20 ? "0" : "1");
        Instant start = Instant.now().minus(Duration.ofHours(36)).truncatedTo(ChronoUnit.MINUTES);
        store(program, "/catalog", """
                objects: [{code: a, name: A}]
                products: [{code: b, object: a, name: B}]
                services: [{code: e-moten, product: b, name: E-möten, measured_by: probes}]
                """);
        store(program, "/collectors", """
                code: probes
                kind: prometheus
                source: monitoring
                profile: probes
                schedule: {every: PT24H}
                retry: {attempts: 100, first: PT0.1S, most: PT0.1S}
                settings: {url: "%s", service: {label: instance}, start: "%s", step: PT10S, chunk: PT30M}
                """.formatted(prometheus.address(), start));
        return start;
    }

    private static void everyProbeIsInOnce(Program program, TestPrometheus prometheus, Instant start) throws Exception {
        String read = "select count(*) from styrkort.collector_position where read_to > now() - interval '20 minutes'";
        Instances.await("all is read", () -> number(program, read) == 1);
        Instant end = Instant.ofEpochSecond(
                number(program, "select extract(epoch from read_to)::bigint from styrkort.collector_position"));
        List<String> probes = column(program, """
                select '"e-moten",' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ',' || up
                from styrkort.probe order by at""");
        assertEquals(prometheus.rows(start, end.minus(STEP), STEP), probes);
        assertEquals(probes.size(), number(program, """
                        select sum(used) from styrkort.import join styrkort.source using (source_id)
                        where code = 'monitoring'"""));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    private static long number(Program program, String sql) throws IOException, SQLException {
        return Long.parseLong(column(program, sql).getFirst());
    }

    private static List<String> column(Program program, String sql) throws IOException, SQLException {
        try (Connection connection = program.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    @Test
    @Timeout(600)
    void nothingIsLostOrInTwiceHoweverOftenTheProgramIsKilled() throws Exception {
        try (TestPrometheus prometheus = new TestPrometheus("")) {
            kill(prometheus);
        }
    }

    private void kill(TestPrometheus prometheus) throws Exception {
        long seed = Long.getLong("styrkort.seed", System.nanoTime());
        System.out.println("seed of the moments: -Dstyrkort.seed=" + seed);
        Random random = new Random(seed);
        Path dataDir = temp.resolve("data");
        List<String> put = new ArrayList<>();
        Instant start;
        try (Program first = Program.start(dataDir, SETTINGS)) {
            StringBuilder organisations = new StringBuilder("organisations:\n");
            for (int i = 0; i < KILLS * FILES; i++) {
                organisations.append("  - {code: o%1$d, name: O%1$d}\n".formatted(i));
            }
            store(first, "/catalog", organisations.toString());
            store(first, "/collectors", """
                    code: inbox
                    kind: inbox
                    source: inbox
                    profile: observations
                    settings: {quiet: PT0.1S}
                    """);
            start = monitor(first, prometheus);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            try (Program program = Program.start(dataDir, SETTINGS)) {
                int before = names(inbox().resolve("done")).size();
                for (int file = 0; file < FILES; file++) {
                    put.add(put(kill * FILES + file));
                }
                // somewhere in the middle of these files: after some of them, and a little
                int after = before + random.nextInt(FILES);
                Instances.await(
                        "file " + after, () -> names(inbox().resolve("done")).size() >= after);
                int upload = kill;
                Thread sender = Thread.ofVirtual().start(() -> send(program, upload));
                Thread.sleep(random.nextInt(60));
                program.kill();
                sender.join();
            }
        }
        try (Program last = Program.start(dataDir, SETTINGS)) {
            Instances.await("all are done", () -> names(inbox()).isEmpty());
            Instances.await(
                    "the last run has ended",
                    () -> number(last, "select count(*) from styrkort.collector_run where ended_at is null") == 0);
            for (int upload = 0; upload < KILLS; upload++) {
                send(last, upload);
            }
            assertEquals(put, names(inbox().resolve("done")));
            assertEquals(List.of(), names(inbox().resolve("failed")));
            assertEquals(
                    put.size(), number(last, "select count(*) from styrkort.import where file_name like 'file-%'"));
            assertEquals(
                    put.size(),
                    number(
                            last,
                            "select count(distinct file_name) from styrkort.import where file_name like 'file-%'"));
            everyProbeIsInOnce(last, prometheus, start);
            // the months that probes make figures of are not counted
            assertEquals(
                    (long) (put.size() + KILLS) * ROWS,
                    number(last, "select count(*) from styrkort.observation " + DELIVERED));
            assertEquals(0, number(last, "select count(*) from styrkort.observation_history " + DELIVERED));
            assertEquals(0, number(last, "select count(*) from styrkort.collector_file where not put_away"));
            long cutOff = number(last, "select count(*) from styrkort.collector_run where outcome = 'interrupted'");
            System.out.println(KILLS + " kills, " + cutOff + " of them in the middle of a run");
        }
    }
}
