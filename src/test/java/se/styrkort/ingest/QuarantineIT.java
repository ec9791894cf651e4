package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** Rejected rows wait, are settled one way or the other, and go in when the file is read again. */
class QuarantineIT {
    private static final List<String> OUTCOME =
            List.of("used", "filtered", "rejected", "created", "unchanged", "restated");

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("QuarantineIT", Map.of());

    private static int count;

    private final Api api = new Api(SERVER);

    /** Every test has its own metric and source. */
    private String metric = "";

    @BeforeEach
    void catalog() {
        metric = "m" + ++count;
        api.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services: [{code: a, product: anv, name: A}, {code: b, product: anv, name: B}]
                organisations: [{code: "1", name: Ett}]
                metrics: [{code: %s, name: Antal, unit: "1", granularity: month, plausibility: {bounds: {max: 1000, then: hold}}}]
                """.formatted(metric));
    }

    private long take(String query, String... rows) {
        String file = "period;metric;service;organisation;value\n"
                + String.join("\n", rows).replace("M;", metric + ";") + "\n";
        Api.Answer answer = api.take("?source=" + metric + query, file);
        assertEquals(200, answer.status(), answer.text());
        return answer.number("id");
    }

    private String figures() {
        return api.observations("?metric=" + metric)
                .replace(metric + "/", "")
                .replace(" VALUE", "")
                .replace(" FINAL", "");
    }

    private Api.Answer decide(long id, int line, String json) {
        return api.post("/imports/" + id + "/rows/" + line, "application/json", BodyPublishers.ofString(json));
    }

    private String waiting(long id) {
        return api.items("/imports/" + id + "/quarantine").stream()
                .map(row -> {
                    StringBuilder codes = new StringBuilder(Api.text(row.get("line")));
                    for (JsonNode each : row.get("rejections").values()) {
                        codes.append(' ').append(Api.text(each.get("code")));
                    }
                    return codes.toString();
                })
                .collect(Collectors.joining(", "));
    }

    private Api.Answer replay(long id, String query) {
        return api.post("/imports/" + id + "/replay" + query, "application/json", BodyPublishers.noBody());
    }

    @Test
    void rowsAreSettledEachInItsWay() {
        long id = take(
                "",
                "2026-01;M;a;1;1",
                "2026-01;M;alfa;1;2",
                "2026-02;M;a;1;tre",
                "2026-03;M;a;1;5000",
                "2026-04;M;a;x;6",
                "2026-05;M;a;1;?");
        assertEquals(
                "3 unknown_service, 4 bad_number, 5 held_bounds, 6 unknown_organisation, 7 bad_number", waiting(id));
        assertEquals(
                "2026-02;" + metric + ";a;1;tre",
                Api.text(api.items("/imports/" + id + "/quarantine").get(1).get("raw")));
        // an alias for all, a mapping for this source, a corrected cell, a released row, a dismissed one
        assertEquals(
                200,
                map("{\"kind\": \"service\", \"text\": \"alfa\", \"code\": \"b\"}")
                        .status());
        assertEquals(
                200,
                map("{\"kind\": \"organisation\", \"text\": \"x\", \"code\": \"1\", \"source\": \"%s\"}"
                                .formatted(metric))
                        .status());
        assertEquals(
                200,
                decide(id, 4, "{\"decision\": \"corrected\", \"column\": \"value\", \"value\": \"3\"}")
                        .status());
        assertEquals(
                200,
                decide(id, 5, "{\"decision\": \"released\", \"comment\": \"Kampanj\"}")
                        .status());
        assertEquals(
                200,
                decide(id, 7, "{\"decision\": \"dismissed\", \"comment\": \"Provrad\"}")
                        .status());
        assertEquals(
                "used=5 filtered=1 rejected=0 created=4 unchanged=1 restated=0",
                replay(id, "?dryRun=true").get(OUTCOME));
        assertEquals("a/1/ 2026-01 1", figures(), "a trial changes nothing");
        assertEquals("3 unknown_service, 4 bad_number, 5 held_bounds, 6 unknown_organisation", waiting(id));
        Api.Answer replayed = replay(id, "?reason=Namn");
        assertEquals(
                "used=5 filtered=1 rejected=0 created=4 unchanged=1 restated=0",
                replayed.get(OUTCOME),
                replayed.text());
        assertEquals(
                "a/1/ 2026-01 1\na/1/ 2026-02 3\na/1/ 2026-03 5000\na/1/ 2026-04 6\nb/1/ 2026-01 2",
                figures().lines().sorted().collect(Collectors.joining("\n")));
        assertEquals("", waiting(id));
        assertEquals(
                "bounds …–1000 admin-token",
                String.valueOf(SERVER.row("""
                        select rule || ' ' || detail || ' ' || released_by as flag from styrkort.observation_flag f
                        join styrkort.series s using (series_id) join styrkort.catalog_entry e on e.entry_id = s.metric_id
                        where e.code = '%s'""".formatted(metric)).get("flag")));
        String trail = SERVER.rows("select action from styrkort.audit order by 1").stream()
                .map(row -> String.valueOf(row.get("action")))
                .distinct()
                .collect(Collectors.joining(" "));
        assertEquals(
                true,
                trail.contains("import.replayed") && trail.contains("row.decided") && trail.contains("text.mapped"),
                trail);
        Api.Answer trace = api.get("/observations/trace?service=a&organisation=1&period=2026-02&metric=" + metric);
        assertEquals(
                "2026-02;" + metric + ";a;1;tre",
                Api.text(trace.json().get("current").get("rows").get(0).get("raw")),
                "the row as it was delivered");
        assertEquals(
                "used=5 filtered=1 rejected=0 created=0 unchanged=5 restated=0",
                replay(id, "").get(OUTCOME));
    }

    private Api.Answer map(String json) {
        return api.post("/quarantine/mappings", "application/json", BodyPublishers.ofString(json));
    }

    @Test
    void whatALaterImportBroughtStays() {
        long id = take("", "2026-01;M;a;1;1", "2026-02;M;a;1;x");
        take("", "2026-01;M;a;1;10", "2026-02;M;a;1;20");
        decide(id, 3, "{\"decision\": \"corrected\", \"column\": \"value\", \"value\": \"2\"}");
        assertEquals(
                "used=1 filtered=0 rejected=1 created=0 unchanged=1 restated=0",
                replay(id, "").get(OUTCOME));
        assertEquals("a/1/ 2026-01 10\na/1/ 2026-02 20", figures());
        assertEquals("3 newer_figure", waiting(id));
        assertEquals(
                200,
                decide(id, 3, "{\"decision\": \"dismissed\", \"comment\": \"Ersatt\"}")
                        .status());
        assertEquals("", waiting(id));
        assertEquals(200, decide(id, 3, "{\"decision\": \"reopened\"}").status());
        assertEquals("3 newer_figure", waiting(id).replace("bad_number ", ""));
    }

    @Test
    void aSumIsMadeAnewOfAllItsRows() {
        api.store("/profiles", """
                code: sum-%1$s
                rows: [{metric: {constant: %1$s}, period: {column: period}, service: {column: service}, value: {column: value}}]
                combine: sum
                """.formatted(metric));
        Api.Answer first =
                api.take("?profile=sum-" + metric, "period;service;value\n2026-01;a;1\n2026-01;a;2\n2026-01;alpha;4\n");
        assertEquals("a// 2026-01 3", figures());
        long id = first.number("id");
        decide(id, 4, "{\"decision\": \"corrected\", \"column\": \"service\", \"value\": \"a\"}");
        assertEquals(
                "used=3 filtered=0 rejected=0 created=0 unchanged=0 restated=1",
                replay(id, "").get(OUTCOME));
        assertEquals("a// 2026-01 7", figures());
        Api.Answer trace = api.get("/observations/trace?service=a&period=2026-01&metric=" + metric);
        assertEquals("null", Api.text(trace.json().get("current").get("sampleSize")), "none was in the file");
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() {
        long id = take("", "2026-01;M;a;1;x");
        assertEquals(400, decide(id, 2, "{\"decision\": \"dismissed\"}").status(), "without a comment");
        assertEquals(
                409,
                decide(id, 9, "{\"decision\": \"corrected\", \"column\": \"value\", \"value\": \"1\"}")
                        .status());
        assertEquals(400, decide(id, 2, "{\"decision\": \"guessed\"}").status());
        assertEquals(
                404,
                map("{\"kind\": \"service\", \"text\": \"q\", \"code\": \"nowhere\"}")
                        .status());
        assertEquals(
                409,
                map("{\"kind\": \"metric\", \"text\": \"q\", \"code\": \"%s\"}".formatted(metric))
                        .status());
        assertEquals(409, replay(replay(id, "").number("id"), "").status());
    }

    @Test
    void theFileThatWasDeliveredLastWinsInWhateverOrderFilesAreReadAgain() {
        long older = take("", "2026-01;M;gamma%d;1;10".formatted(count));
        long newer = take("", "2026-01;M;gamma%d;1;12".formatted(count));
        map("{\"kind\": \"service\", \"text\": \"gamma%d\", \"code\": \"a\"}".formatted(count));
        replay(older, "");
        assertEquals("a/1/ 2026-01 10", figures());
        assertEquals(
                "used=1 filtered=0 rejected=0 created=0 unchanged=0 restated=1",
                replay(newer, "").get(OUTCOME));
        assertEquals("a/1/ 2026-01 12", figures());
        assertEquals(
                "used=1 filtered=0 rejected=0 created=0 unchanged=1 restated=0",
                replay(older, "").get(OUTCOME));
        assertEquals("a/1/ 2026-01 12", figures());
    }

    @Test
    void whatALaterImportSaidAgainStays() {
        take("", "2026-01;M;a;1;10");
        long wrong = take("", "2026-01;M;a;1;x");
        take("", "2026-01;M;a;1;10");
        decide(wrong, 2, "{\"decision\": \"corrected\", \"column\": \"value\", \"value\": \"12\"}");
        assertEquals(1, replay(wrong, "").number("rejected"));
        assertEquals("a/1/ 2026-01 10", figures());
        assertEquals("2 newer_figure", waiting(wrong));
    }

    @Test
    void readingAFileAgainEmptiesNothing() {
        api.store("/profiles", """
                code: whole-%1$s
                rows: [{metric: {constant: %1$s}, period: {column: period}, service: {column: service}, value: {column: value}}]
                replaces: delivered_periods
                """.formatted(metric));
        String query = "?profile=whole-" + metric;
        long id = api.take(query, "period;service;value\n2026-01;a;1\n2026-01;b;x\n")
                .number("id");
        Api.Answer rejected = api.take(query, "period;service;value\n2026-01;a;1\n2026-01;b;2\n");
        assertEquals("1", rejected.get("created"));
        Api.Answer half = api.take(query, "period;service;value\n2026-01;a;3\n2026-01;b;2o\n");
        assertEquals("0", half.get("emptied"), "a rejected row was delivered");
        decide(id, 3, "{\"decision\": \"corrected\", \"column\": \"value\", \"value\": \"7\"}");
        replay(id, "");
        assertEquals("a// 2026-01 3\nb// 2026-01 2", figures());
        assertEquals("1", api.take(query, "period;service;value\n2026-01;a;3\n").get("emptied"));
    }
}
