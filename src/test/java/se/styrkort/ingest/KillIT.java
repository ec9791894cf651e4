package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;
import se.styrkort.Program;

/** The program is killed in the middle of a large import: nothing of it is in, nothing else is lost, and it can be done again. */
class KillIT {
    private static final int ORGANISATIONS = 100;
    private static final int MONTHS = 1_500;
    private static final int ROWS = ORGANISATIONS * MONTHS;

    /** The lock that orders revisions: a merge waits for it. */
    private static final String ORDER_LOCK = "select pg_advisory_xact_lock(x'537479726b6f0001'::bit(64)::bigint)";

    @TempDir
    private Path temp;

    @AutoClose
    private final ExecutorService sender = Executors.newSingleThreadExecutor();

    private static Api.Answer send(Program program, String path, String type, HttpRequest.BodyPublisher body)
            throws IOException {
        HttpResponse<String> answer = program.send(
                path, HttpRequest.newBuilder().header("Content-Type", type).POST(body));
        return new Api.Answer(answer.statusCode(), type, answer.body());
    }

    private Future<Api.Answer> sending(Program program, Path file) {
        return sender.submit(
                () -> send(program, "/imports?fileName=large.csv", "text/csv", BodyPublishers.ofFile(file)));
    }

    private Path large() throws IOException {
        StringBuilder rows = new StringBuilder("period,metric,service,organisation,value\n");
        for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
            for (int month = 0; month < MONTHS; month++) {
                rows.append(
                        "%d-%02d,large,,o%d,%d.5\n".formatted(1900 + month / 12, month % 12 + 1, organisation, month));
            }
        }
        return Files.writeString(temp.resolve("large.csv"), rows);
    }

    private static String catalog() {
        StringBuilder yaml = new StringBuilder("metrics: [{code: large, name: L, unit: s, granularity: month}, "
                + "{code: small, name: S, unit: s, granularity: month}]\norganisations:\n");
        for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
            yaml.append("  - {code: o%1$d, name: O%1$d}\n".formatted(organisation));
        }
        return yaml.toString();
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Waits until the number is at least so large; the import must not be done before. */
    private static void await(Connection connection, String sql, long least, Future<?> sending) throws Exception {
        while (number(connection, sql) < least) {
            assertTrue(!sending.isDone(), "the import ended before it could be killed");
            Thread.sleep(2);
        }
    }

    private static void nothingIsHalfIn(Program program) throws Exception {
        try (Connection connection = program.connect()) {
            assertEquals(1, number(connection, "select count(*) from styrkort.observation"));
            assertEquals(1, number(connection, "select count(*) from styrkort.import"));
            assertEquals(1, number(connection, "select count(*) from styrkort.import_content"));
            assertEquals(1, number(connection, "select count(*) from styrkort.series"));
        }
        HttpResponse<String> figures = program.send("/observations", HttpRequest.newBuilder());
        assertTrue(
                figures.body().contains("\"metric\":\"small\"")
                        && !figures.body().contains("large"),
                figures.body());
        assertTrue(program.send("/imports", HttpRequest.newBuilder()).body().contains("small.csv"));
    }

    private static void endedWithoutAnswer(Future<Api.Answer> sending) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> sending.get(20, TimeUnit.SECONDS));
        assertTrue(failure.getCause() instanceof IOException, failure.toString());
    }

    @Test
    @Timeout(120)
    void aKilledImportLeavesNothingAndThenCompletes() throws Exception {
        Path dataDir = temp.resolve("data");
        Path file = large();
        try (Program first = Program.start(dataDir)) {
            assertEquals(
                    200,
                    send(first, "/catalog", "application/yaml", BodyPublishers.ofString(catalog()))
                            .status());
            Api.Answer small = send(
                    first,
                    "/imports?fileName=small.csv",
                    "text/csv",
                    BodyPublishers.ofString("period,metric,service,organisation,value\n2026-01,small,,o1,1\n"));
            assertEquals("200 1", small.status() + " " + small.get("created"));
            try (Connection connection = first.connect()) {
                Future<Api.Answer> sending = sending(first, file);
                await(connection, "select max(tuples_processed) from pg_stat_progress_copy", ROWS / 10, sending);
                first.kill();
                endedWithoutAnswer(sending);
            }
        }
        try (Program second = Program.start(dataDir)) {
            nothingIsHalfIn(second);
            try (Connection connection = second.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(ORDER_LOCK);
                Future<Api.Answer> sending = sending(second, file);
                await(
                        connection,
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted",
                        1,
                        sending);
                second.kill();
                endedWithoutAnswer(sending);
            }
        }
        try (Program third = Program.start(dataDir)) {
            nothingIsHalfIn(third);
            Api.Answer done = sending(third, file).get();
            assertEquals("200 " + ROWS, done.status() + " " + done.get("created"), done.text());
            try (Connection connection = third.connect()) {
                assertEquals(
                        ROWS,
                        number(
                                connection,
                                "select count(*) from styrkort.observation o join styrkort.series s using (series_id)"
                                        + " join styrkort.catalog_entry e on e.entry_id = s.metric_id where e.code = 'large'"));
                assertEquals(2, number(connection, "select count(*) from styrkort.import"));
            }
            assertEquals(0, third.stop());
        }
    }
}
