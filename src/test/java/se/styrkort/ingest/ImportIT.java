package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** What deliveries do to figures that are there, and how figures are read as they were at any time. */
class ImportIT {
    private static final List<String> OUTCOME = List.of("rows", "used", "rejected", "created", "unchanged", "restated");
    private static final String HEADER = "period;metric;service;organisation;value\n";

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ImportIT", Map.of());

    private final Api api = new Api(SERVER);

    /** Every test has its own metric, so that none sees another's figures. */
    private String metric = "";

    private static int count;

    @BeforeEach
    void catalog() {
        metric = "m" + ++count;
        api.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: {sv: Användarnära, en: End-user}}]
                services: [{code: e-moten, product: anv, name: E-möten, aliases: [Emöten]}, {code: e-post, product: anv, name: E-post}]
                organisations: [{code: "0180", name: Stockholm, kind: municipality}, {code: "1480", name: Göteborg}]
                metrics: [{code: %s, name: Antal, unit: "1", granularity: month, over_time: sum}]
                """.formatted(metric));
    }

    /** Rows of {@code period value} for the metric, the service e-moten and the organisation 0180. */
    private String file(String... rows) {
        StringBuilder file = new StringBuilder(HEADER);
        for (String row : rows) {
            int space = row.indexOf(' ');
            file.append(row, 0, space)
                    .append(';')
                    .append(metric)
                    .append(";e-moten;0180;")
                    .append(row.substring(space + 1))
                    .append('\n');
        }
        return file.toString();
    }

    private Api.Answer take(String query, String file) {
        Api.Answer answer = api.take("?source=test" + query, file);
        assertEquals(200, answer.status(), answer.text());
        return answer;
    }

    private String figures(String query) {
        return api.observations("?metric=" + metric + query).replace(metric + "/e-moten/0180/ ", "");
    }

    private Api.Answer trace(String period) {
        return api.get("/observations/trace?service=e-moten&organisation=0180&metric=" + metric + "&period=" + period);
    }

    @Test
    void figuresComeInByCodeNameOrAliasAndLeadBackToTheirRows() {
        Api.Answer answer = take("&fileName=a.csv", """
                period;metric;service;organisation;value
                2026-03;METRIC;e-moten;0180;18 431
                2026-04;METRIC;Emöten;stockholm;18 500,5
                2026-05;METRIC;x;0180;12.5
                """.replace("METRIC", metric));
        assertEquals("rows=3 used=2 rejected=1 created=2 unchanged=0 restated=0", answer.get(OUTCOME));
        assertEquals("4:service unknown_service\n4:value wrong_decimal_sign", answer.places("rejections"));
        assertEquals("2026-03 VALUE 18431 FINAL\n2026-04 VALUE 18500.5 FINAL", figures(""));
        JsonNode current = trace("2026-04").json().get("current");
        assertEquals("a.csv", Api.text(current.get("fileName")));
        assertEquals(answer.get("sha256"), Api.text(current.get("sha256")));
        assertEquals(answer.get("id"), Api.text(current.get("importId")));
        assertEquals("3", Api.text(current.get("rows").get(0).get("line")));
        assertEquals(
                "2026-04;" + metric + ";Emöten;stockholm;18 500,5",
                Api.text(current.get("rows").get(0).get("raw")));
    }

    @Test
    void theSameBytesAgainChangeNothingAndMakeNoRevision() {
        String file = file("2026-01 1", "2026-02 2,50", "2026-03 -");
        long revision = take("", file).number("revision");
        Api.Answer again = take("", file);
        assertEquals("rows=3 used=3 rejected=0 created=0 unchanged=3 restated=0", again.get(OUTCOME));
        assertEquals("null", again.get("revision"));
        assertEquals(
                revision, take("", file("2026-04 1")).number("revision") - 1, "the import in between took no number");
        assertEquals("null", take("", file("2026-02 2,5")).get("revision"), "2,5 is 2,50");
        assertEquals(0, trace("2026-02").json().get("earlier").size());
    }

    @Test
    void aChangedValueMovesTheOldOneToTheHistoryWithTheReason() {
        Api.Answer first = take("&fileName=forst.csv", file("2026-01 1", "2026-02 2"));
        Api.Answer second =
                take("&fileName=sedan.csv&reason=" + Api.encoded("räknade fel"), file("2026-01 1", "2026-02 3"));
        assertEquals("rows=2 used=2 rejected=0 created=0 unchanged=1 restated=1", second.get(OUTCOME));
        JsonNode trace = trace("2026-02").json();
        assertEquals(
                "3 sedan.csv räknade fel null", shown(trace.get("current"), "value", "fileName", "reason", "ended"));
        assertEquals(1, trace.get("earlier").size());
        JsonNode earlier = trace.get("earlier").get(0);
        assertEquals(
                "2 forst.csv null " + second.get("revision") + " " + first.get("revision"),
                shown(earlier, "value", "fileName", "reason", "ended", "revision"));
        assertEquals(
                "2026-02;" + metric + ";e-moten;0180;2",
                Api.text(earlier.get("rows").get(0).get("raw")));
        take("", """
                period;metric;service;organisation;value;reason
                2026-02;METRIC;e-moten;0180;4;radens skäl
                """.replace("METRIC", metric));
        assertEquals(
                "radens skäl", Api.text(trace("2026-02").json().get("current").get("reason")));
    }

    private static String shown(JsonNode node, String... fields) {
        return List.of(fields).stream()
                .map(field -> Api.text(node.get(field)))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @Test
    void aFileThenAnotherThenTheFirstAgainRestoresTheFirst() {
        String a = file("2026-01 1", "2026-02 2");
        take("", a);
        take("", file("2026-01 9", "2026-02 .."));
        assertEquals("2026-01 VALUE 9 FINAL\n2026-02 SECRET  FINAL", figures(""));
        Api.Answer restored = take("", a);
        assertEquals("rows=2 used=2 rejected=0 created=0 unchanged=0 restated=2", restored.get(OUTCOME));
        assertEquals("2026-01 VALUE 1 FINAL\n2026-02 VALUE 2 FINAL", figures(""));
        assertEquals(2, trace("2026-01").json().get("earlier").size());
    }

    @Test
    void asOfGivesTheFiguresAndTheNamesOfThen() {
        take("", file("2026-01 1"));
        Instant then = committed(trace("2026-01"));
        api.store("/catalog", "services: [{code: e-moten, product: anv, name: Videomöten}]");
        take("", file("2026-01 2", "2026-02 7"));
        Instant now = committed(trace("2026-02"));
        assertEquals("2026-01 VALUE 1 FINAL", figures("&asOf=" + then));
        assertEquals("", figures("&asOf=" + then.minusNanos(1000)));
        assertEquals("2026-01 VALUE 2 FINAL\n2026-02 VALUE 7 FINAL", figures("&asOf=" + now));
        assertEquals(figures(""), figures("&asOf=" + now));
        assertEquals("E-möten", name("?asOf=" + then));
        assertEquals("Videomöten", name("?asOf=" + now));
        assertEquals("Videomöten", name(""));
        assertEquals(
                "1",
                Api.text(api.get("/observations/trace?service=e-moten&organisation=0180&metric=" + metric
                                + "&period=2026-01&asOf=" + then)
                        .json()
                        .get("current")
                        .get("value")));
        assertEquals(1, new HashSet<>(List.of(figures("&asOf=" + then), figures("&asOf=" + then))).size());
        api.store("/catalog", "services: [{code: e-moten, product: anv, name: E-möten, aliases: [Emöten]}]");
    }

    private static Instant committed(Api.Answer trace) {
        return Instant.parse(Api.text(trace.json().get("current").get("committedAt")));
    }

    private String name(String query) {
        return api.items("/catalog/services" + query).stream()
                .filter(service -> Api.text(service.get("code")).equals("e-moten"))
                .map(service -> Api.text(service.get("name").get("sv")))
                .findFirst()
                .orElse("none");
    }

    @Test
    void pagesShowEverythingExactlyOnce() {
        StringBuilder file = new StringBuilder(HEADER);
        for (String service : List.of("e-moten", "e-post", "")) {
            for (int month = 1; month <= 12; month++) {
                file.append("2025-%02d;%s;%s;0180;%d\n".formatted(month, metric, service, month));
            }
        }
        take("", file.toString());
        List<String> whole = shownAll("");
        assertEquals(36, new HashSet<>(whole).size());
        for (int limit : new int[] {1, 5, 12, 35, 36, 37}) {
            assertEquals(whole, shownAll("&limit=" + limit), "limit " + limit);
        }
        String then = committed(trace("2025-01")).toString();
        take("", file.toString().replace(";7\n", ";77\n"));
        assertEquals(whole, shownAll("&limit=7&asOf=" + then));
        assertEquals(36, shownAll("&limit=7").size());
        Api.Answer csv = api.get("/observations?format=csv&limit=30&metric=" + metric);
        assertEquals(31, csv.text().lines().count());
    }

    private List<String> shownAll(String query) {
        return api.items("/observations?metric=" + metric + query).stream()
                .map(item -> shown(item, "service", "period", "value", "revision"))
                .toList();
    }

    @Test
    void filtersRepeatAndBoundsAreInclusive() {
        take("", HEADER + """
                2025-12;METRIC;e-moten;0180;1
                2026-01;METRIC;e-moten;0180;2
                2026-02;METRIC;e-post;0180;3
                2026-03;METRIC;e-post;1480;4
                2026-04;METRIC;;;5
                """.replace("METRIC", metric));
        assertEquals("1 2 3 4 5", values(""));
        assertEquals("3 4", values("&service=e-post"));
        assertEquals("1 2 3 4", values("&service=e-post&service=e-moten"));
        assertEquals("4", values("&service=e-post&organisation=1480"));
        assertEquals("1 2 3 4", values("&organisation=1480&organisation=0180"));
        assertEquals("2 3", values("&from=2026-01&to=2026-02"));
        assertEquals("2 3 4 5", values("&from=2026"));
        assertEquals("1", values("&to=2025"));
        assertEquals("2 3 4", values("&from=2026-Q1&to=2026-Q1"));
        assertEquals("", values("&from=2026-05"));
        assertEquals("1 2 3 4 5", values("&qualifier="));
        assertEquals("", values("&qualifier=x"));
    }

    private String values(String query) {
        return api.items("/observations?metric=" + metric + query).stream()
                .map(item -> Api.text(item.get("value")))
                .sorted()
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @Test
    void numbersArePlainAndExactInJsonAndCsv() {
        List<String> numbers = List.of(
                "123456789012345678901234567890.12345678901234567890",
                "0.0000000000000000000000000001",
                "-0.1",
                "1000000000000000000000",
                "0",
                "9007199254740993");
        StringBuilder file = new StringBuilder("period,metric,service,organisation,value\n");
        for (int i = 0; i < numbers.size(); i++) {
            file.append("2026-0%d,%s,e-moten,0180,%s\n".formatted(i + 1, metric, numbers.get(i)));
        }
        take("", file.toString());
        String json = api.get("/observations?metric=" + metric).text();
        Api.Answer csv = api.get("/observations?format=csv&metric=" + metric);
        assertTrue(csv.type().startsWith("text/csv"), csv.type());
        assertTrue(
                csv.text().startsWith("period,metric,service,organisation,qualifier,state,value,quality\r\n"),
                csv.text());
        for (String number : numbers) {
            assertTrue(json.contains("\"value\":" + number + ","), number + " in " + json);
            assertTrue(csv.text().contains(",VALUE," + number + ",FINAL\r\n"), number + " in " + csv.text());
        }
        assertEquals(
                "rows=6 used=6 rejected=0 created=0 unchanged=6 restated=0",
                take("", csv.text()).get(OUTCOME),
                "what comes out can go in");
    }

    @Test
    void emptyStatesAreNeverZero() {
        take("", """
                period;metric;service;organisation;value;state;quality;sample_size;std_dev
                2026-01;METRIC;e-moten;0180;-;;;;
                2026-02;METRIC;e-moten;0180;.;;;;
                2026-03;METRIC;e-moten;0180;..;;;;
                2026-04;METRIC;e-moten;0180;;;;;
                2026-05;METRIC;e-moten;0180;;NOT_APPLICABLE;PRELIMINARY;;
                2026-06;METRIC;e-moten;0180;0;VALUE;SYNTHETIC;12;0,25
                """.replace("METRIC", metric));
        assertEquals("""
                2026-01 MISSING  FINAL
                2026-02 NOT_APPLICABLE  FINAL
                2026-03 SECRET  FINAL
                2026-04 MISSING  FINAL
                2026-05 NOT_APPLICABLE  PRELIMINARY
                2026-06 VALUE 0 SYNTHETIC""", figures(""));
        assertEquals("12 0.25", shown(trace("2026-06").json().get("current"), "sampleSize", "stdDev"));
        take("", file("2026-06 0"));
        assertEquals("2026-06 VALUE 0 FINAL", figures("&from=2026-06"), "another quality is a restatement");
    }

    @Test
    void importsAtTheSameTimeLoseNothing() throws Exception {
        List<String> files = IntStream.range(0, 8)
                .mapToObj(year -> file(IntStream.rangeClosed(1, 12)
                        .mapToObj(month -> "20%02d-%02d %d".formatted(10 + year / 2, month, month))
                        .toArray(String[]::new)))
                .toList();
        List<Api.Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Api.Answer>> running = files.stream()
                    .map(file -> threads.submit(() -> take("&source=same", file)))
                    .toList();
            for (Future<Api.Answer> each : running) {
                answers.add(each.get());
            }
        }
        assertEquals(48, api.items("/observations?metric=" + metric).size());
        assertEquals(
                48,
                answers.stream().mapToLong(answer -> answer.number("created")).sum());
        assertEquals(
                48,
                answers.stream().mapToLong(answer -> answer.number("unchanged")).sum());
        assertEquals(
                4,
                answers.stream()
                        .filter(answer -> !answer.get("revision").equals("null"))
                        .count(),
                "each file came twice");
    }

    @Test
    void newEntriesOfTwoFilesAtTheSameTimeAreOne() throws Exception {
        String profile = "p" + metric;
        api.store("/profiles", """
                code: PROFILE
                unknown: create
                rows: [{metric: {constant: METRIC}, period: {column: p}, organisation: {column: o}, value: {column: v}}]
                """.replace("PROFILE", profile).replace("METRIC", metric));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Api.Answer>> running = IntStream.rangeClosed(1, 4)
                    .mapToObj(month -> threads.submit(() -> take(
                            "&profile=" + profile, "p;o;v\n2026-0" + month + ";ny-a;1\n2026-0" + month + ";ny-b;2\n")))
                    .toList();
            for (Future<Api.Answer> each : running) {
                each.get();
            }
        }
        assertEquals(
                8,
                api.items("/observations?metric=" + metric + "&organisation=ny-a&organisation=ny-b")
                        .size());
        assertEquals(
                2,
                api.items("/catalog/organisations").stream()
                        .filter(one -> Api.text(one.get("code")).startsWith("ny-"))
                        .count());
    }

    @Test
    void rejectionsArePagedInTheOrderOfTheFile() {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 1200; i++) {
            file.append("2026-01;").append(metric).append(i % 3 == 0 ? ";okänd;0180;x\n" : ";e-moten;0180;x\n");
        }
        Api.Answer answer = take("", file.toString());
        assertEquals("rows=1200 used=0 rejected=1200 created=0 unchanged=0 restated=0", answer.get(OUTCOME));
        assertEquals(1000, answer.json().get("rejections").size());
        String path = "/imports/" + answer.get("id") + "/rejections";
        List<String> whole = api.items(path + "?limit=10000").stream()
                .map(one -> shown(one, "line", "column", "code"))
                .toList();
        assertEquals(1600, new HashSet<>(whole).size());
        assertEquals("2 service unknown_service", whole.getFirst());
        assertEquals("1201 value bad_number", whole.getLast());
        for (int limit : new int[] {1000, 399, 3}) {
            assertEquals(
                    whole,
                    api.items(path + "?limit=" + limit).stream()
                            .map(one -> shown(one, "line", "column", "code"))
                            .toList());
        }
        assertEquals(
                answer.get(OUTCOME), api.get("/imports/" + answer.get("id")).get(OUTCOME));
    }

    @Test
    void importsAreListedTheNewestFirst() {
        String first = take("&fileName=1.csv", file("2026-01 1")).get("id");
        String second = take("&fileName=2.csv", file("2026-01 1")).get("id");
        List<JsonNode> items = api.items("/imports?limit=2");
        assertEquals(
                List.of(second, first),
                items.stream().limit(2).map(item -> Api.text(item.get("id"))).toList());
        assertEquals(
                List.of("2.csv", "1.csv"),
                items.stream()
                        .limit(2)
                        .map(item -> Api.text(item.get("fileName")))
                        .toList());
        assertEquals(
                items.size(),
                items.stream().map(item -> Api.text(item.get("id"))).distinct().count());
    }
}
