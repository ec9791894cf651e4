package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** Collectors that ask a real server over HTTP, on loopback, which is allowed here by the setting for it. */
@Timeout(120)
class HttpCollectorIT {
    private static final String ROW = "period,metric,service,organisation,value\n2026-03,cost.total,,o,%s\n";
    private static final String SECRET = "a-secret-that-must-not-be-seen";

    @TempDir
    private Path temp;

    private TestSource source;
    private Instances instances;

    @BeforeEach
    void prepare() throws IOException {
        source = new TestSource();
        instances = new Instances(temp.resolve("inbox"));
        Path secrets = Files.createDirectories(temp.resolve("secrets"));
        Files.writeString(secrets.resolve("key"), SECRET + "\n");
        Files.writeString(temp.resolve("outside"), SECRET);
        Files.createSymbolicLink(secrets.resolve("link"), temp.resolve("outside"));
        start();
        instances.store("/catalog", "organisations: [{code: o, name: O}]");
    }

    private void start() {
        instances.start(Map.of(
                "styrkort.collector.http-allow",
                "127.0.0.1",
                "styrkort.collector.secrets-dir",
                temp.resolve("secrets").toString()));
    }

    @AfterEach
    void close() {
        instances.close();
        source.close();
    }

    private void store(String code, String url, String more) throws IOException {
        instances.store("/collectors", """
                code: %s
                kind: http
                source: %1$s
                profile: observations
                schedule: {every: PT24H}
                retry: {attempts: 3, first: PT0.1S, most: PT0.2S}
                %s
                settings: {url: "%s"%s}
                """.formatted(
                        code, more.startsWith("window") ? more : "", url, more.startsWith("window") ? "" : more));
    }

    private void store(String code, String path) throws IOException {
        store(code, source.address() + path, "");
    }

    private void runAgain(String code) throws Exception {
        int before = instances.runs(code).size();
        assertEquals(
                202,
                instances
                        .send("POST", "/collectors/" + code + "/run", "application/json", "")
                        .status());
        awaitRuns(code, before + 1);
    }

    private void awaitRuns(String code, int runs) throws Exception {
        Instances.await(runs + " runs of " + code, () -> instances.runs(code).size() >= runs);
    }

    private List<String> errors(String code) throws IOException {
        List<String> errors = new ArrayList<>();
        for (JsonNode run : instances
                .get("/collectors/" + code + "/runs")
                .json()
                .get("items")
                .values()) {
            errors.add(Api.text(run.get("error")).replace(source.address(), "SOURCE"));
        }
        return errors.reversed();
    }

    @Test
    void anAnswerIsTakenInAndOnlyANewerOneIsAskedFor() throws Exception {
        AtomicInteger version = new AtomicInteger(1);
        source.on("/a.csv", exchange -> {
            String etag = "\"v" + version.get() + "\"";
            exchange.getResponseHeaders().set("ETag", etag);
            exchange.getResponseHeaders().set("Last-Modified", "Tue, 03 Nov 2026 08:01:00 GMT");
            boolean known = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            TestSource.send(exchange, known ? 304 : 200, known ? "" : ROW.formatted(version.get()));
        });
        store("a", "/a.csv");
        awaitRuns("a", 1);
        runAgain("a");
        version.set(2);
        runAgain("a");
        assertEquals(List.of("taken 1", "unchanged 1", "taken 1"), instances.runs("a"));
        assertEquals(
                List.of(
                        "/a.csv",
                        "/a.csv If-None-Match=\"v1\" If-Modified-Since=Tue, 03 Nov 2026 08:01:00 GMT",
                        "/a.csv If-None-Match=\"v1\" If-Modified-Since=Tue, 03 Nov 2026 08:01:00 GMT"),
                source.asked());
        assertEquals(List.of("2"), instances.column("select value from styrkort.observation"));
        assertEquals(List.of("a.csv", "a.csv"), instances.column("select file_name from styrkort.import"));
        assertEquals(List.of("collector/a"), instances.column("select distinct actor from styrkort.import"));
    }

    @Test
    void theSameAnswerIsNotTakenInTwiceUnlessSomethingCameInBetween() throws Exception {
        source.on("/a.csv", ROW.formatted(1));
        store("a", "/a.csv");
        awaitRuns("a", 1);
        runAgain("a");
        assertEquals(List.of("taken 1", "unchanged 1"), instances.runs("a"));
        assertEquals(1, instances.number("select count(*) from styrkort.import"));
        assertEquals(
                200,
                instances
                        .send("POST", "/imports?source=a", "text/csv", ROW.formatted(5))
                        .status());
        runAgain("a");
        assertEquals("taken 1", instances.runs("a").getLast(), "what the source says is restored");
        assertEquals(List.of("1"), instances.column("select value from styrkort.observation"));
    }

    @Test
    void aWindowIsReadAnewAndTheMergeFindsTheDifference() throws Exception {
        List<String> window = new Window(3, Granularity.MONTH)
                .on(LocalDate.now(Schedule.SWEDEN)).stream().map(Period::code).toList();
        for (String month : window) {
            source.on(
                    "/" + month + ".csv",
                    "period,metric,service,organisation,value\n%s,cost.total,,o,1\n".formatted(month));
        }
        store("a", source.address() + "/{period}.csv", "window: {periods: 3, of: month}");
        awaitRuns("a", 1);
        assertEquals(List.of("taken 3"), instances.runs("a"));
        source.on(
                "/" + window.get(1) + ".csv",
                "period,metric,service,organisation,value\n%s,cost.total,,o,2\n".formatted(window.get(1)));
        runAgain("a");
        assertEquals(List.of("taken 3", "taken 3"), instances.runs("a"));
        assertEquals(4, instances.number("select count(*) from styrkort.import"));
        assertEquals(
                List.of("1", "2", "1"), instances.column("select value from styrkort.observation order by period"));
        assertEquals(6, source.asked().size());
    }

    @Test
    void whatMayPassIsTriedAgainAndWhatMayNotIsNot() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        source.on("/busy.csv", exchange -> {
            boolean busy = asked.incrementAndGet() < 3;
            TestSource.send(exchange, busy ? 503 : 200, busy ? "" : ROW.formatted(1));
        });
        store("busy", "/busy.csv");
        store("gone", "/gone.csv");
        awaitRuns("busy", 3);
        assertEquals(List.of("failed", "failed", "taken 1"), instances.runs("busy"));
        assertEquals(
                List.of("1", "2", "3"),
                instances.column("select attempt from styrkort.collector_run where code = 'busy' order by run_id"));
        awaitRuns("gone", 1);
        assertEquals(List.of("failed"), instances.runs("gone"));
        assertEquals(List.of("SOURCE/gone.csv answered 404."), errors("gone"));
        assertEquals(0, instances.get("/collectors/gone").number("failedAttempts"));
    }

    @Test
    void triesComeToAnEnd() throws Exception {
        source.on("/busy.csv", exchange -> TestSource.send(exchange, 500, ""));
        store("busy", "/busy.csv");
        awaitRuns("busy", 3);
        assertEquals(List.of("failed", "failed", "failed"), instances.runs("busy"));
        Instant next = Instant.parse(instances.get("/collectors/busy").get("nextAt"));
        assertTrue(next.isAfter(Instant.now().plus(Duration.ofHours(23))), "in its own time: " + next);
    }

    @Test
    void oneThatHangsOrFailsHoldsUpNoOther() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        source.on("/slow.csv", exchange -> end.await());
        source.on("/bad.csv", "nonsense");
        source.on("/good.csv", ROW.formatted(1));
        store("slow", "/slow.csv");
        Instances.await("it hangs", () -> source.asked().contains("/slow.csv"));
        store("bad", "/bad.csv");
        store("good", "/good.csv");
        awaitRuns("bad", 1);
        awaitRuns("good", 1);
        assertEquals(List.of("failed 1"), instances.runs("bad"));
        assertEquals(List.of("SOURCE/bad.csv was not taken in (unreadable_file)."), errors("bad"));
        assertEquals(List.of("taken 1"), instances.runs("good"));
        assertEquals(
                "running",
                Api.text(instances.get("/collectors/slow").json().get("lastRun").get("outcome")));
        end.countDown();
    }

    @Test
    void anAnswerThatIsTooLargeTooSlowOrCutOffIsNotTakenIn() throws Exception {
        String many = ROW.formatted(1) + "2026-02,cost.total,,o,1\n".repeat(1_000);
        source.on("/large.csv", many);
        source.on("/endless.csv", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(many.getBytes(StandardCharsets.UTF_8));
        });
        source.on("/dribble.csv", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                Thread.sleep(20);
            }
        });
        source.on("/cut.csv", exchange -> {
            exchange.sendResponseHeaders(200, many.length());
            exchange.getResponseBody().write(ROW.formatted(1).getBytes(StandardCharsets.UTF_8));
            throw new IOException("cut");
        });
        store("large", source.address() + "/large.csv", ", max_size: 1000");
        store("endless", source.address() + "/endless.csv", ", max_size: 1000");
        store("dribble", source.address() + "/dribble.csv", ", timeout: PT1S");
        store("cut", "/cut.csv");
        for (String code : List.of("large", "endless", "dribble", "cut")) {
            awaitRuns(code, 1);
            assertEquals("failed", instances.runs(code).getFirst(), code);
        }
        assertEquals(
                "The answer of SOURCE/large.csv is larger than 1000 bytes.",
                errors("large").getFirst());
        assertEquals(
                "The answer of SOURCE/endless.csv is larger than 1000 bytes.",
                errors("endless").getFirst());
        assertEquals(
                "SOURCE/dribble.csv did not answer to the end within 1 seconds.",
                errors("dribble").getFirst());
        assertTrue(
                errors("cut").getFirst().startsWith("SOURCE/cut.csv gave no whole answer"),
                errors("cut").toString());
        assertEquals(0, instances.number("select count(*) from styrkort.import"));
    }

    @Test
    void redirectsAreFollowedSoFarAndWithoutSecretsToOtherHosts() throws Exception {
        try (TestSource other = new TestSource()) {
            other.on("/a.csv", ROW.formatted(1));
            source.on("/here", exchange -> redirect(exchange, "/there?x=1"));
            source.on("/there?x=1", exchange -> redirect(exchange, other.address() + "/a.csv"));
            source.on("/round", exchange -> redirect(exchange, "/round"));
            source.on("/file", exchange -> redirect(exchange, "file:///etc/passwd"));
            source.on("/inside", exchange -> redirect(exchange, other.address().replace("127.0.0.1", "localhost")));
            String header = ", headers: {Authorization: {file: key, before: \"Bearer \"}}";
            for (String path : List.of("here", "round", "file", "inside")) {
                store(path, source.address() + "/" + path, header);
                awaitRuns(path, 1);
            }
            assertEquals(List.of("taken 1"), instances.runs("here"));
            assertEquals(List.of("/a.csv"), other.asked(), "without the secret");
            assertTrue(
                    source.asked().contains("/there?x=1 Authorization=Bearer " + SECRET),
                    source.asked().toString());
            assertEquals(List.of("SOURCE/round leads on more than 5 times."), errors("round"));
            assertEquals(
                    List.of("SOURCE/file leads on to file://null/etc/passwd, where the collector may not follow."),
                    errors("file"));
            assertTrue(errors("inside").getFirst().startsWith("The host localhost has no public address."));
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    @Test
    void whatIsNotPublicIsNotReachedUnlessItIsAllowed() throws Exception {
        int port = Integer.parseInt(source.address().replaceFirst(".*:", ""));
        List<String> hosts =
                List.of("localhost", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1");
        for (int i = 0; i < hosts.size(); i++) {
            store("h" + i, "http://" + hosts.get(i) + ":" + port + "/a.csv", "");
            awaitRuns("h" + i, 1);
            String host = hosts.get(i);
            assertTrue(errors("h" + i).getFirst().contains("has no public address"), host + errors("h" + i));
        }
        assertEquals(List.of(), source.asked());
    }

    @Test
    void secretsAreSentAndNeverShown() throws Exception {
        source.on("/a.csv", ROW.formatted(1));
        store("a", source.address() + "/a.csv", ", headers: {X-Api-Key: {file: key}}");
        store("missing", source.address() + "/a.csv", ", headers: {X-Api-Key: {file: no-such}}");
        store("outside", source.address() + "/a.csv", ", headers: {X-Api-Key: {file: ../outside}}");
        store("link", source.address() + "/a.csv", ", headers: {X-Api-Key: {file: link}}");
        for (String code : List.of("a", "missing", "outside", "link")) {
            awaitRuns(code, 1);
        }
        assertEquals(List.of("/a.csv X-Api-Key=" + SECRET), source.asked());
        assertEquals(List.of("The secret no-such is missing or cannot be read."), errors("missing"));
        assertEquals(List.of("The secret ../outside is missing or cannot be read."), errors("outside"));
        assertEquals(List.of("The secret link is missing or cannot be read."), errors("link"));
        for (String path : List.of("/collectors", "/collectors/a", "/collectors/a/runs", "/audit", "/sources")) {
            Api.Answer answer = instances.get(path);
            assertEquals(200, answer.status(), path);
            assertFalse(answer.text().contains(SECRET), path);
        }
    }

    @Test
    void twoInstancesAskOneAtATime() throws Exception {
        source.on("/a.csv", exchange -> {
            Thread.sleep(100);
            TestSource.send(exchange, 200, ROW.formatted(1));
        });
        start();
        store("a", "/a.csv");
        awaitRuns("a", 1);
        for (int i = 0; i < 5; i++) {
            runAgain("a");
        }
        assertEquals(1, source.mostAtOnce());
        assertEquals(6, source.asked().size(), "no run was made twice");
        assertEquals(6, instances.runs("a").size());
    }
}
