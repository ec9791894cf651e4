package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.security.Accounts;
import se.styrkort.security.Grant;
import se.styrkort.security.Permission;
import se.styrkort.security.Role;
import se.styrkort.security.Tokens;

/** What may be decided about rejected rows, where, and by whom. */
class QuarantineLimitsIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("QuarantineLimitsIT", Map.of());

    private static final Api API = new Api(SERVER);
    private static final String HEADER = "period;metric;service;organisation;value\n";

    @BeforeAll
    static void catalog() {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services: [{code: a, product: anv, name: Alfa}, {code: b, product: anv, name: Beta, aliases: [bee]}]
                organisations: [{code: "1", name: Ett}, {code: "2", name: Två}]
                metrics: [{code: m, name: M, unit: "1", granularity: month, plausibility: {bounds: {max: 1000, then: hold}}}]
                """);
    }

    private static long take(String source, String... rows) {
        Api.Answer answer = API.take("?source=" + source, HEADER + String.join("\n", rows) + "\n");
        assertEquals(200, answer.status(), answer.text());
        return answer.number("id");
    }

    private static Api.Answer post(String path, String json) {
        return API.post(path, "application/json", BodyPublishers.ofString(json));
    }

    private static Api.Answer decide(long id, int line, String json) {
        return post("/imports/" + id + "/rows/" + line, json);
    }

    private static String page(String path) {
        HttpResponse<String> answer = SERVER.asAdmin(path, "Accept", "text/html");
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String codes(long id) {
        StringBuilder codes = new StringBuilder();
        for (JsonNode row : API.items("/imports/" + id + "/quarantine")) {
            codes.append(Api.text(row.get("line")));
            for (JsonNode each : row.get("rejections").values()) {
                codes.append(' ').append(Api.text(each.get("code")));
            }
        }
        return codes.toString();
    }

    @Test
    void theRowsOfAReplayAreThoseOfTheFirstReading() {
        long id = take("again", "2026-01;m;a;1;x");
        long replay = post("/imports/" + id + "/replay", "").number("id");
        assertEquals("2 bad_number", codes(replay));
        assertTrue(page("/imports/" + replay + "/quarantine").contains("action=\"/imports/" + id + "/rows/2\""));
        assertEquals(
                "409 /problems/replay_of_replay",
                decide(replay, 2, "{\"decision\": \"corrected\", \"column\": \"value\", \"value\": \"1\"}")
                        .problem());
    }

    /** The page offers what is looked up, so that what it sends is found when the file is read again. */
    @Test
    void whatThePatternMadeOfTheCellIsMapped() {
        API.store("/profiles", """
                code: patterned
                rows:
                  - metric: {constant: m}
                    period: {column: p}
                    organisation: {constant: "1"}
                    qualifier: {constant: patterned}
                    service: {column: s, pattern: "(.+)\\\\(.*\\\\)", group: 1}
                    value: {column: v}
                """);
        Api.Answer taken = API.take(
                "?profile=patterned&source=patterned",
                "p;s;v\n2026-02;Mejl (drift);7\n2026-03;" + "lång".repeat(60) + "(x);8\n");
        String page = page("/quarantine");
        Matcher offered = Pattern.compile("name=\"text\" value=\"([^\"]*)\"")
                .matcher(page.substring(page.indexOf("Mejl (drift)")));
        assertTrue(offered.find(), page);
        assertEquals("Mejl", offered.group(1));
        assertFalse(page.contains("value=\"långlång"), "a text that was cut");
        HttpResponse<String> mapped = SERVER.post(
                "/quarantine/mappings",
                "kind=service&code=a&source=patterned&text=" + Api.encoded(offered.group(1)),
                "Authorization",
                "Bearer " + RunningServer.TOKEN,
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertEquals(303, mapped.statusCode(), mapped.body());
        Api.Answer replayed = post("/imports/" + taken.get("id") + "/replay", "");
        assertEquals("created=1 rejected=1", replayed.get(List.of("created", "rejected")), replayed.text());
    }

    @Test
    void onlyWhatLooksImplausibleIsReleased() {
        long id = take("held", "2026-04;m;a;1;x", "2026-05;m;a;1;5000");
        String release = "{\"decision\": \"released\", \"comment\": \"Så är det\"}";
        assertEquals("409 /problems/not_held", decide(id, 2, release).problem());
        assertEquals(200, decide(id, 3, release).status());
        assertEquals("409 /problems/no_waiting_row", decide(id, 9, release).problem());
    }

    @Test
    void aCorrectionOfAColumnThatIsNotThereIsSaid() {
        long id = take("column", "2026-06;m;a;1;x");
        assertEquals(
                200,
                decide(id, 2, "{\"decision\": \"corrected\", \"column\": \"antal\", \"value\": \"1\"}")
                        .status());
        post("/imports/" + id + "/replay", "");
        assertEquals("2 no_such_column", codes(id));
        assertTrue(page("/imports/" + id + "/quarantine").contains("antal"));
        decide(id, 2, "{\"decision\": \"corrected\", \"column\": \"antal\", \"value\": \"\"}");
        decide(id, 2, "{\"decision\": \"corrected\", \"column\": \"VALUE\", \"value\": \"1\"}");
        Api.Answer replayed = post("/imports/" + id + "/replay", "");
        assertEquals("created=1 rejected=0", replayed.get(List.of("created", "rejected")), replayed.text());
    }

    @Test
    void whatCannotBeStoredIsRefusedInWords() {
        long id = take("refused", "2026-07;m;a;1;x");
        for (String column : List.of("a\\u0000b", "c".repeat(201))) {
            assertEquals(
                    "400 /problems/invalid_parameter",
                    decide(
                                    id,
                                    2,
                                    "{\"decision\": \"corrected\", \"column\": \"%s\", \"value\": \"1\"}"
                                            .formatted(column))
                            .problem());
        }
        assertEquals(
                "400 /problems/invalid_parameter",
                decide(id, 2, "{\"decision\": \"dismissed\", \"comment\": \"a\\u0000b\"}")
                        .problem());
    }

    @Test
    void anAliasOfAnotherEntryIsRefused() {
        String mapping = "{\"kind\": \"service\", \"text\": \"%s\", \"code\": \"a\"}";
        for (String taken : List.of("b", "BETA", "Bee")) {
            assertEquals(
                    "409 /problems/alias_taken",
                    post("/quarantine/mappings", mapping.formatted(taken)).problem());
        }
        assertEquals(
                200, post("/quarantine/mappings", mapping.formatted("ALFA")).status());
    }

    @Test
    void rowsThatWereSetAsideAreTakenUpAgainOnThePage() {
        long id = take("aside", "2026-08;m;a;1;x", "2026-09;m;a;1;y");
        decide(id, 3, "{\"decision\": \"dismissed\", \"comment\": \"Provrad\"}");
        String page = page("/imports/" + id + "/quarantine");
        assertTrue(page.contains("Rader som lagts åt sidan: 1") && page.contains("2026-09;m;a;1;y"), page);
        Matcher form = Pattern.compile(
                        "(?s)action=\"([^\"]+)\">[^>]*>\\s*<button type=\"submit\" name=\"decision\" value=\"reopened\"")
                .matcher(page);
        assertTrue(form.find(), page);
        HttpResponse<String> reopened = SERVER.post(
                form.group(1),
                "decision=reopened",
                "Authorization",
                "Bearer " + RunningServer.TOKEN,
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertEquals(303, reopened.statusCode(), reopened.body());
        assertEquals("2 bad_number3 bad_number", codes(id));
        assertFalse(page("/imports/" + id + "/quarantine").contains("value=\"reopened\""));
    }

    @Test
    void whoDeliversForSomeSettlesTheirOwn() {
        long others = take("others", "2026-10;m;a;1;x");
        assertEquals(
                200,
                post(
                                "/quarantine/mappings",
                                "{\"kind\": \"organisation\", \"text\": \"hemlig\", \"code\": \"2\", \"source\": \"others\"}")
                        .status());
        String some = token("some", new Grant(Role.STEWARD, Set.of("1"), Set.of()));
        String both = token("both", Grant.ofEverything(Role.AUDITOR), new Grant(Role.STEWARD, Set.of("1"), Set.of()));
        assertFalse(as(some, "GET", "/quarantine/mappings", "").body().contains("hemlig"));
        assertTrue(as(both, "GET", "/quarantine/mappings", "").body().contains("hemlig"));
        String dismissal = "{\"decision\": \"dismissed\", \"comment\": \"nej\"}";
        for (String path : List.of("/imports/" + others + "/rows/2", "/imports/" + others + "/replay")) {
            assertEquals(403, as(both, "POST", path, dismissal).statusCode(), path);
        }
        HttpResponse<String> own = SERVER.send(SERVER.to("/api/v1/imports?source=own")
                .header("Authorization", "Bearer " + both)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(HEADER + "2026-10;m;b;1;x\n")));
        String id = new Api.Answer(own.statusCode(), "", own.body()).get("id");
        assertEquals(
                200, as(both, "POST", "/imports/" + id + "/rows/2", dismissal).statusCode());
    }

    private static String token(String name, Grant... grants) {
        assertTrue(SERVER.bean(Accounts.class).create(name, List.of(grants)).isPresent());
        return SERVER.bean(Tokens.class)
                .make(name, "test", EnumSet.allOf(Permission.class), Duration.ofDays(1))
                .clear();
    }

    private static HttpResponse<String> as(String token, String method, String path, String body) {
        return SERVER.send(SERVER.to("/api/v1" + path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }
}
