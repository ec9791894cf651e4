package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** What a delivery may not do without more ado, what looks wrong in it, and what it would change. */
class MergeIT {
    private static final List<String> OUTCOME =
            List.of("used", "rejected", "created", "unchanged", "restated", "emptied");
    private static final String HEADER = "period;metric;service;organisation;value\n";

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("MergeIT", Map.of());

    private static int count;

    private final Api api = new Api(SERVER);

    /** Every test has its own metric and source, so that none sees another's figures. */
    private String metric = "";

    @BeforeEach
    void number() {
        metric = "m" + ++count;
        metric("");
    }

    private void metric(String rules) {
        api.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services: [{code: a, product: anv, name: A}, {code: b, product: anv, name: B}]
                organisations: [{code: "1", name: Ett}, {code: "2", name: Två}]
                metrics: [{code: %s, name: Antal, unit: "1", granularity: month, over_services: sum%s}]
                """.formatted(metric, rules));
    }

    /** Rows {@code period service organisation value}, {@code -} for no service. */
    private Api.Answer take(String query, String... rows) {
        StringBuilder file = new StringBuilder(HEADER);
        for (String row : rows) {
            String[] parts = row.split(" ");
            String service = parts[1].equals("-") ? "" : parts[1];
            file.append(String.join(";", parts[0], metric, service, parts[2], parts[3]))
                    .append('\n');
        }
        Api.Answer answer = api.take("?source=" + metric + query, file.toString());
        assertEquals(200, answer.status(), answer.text());
        return answer;
    }

    private static Stream<JsonNode> streamed(Api.Answer answer, String list) {
        return StreamSupport.stream(answer.json().get(list).values().spliterator(), false);
    }

    private static String codes(Api.Answer answer) {
        return streamed(answer, "rejections")
                .map(each -> Api.text(each.get("line")) + " " + Api.text(each.get("code")))
                .collect(Collectors.joining(", "));
    }

    private String figures() {
        return api.observations("?metric=" + metric).replace(metric + "/", "");
    }

    private void put(String period, String state) {
        Api.Answer answer = api.post(
                "/periods/" + period + "/" + state + "?reason=Bokslut",
                "application/json",
                java.net.http.HttpRequest.BodyPublishers.noBody());
        assertEquals(200, answer.status(), answer.text());
    }

    @Test
    void aClosedPeriodIsRestatedWithAReasonOnly() {
        take("", "2021-01 a 1 10", "2021-02 a 1 11");
        put("2021-01", "close");
        Api.Answer silent = take("", "2021-01 a 1 99", "2021-02 a 1 12");
        assertEquals("used=1 rejected=1 created=0 unchanged=0 restated=1 emptied=0", silent.get(OUTCOME));
        assertEquals("2 closed_without_reason", codes(silent));
        assertEquals("a/1/ 2021-01 VALUE 10 FINAL\na/1/ 2021-02 VALUE 12 FINAL", figures());
        assertEquals("", codes(take("", "2021-01 a 1 10")), "what changes nothing needs no reason");
        assertEquals("", codes(take("&reason=Fel+fil", "2021-01 a 1 99")));
        assertEquals("a/1/ 2021-01 VALUE 99 FINAL\na/1/ 2021-02 VALUE 12 FINAL", figures());
        put("2021-01", "reopen");
        assertEquals("", codes(take("", "2021-01 a 1 98")));
        String states = api.items("/periods/2021-01").stream()
                .map(each -> Api.text(each.get("state")) + " " + Api.text(each.get("actor")) + " "
                        + Api.text(each.get("reason")) + " " + each.get("until").isNull())
                .collect(Collectors.joining(", "));
        assertEquals("closed admin-token Bokslut false, reopened admin-token Bokslut true", states);
    }

    @Test
    void aLateFirstFigureOfAClosedPeriodGoesIn() {
        put("2021-03", "close");
        assertEquals("", codes(take("", "2021-03 a 1 10")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            sign: {is: not_negative, then: hold}             | -1     | held_not_negative
            sign: {is: not_negative, then: hold}             | 0      | VALUE 0 FINAL
            sign: {is: positive}                             | 0      | VALUE 0 PRELIMINARY
            bounds: {min: 0, max: 100, then: hold}           | 100    | VALUE 100 FINAL
            bounds: {min: 0, max: 100, then: hold}           | 100,01 | held_bounds
            bounds: {max: 100}                               | 101    | VALUE 101 PRELIMINARY
            small_count: {below: 5, then: hold}              | 4      | held_small_count
            small_count: {below: 5, then: hold}              | 5      | VALUE 5 FINAL
            small_count: {below: 5, then: hold}              | 0      | VALUE 0 FINAL
            jump: {factor: 3, then: hold}                    | 31     | held_jump
            jump: {factor: 3, then: hold}                    | 30     | VALUE 30 FINAL
            jump: {factor: 3}                                | 3      | VALUE 3 PRELIMINARY
            jump: {factor: 3}                                | -      | MISSING  FINAL
            """)
    void whatIsHardToBelieveIsHeldOrFlagged(String rule, String value, String expected) {
        // thirteen months, so that the first of them is none of the last twelve; their median is 10
        take(
                "",
                java.util.stream.IntStream.rangeClosed(1, 13)
                        .mapToObj(i -> "%s a 1 %d"
                                .formatted(java.time.YearMonth.of(2021, 11).plusMonths(i), i == 1 ? 5000 : 9 + i % 3))
                        .toArray(String[]::new));
        metric(", plausibility: {" + rule + "}");
        Api.Answer answer = take("", "2023-01 a 1 " + value);
        String now = api.observations("?from=2023-01&metric=" + metric).replace(metric + "/a/1/ 2023-01 ", "");
        assertEquals(expected, codes(answer).replaceAll("^\\d+ ", "") + now);
        Api.Answer again = take("", "2023-01 a 1 " + value);
        assertEquals(0, again.number("restated") + again.number("created"), "the same again changes nothing");
        boolean flagged = now.endsWith("PRELIMINARY");
        assertEquals(flagged ? 1L : 0L, SERVER.row("""
                        select count(*) as n from styrkort.observation_flag f join styrkort.series s using (series_id)
                        join styrkort.catalog_entry e on e.entry_id = s.metric_id where e.code = '%s'""".formatted(metric)).get("n"));
    }

    @Test
    void theWholeMustEqualItsParts() {
        metric(", plausibility: {control_total: {over: services, tolerance: 0.01, then: hold}}");
        assertEquals("", codes(take("", "2023-01 - 1 100", "2023-01 a 1 60", "2023-01 b 1 40,9")));
        assertEquals(
                "2 held_control_total, 3 held_control_total",
                codes(take("", "2023-02 - 1 100", "2023-02 a 1 60", "2023-02 - 2 7")));
        assertEquals("2 held_control_total", codes(take("", "2023-01 a 1 70")), "against what is there already");
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndChangesNothing() {
        take("", "2023-01 a 1 10", "2023-01 b 1 20", "2023-02 a 1 11", "2023-02 b 1 21");
        String before = figures();
        Api.Answer tried = take("&dryRun=true", "2023-02 a 1 12", "2023-03 a 1 13", "2023-03 a 2 -");
        assertEquals("used=3 rejected=0 created=2 unchanged=0 restated=1 emptied=0", tried.get(OUTCOME));
        assertEquals("""
                restated a/1 2023-02 VALUE 11 FINAL -> VALUE 12 FINAL
                created a/1 2023-03 null -> VALUE 13 FINAL
                created a/2 2023-03 null -> MISSING null FINAL
                absent b/1 2023-02 VALUE 21 FINAL -> null
                absent b/1 2023-03 VALUE 21 FINAL -> null""", streamed(tried, "changes").map(MergeIT::shown).collect(Collectors.joining("\n")));
        assertEquals("2", tried.get("absent"));
        assertEquals(before, figures());
    }

    private static String shown(JsonNode change) {
        return Api.text(change.get("change")) + " " + Api.text(change.get("service")) + "/"
                + Api.text(change.get("organisation")) + " " + Api.text(change.get("period")) + " "
                + figure(change.get("old")) + " -> " + figure(change.get("new"));
    }

    private static String figure(JsonNode figure) {
        return figure.isNull()
                ? "null"
                : Api.text(figure.get("state")) + " " + Api.text(figure.get("value")) + " "
                        + Api.text(figure.get("quality"));
    }

    @Test
    void aFlaggedFigureOfAClosedPeriodMayBeDeliveredAgain() {
        metric(", plausibility: {bounds: {max: 100}}");
        take("", "2022-05 a 1 500");
        put("2022-05", "close");
        assertEquals(
                "used=1 rejected=0 created=0 unchanged=1 restated=0 emptied=0",
                take("", "2022-05 a 1 500").get(OUTCOME));
        assertEquals("a/1/ 2022-05 VALUE 500 PRELIMINARY", figures());
        JsonNode flag = api.get("/observations/trace?service=a&organisation=1&period=2022-05&metric=" + metric)
                .json()
                .get("current")
                .get("flags")
                .get(0);
        assertEquals("bounds …–100", Api.text(flag.get("rule")) + " " + Api.text(flag.get("detail")));
    }

    @Test
    void aSecretPartRaisesNoAlarm() {
        metric(", plausibility: {control_total: {over: services, then: hold}}");
        assertEquals("", codes(take("", "2023-03 - 1 100", "2023-03 a 1 60", "2023-03 b 1 ..")));
    }

    @Test
    void ofAWideRowOnlyTheCellInConflictStaysOut() {
        api.store("/profiles", """
                code: wide-%1$s
                unpivot: {columns: "20\\\\d\\\\d-\\\\d\\\\d", as: month}
                rows: [{metric: {constant: %1$s}, period: {column: month}, service: {column: service}, value: {column: cell}}]
                """.formatted(metric));
        String query = "?profile=wide-" + metric;
        api.take(query, "service;2022-06;2022-07\na;1;2\n");
        put("2022-06", "close");
        Api.Answer answer = api.take(query, "service;2022-06;2022-07;2022-08\na;9;8;7\n");
        assertEquals("used=2 rejected=1 created=1 unchanged=0 restated=1 emptied=0", answer.get(OUTCOME));
        assertEquals("a// 2022-06 VALUE 1 FINAL\na// 2022-07 VALUE 8 FINAL\na// 2022-08 VALUE 7 FINAL", figures());
    }
}
