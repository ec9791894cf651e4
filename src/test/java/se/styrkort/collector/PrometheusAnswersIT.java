package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;

/** A collector of Prometheus asks a real server over HTTP, which answers as Prometheus does, in all the ways that it may. */
@Timeout(120)
class PrometheusAnswersIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SECRET = "a-secret-that-must-not-be-seen";

    @TempDir
    private static Path temp;

    private static Instances instances;
    private static int number;

    private TestPrometheus prometheus;
    /** Of the collector and its source: each test has its own. */
    private String code;

    @BeforeAll
    static void start() throws IOException {
        instances = new Instances(temp.resolve("inbox"));
        Path secrets = Files.createDirectories(temp.resolve("secrets"));
        Files.writeString(secrets.resolve("key"), SECRET);
        instances.start(Map.of(
                "styrkort.collector.http-allow", "127.0.0.1", "styrkort.collector.secrets-dir", secrets.toString()));
        // keeps what is delivered, and makes nothing of it
        instances.store("/profiles", """
                code: states
                format: csv
                rows:
                  - when: {up: [neither]}
                    metric: {constant: cost.total}
                    period: {constant: 2026-03}
                    value: {column: up}
                """);
    }

    @AfterAll
    static void stop() {
        instances.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        prometheus = new TestPrometheus("/prom");
        number++;
        code = "p" + number;
    }

    @AfterEach
    void close() {
        prometheus.close();
    }

    private void store(Instant start, String more) throws IOException {
        instances.store("/collectors", """
                code: %s
                kind: prometheus
                source: %1$s
                profile: states
                schedule: {every: PT24H}
                retry: {attempts: 3, first: PT0.1S, most: PT0.2S}
                settings: {url: "%s/prom/", service: {label: instance}, start: "%s", settle: PT1M%s}
                """.formatted(code, prometheus.address(), start, more));
    }

    private void awaitRuns(int runs) throws Exception {
        Instances.await(runs + " runs", () -> instances.runs(code).size() >= runs);
    }

    private void runAgain() throws Exception {
        int before = instances.runs(code).size();
        instances.send("POST", "/collectors/" + code + "/run", "application/json", "");
        awaitRuns(before + 1);
    }

    private List<String> errors() throws IOException {
        List<String> errors = new ArrayList<>();
        for (JsonNode run : instances
                .get("/collectors/" + code + "/runs")
                .json()
                .get("items")
                .values()) {
            errors.add(Api.text(run.get("error")).replace(prometheus.address() + "/prom/api/v1/query_range", "P"));
        }
        return errors.reversed();
    }

    private long count(String table) {
        return instances.number("select count(*) from " + table + " where code = '" + code + "'");
    }

    /** What was delivered in all, sorted, without the headers. */
    private List<String> delivered() {
        return Delivered.texts(instances, code).stream()
                .flatMap(String::lines)
                .filter(row -> !row.equals("service,at,up"))
                .sorted()
                .toList();
    }

    private List<String> expected(Instant start) {
        return prometheus.rows(start, prometheus.asked().getLast().end(), MINUTE);
    }

    /** Down, without value, absent or up, by the minute. */
    private static @Nullable String sample(Instant at) {
        long minute = at.getEpochSecond() / 60;
        return minute % 7 == 3 ? "0" : minute % 11 == 5 ? "NaN" : minute % 13 == 0 ? null : "1";
    }

    private static Instant ago(Duration duration) {
        return Instant.now().minus(duration).truncatedTo(ChronoUnit.MINUTES);
    }

    @Test
    void aMonthIsReadInPiecesWithinTheLimitAndThenOnlyWhatIsNew() throws Exception {
        prometheus.service("https://e-moten.example", PrometheusAnswersIT::sample);
        Instant start = ago(Duration.ofDays(31));
        store(start, "");
        awaitRuns(1);
        assertEquals(List.of("taken 5"), instances.runs(code), errors().toString());
        for (TestPrometheus.Asked asked : prometheus.asked()) {
            assertTrue(asked.points() <= 10_000, asked.toString());
            assertEquals("probe_success", asked.query());
        }
        assertEquals(expected(start), delivered(), "every sample once");
        assertEquals(5, prometheus.asked().size());
        JsonNode source = instances.get("/sources/" + code).json();
        Instant last = prometheus.asked().getLast().end();
        assertEquals(
                last.atZone(Schedule.SWEDEN).toLocalDate().toString(),
                Api.text(source.get("newestPeriod")),
                "as new as what was read last");
        assertEquals("fresh", Api.text(source.get("freshness")));
        assertEquals("prometheus", instances.get("/collectors/" + code).get("kind"));
        assertFalse(prometheus.asked().getLast().end().isAfter(ago(Duration.ZERO)), "what has settled");
        int before = prometheus.asked().size();
        runAgain();
        if (prometheus.asked().size() > before) {
            assertEquals(
                    prometheus.asked().get(before - 1).end().plus(MINUTE),
                    prometheus.asked().get(before).start());
        } else {
            assertEquals("unchanged 1", instances.runs(code).getLast());
        }
        assertEquals(expected(start), delivered(), "none twice");
    }

    @Test
    void aNewStartIsReadAnewAndAnythingElseGoesOn() throws Exception {
        prometheus.service("a", _ -> "1");
        Instant start = ago(Duration.ofHours(3));
        store(start, "");
        awaitRuns(1);
        Instant read = prometheus.asked().getLast().end();
        prometheus.service("b", _ -> "0");
        store(start, ", query: 'min by (instance) (probe_success)'");
        awaitRuns(2);
        int asked = prometheus.asked().size();
        assertTrue(asked == 1 || prometheus.asked().getLast().start().isAfter(read), "it goes on");
        store(start.minus(MINUTE), "");
        awaitRuns(3);
        assertEquals(start.minus(MINUTE), prometheus.asked().getLast().start());
        assertTrue(delivered().contains("\"b\"," + start + ",false"));
    }

    @Test
    void whatIsTooMuchIsAskedForInSmallerPieces() throws Exception {
        for (String service : List.of("a", "b", "c")) {
            prometheus.service(service, PrometheusAnswersIT::sample);
        }
        Instant start = ago(Duration.ofHours(5));
        store(start, ", max_samples: 200");
        awaitRuns(1);
        assertTrue(instances.runs(code).getFirst().startsWith("taken "), errors().toString());
        assertEquals(expected(start), delivered());
        assertTrue(prometheus.asked().size() > 5, prometheus.asked().toString());
        store(start.minus(MINUTE), ", max_samples: 2");
        awaitRuns(2);
        assertTrue(errors().getLast().startsWith("P answers with more than 2 values"), errors().toString());
    }

    @Test
    void refusalsAreToldInPrometheusOwnWords() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        prometheus.source().on("/prom/api/v1/query_range", exchange -> {
            switch (asked.incrementAndGet()) {
                case 1 -> TestPrometheus.refuse(exchange, 503, "timeout", "query timed out");
                case 2 -> TestPrometheus.refuse(exchange, 422, "execution", "too many samples");
                case 3 -> TestPrometheus.refuse(exchange, 400, "bad_data", "parse error");
                case 4 -> TestPrometheus.refuse(exchange, 200, "internal", "no space");
                case 5 -> TestSource.send(exchange, 200, "<html>Log in</html>");
                default -> TestSource.send(exchange, 404, "404 page not found");
            }
        });
        store(ago(Duration.ofHours(1)), "");
        awaitRuns(2); // 503 may pass and is tried again, the others are not
        runAgain();
        runAgain();
        Instances.await("what may pass is tried again", () -> asked.get() >= 5);
        awaitRuns(5);
        runAgain();
        assertEquals(
                List.of(
                        "P answered 503: timeout: query timed out",
                        "P answered 422: execution: too many samples",
                        "P answered 400: bad_data: parse error",
                        "P could not answer: internal: no space"),
                errors().subList(0, 4));
        assertTrue(errors().get(4).startsWith("P did not answer as Prometheus does (Unexpected"), errors().get(4));
        assertEquals("P answered 404.", errors().get(5));
        assertEquals(List.of("failed"), instances.runs(code).stream().distinct().toList());
        assertEquals(0, Delivered.texts(instances, code).size());
        assertEquals(0, count("styrkort.collector_position"));
    }

    @Test
    void anAnswerWithWarningsIsAskedForOnceMore() throws Exception {
        Instant start = ago(Duration.ofHours(2));
        prometheus.service("a", at -> at.isBefore(start.plus(Duration.ofHours(1))) ? "1" : null);
        prometheus.more(",\"warnings\":[\"store 2 is away\"]");
        store(start, ", chunk: PT1H30M");
        awaitRuns(1);
        prometheus.service("a", _ -> "1");
        prometheus.more("");
        awaitRuns(2);
        assertEquals("partly 1", instances.runs(code).getFirst());
        assertTrue(errors().getFirst().startsWith("P answered with a warning for the time from " + start), "told");
        assertTrue(errors().getFirst().contains("store 2 is away"), errors().getFirst());
        assertEquals(start, prometheus.asked().get(0).start());
        assertEquals(start, prometheus.asked().get(1).start(), "the same time");
        assertEquals(expected(start), delivered().stream().distinct().toList(), "what was missing has come");
        assertEquals("taken 2", instances.runs(code).get(1));
    }

    @Test
    void anAnswerThatIsAlwaysWarnedOfHoldsNothingUp() throws Exception {
        Instant start = ago(Duration.ofHours(2));
        prometheus.service("a", PrometheusAnswersIT::sample);
        prometheus.more(",\"warnings\":[\"store 2 is away\"]");
        store(start, ", chunk: PT1H");
        awaitRuns(2);
        runAgain();
        runAgain();
        assertEquals(expected(start), delivered().stream().distinct().toList());
        assertTrue(errors().get(1).startsWith("P warned again for the time from " + start), errors().toString());
        assertTrue(
                instances.number(
                                "select extract(epoch from read_to)::bigint from styrkort.collector_position where code = '"
                                        + code + "'")
                        > start.plus(Duration.ofHours(1)).getEpochSecond(),
                "it goes on");
    }

    @Test
    void aQueryThatFindsNothingIsSaidToAndLosesNothing() throws Exception {
        Instant start = ago(Duration.ofDays(20));
        store(start, "");
        awaitRuns(1);
        assertEquals(List.of("failed"), instances.runs(code));
        assertTrue(errors().getFirst().startsWith("P has no value 0 or 1 from " + start), errors().toString());
        prometheus.service("a", at -> at.isBefore(ago(Duration.ofDays(1))) ? null : sample(at));
        runAgain();
        assertEquals("taken 1", instances.runs(code).getLast(), "pieces without samples are no imports");
        assertEquals(expected(start), delivered());
        // silent from here on
        int asked = prometheus.asked().size();
        prometheus.service("a", _ -> null);
        instances.execute(
                "update styrkort.collector_position set read_to = read_to - interval '10 minutes' where code = '" + code
                        + "'");
        runAgain();
        runAgain();
        assertEquals(List.of("failed", "failed"), instances.runs(code).subList(2, 4));
        assertEquals(
                prometheus.asked().get(asked).start(),
                prometheus.asked().getLast().start(),
                "the same time is asked for again");
    }

    @Test
    void whatIsNoStateOrNamesNoServiceIsCountedAndTheRestIsTaken() throws Exception {
        prometheus.service("a", at -> at.getEpochSecond() % 120 == 0 ? "0.5" : "1");
        prometheus.service("", _ -> "1");
        store(ago(Duration.ofMinutes(31)), "");
        awaitRuns(1);
        assertEquals(List.of("partly 1"), instances.runs(code));
        assertEquals(
                List.of("P gave 1 series without the label instance, which is to say which service it is. They were not"
                        + " taken in."),
                errors());
        assertEquals(
                List.of("true"),
                delivered().stream()
                        .map(row -> row.replaceAll(".*,", ""))
                        .distinct()
                        .toList());
        prometheus.service("", _ -> null);
        store(ago(Duration.ofMinutes(32)), "");
        awaitRuns(2);
        assertTrue(
                errors().getLast().matches("P gave 1\\d values that are neither 0 nor 1, first 0\\.5 \\(a\\)\\..*"),
                errors().toString());
    }

    @Test
    void anAnswerThatBreaksOffChangesNothingAndIsAskedForAgain() throws Exception {
        prometheus.service("a", PrometheusAnswersIT::sample);
        Instant start = ago(Duration.ofHours(2));
        AtomicInteger asked = new AtomicInteger();
        prometheus.source().on("/prom/api/v1/query_range", exchange -> {
            if (asked.incrementAndGet() != 2) {
                prometheus.answer(exchange);
                return;
            }
            exchange.sendResponseHeaders(200, 5_000);
            exchange.getResponseBody().write("{\"status\":\"success\",\"da".getBytes(StandardCharsets.UTF_8));
            throw new IOException("cut");
        });
        store(start, ", chunk: PT1H");
        awaitRuns(2);
        assertEquals("partly 1", instances.runs(code).getFirst());
        assertTrue(errors().getFirst().startsWith("P gave no whole answer ("), errors().toString());
        assertEquals(expected(start), delivered(), "and nothing is in twice");
    }

    @Test
    void anUnknownServiceWaitsAndIsReadWhenItIsKnown() throws Exception {
        String catalog = """
                objects: [{code: a, name: A}]
                products: [{code: b, object: a, name: B}]
                services: [{code: c, product: b, name: C, measured_by: probes, aliases: [%s]}]
                """;
        instances.store("/catalog", catalog.formatted("known"));
        prometheus.service("known", PrometheusAnswersIT::sample);
        prometheus.service("https://new.example", _ -> "1");
        instances.store("/collectors", """
                code: %s
                kind: prometheus
                source: %1$s
                profile: probes
                schedule: {every: PT24H}
                settings: {url: "%s/prom", service: {label: instance}, start: "%s"}
                """.formatted(code, prometheus.address(), ago(Duration.ofHours(2))));
        awaitRuns(1);
        assertEquals(List.of("taken 1"), instances.runs(code));
        long waiting = instances.number("select rejected from styrkort.collector_run where code = '" + code + "'");
        assertTrue(waiting > 100, "all of the new one's: " + waiting);
        long known = instances.number("select count(*) from styrkort.probe");
        instances.store("/catalog", catalog.formatted("known").replace("]}]", """
                ]},
                           {code: d, product: b, name: D, measured_by: probes, aliases: ["https://new.example"]}]"""));
        long id = instances.number("select max(import_id) from styrkort.import");
        assertEquals(
                200,
                instances
                        .send("POST", "/imports/" + id + "/replay", "application/json", "")
                        .status());
        assertEquals(known + waiting, instances.number("select count(*) from styrkort.probe"));
    }

    @Test
    void secretsAreSentAndNeverShown() throws Exception {
        prometheus.service("a", _ -> "1");
        store(ago(Duration.ofHours(1)), ", headers: {Authorization: {file: key, before: \"Bearer \"}}");
        awaitRuns(1);
        assertEquals(
                List.of("/prom/api/v1/query_range Authorization=Bearer " + SECRET),
                prometheus.source().asked());
        for (String path : List.of("/collectors", "/collectors/" + code, "/collectors/" + code + "/runs", "/sources")) {
            assertFalse(instances.get(path).text().contains(SECRET), path);
        }
    }

    @Test
    void aPrivateAddressIsOnlyReachedWhereItIsAllowed() throws Exception {
        instances.store("/collectors", """
                code: %s
                kind: prometheus
                source: %1$s
                profile: states
                schedule: {every: PT24H}
                settings: {url: "%s", service: {label: instance}, start: 2026-01-01}
                """.formatted(code, prometheus.address().replace("127.0.0.1", "localhost")));
        awaitRuns(1);
        assertTrue(errors().getFirst().startsWith("The host localhost has no public address."), errors().toString());
        assertEquals(List.of(), prometheus.asked());
    }
}
