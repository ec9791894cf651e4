package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;

/** From files of figures to explained scores, over the API alone. */
class ScorecardIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ScorecardIT", Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    static HttpResponse<String> post(String path, String type, String body) {
        return SERVER.send(SERVER.to(path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode accepted(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode get(String path) {
        return accepted(SERVER.asAdmin(path));
    }

    private static JsonNode load(String fileName, String csv) {
        return accepted(post("/api/v1/imports?reason=test&fileName=" + fileName, "text/csv", csv));
    }

    @BeforeAll
    static void figuresAndModel() {
        accepted(post("/api/v1/catalog", "application/yaml", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services:
                  - {code: e-moten, product: anv, name: E-möten, availability_group: business_system}
                  - {code: natverk, product: anv, name: Nätverk, availability_group: infrastructure}
                organisations:
                  - {code: stad, name: Staden, kind: municipality}
                  - {code: skola, name: Skolan, kind: board, parent: stad}
                  - {code: vard, name: Vården, kind: board, parent: stad}
                metrics:
                  - {code: test.users, name: Användare, unit: users, granularity: month, over_time: sum, over_services: sum, over_organisations: sum}
                  - {code: test.target, name: Målgrupp, unit: users, granularity: month, over_time: sum, over_services: sum, over_organisations: sum}
                  - {code: test.cost, name: Kostnad, unit: SEK, granularity: month, over_time: sum, over_services: sum, over_organisations: sum}
                """));
        accepted(post("/api/v1/models", "application/yaml", """
                code: test
                version: 1
                valid_from: 2026-01
                name: {sv: Provmodell, en: Test model}
                missing: {min_share: 0.5}
                perspectives:
                  - code: internal
                    name: {sv: Intern nytta, en: Internal benefit}
                    measures:
                      - code: adoption
                        name: {sv: Nyttjande, en: Adoption}
                        value: sum(test.users) / sum(test.target)
                        normalisation: {goalposts: {zero: 0, hundred: 1}}
                        target: 0.8
                        caution: 0.5
                      - code: reach
                        name: {sv: Räckvidd, en: Reach}
                        value: sum(test.users, service=natverk)
                        normalisation: {goalposts: {zero: 1, hundred: 10000}, scale: log}
                  - code: cost
                    name: {sv: Kostnad, en: Cost}
                    measures:
                      - code: cost_per_user
                        name: {sv: Kostnad per användare, en: Cost per user}
                        window: quarter
                        value: sum(test.cost) / sum(test.users)
                        normalisation: {goalposts: {zero: 400, hundred: 200}}
                """));
        load("mars.csv", """
                period,metric,service,organisation,value
                2026-03,test.users,e-moten,skola,60
                2026-03,test.users,natverk,skola,100
                2026-03,test.target,,skola,200
                2026-03,test.users,e-moten,vard,-
                2026-03,test.target,,vard,50
                2026-03,test.cost,,skola,1000
                """);
    }

    private static JsonNode subject(JsonNode scorecards, String code) {
        for (JsonNode subject : scorecards.get("subjects")) {
            if (subject.get("subject").get("code").textValue().equals(code)) {
                return subject;
            }
        }
        throw new AssertionError(code + " is not among " + scorecards);
    }

    private static JsonNode measure(JsonNode subject, int perspective, int measure) {
        return subject.get("perspectives").get(perspective).get("measures").get(measure);
    }

    @Test
    void scoresFollowTheDefinition() {
        JsonNode skola = subject(get("/api/v1/scorecards?model=test&period=2026-03"), "skola");
        assertEquals(0.8, measure(skola, 0, 0).get("value").doubleValue(), 1e-12);
        assertEquals(80, measure(skola, 0, 0).get("score").doubleValue(), 1e-9);
        assertEquals("met", measure(skola, 0, 0).get("status").textValue());
        assertEquals(50, measure(skola, 0, 1).get("score").doubleValue(), 1e-9);
        assertEquals(65, skola.get("perspectives").get(0).get("score").doubleValue(), 1e-9);
        assertTrue(skola.get("total").isNull());
    }

    @Test
    void aMonthWithoutFiguresMakesTheQuarterMissing() {
        JsonNode skola = subject(get("/api/v1/scorecards?model=test&period=2026-03"), "skola");
        assertEquals("MISSING", measure(skola, 1, 0).get("state").textValue());
        JsonNode cost = skola.get("perspectives").get(1);
        assertTrue(cost.get("score").isNull());
        assertEquals(0, cost.get("missingLow").doubleValue());
        assertEquals(100, cost.get("missingHigh").doubleValue());
        assertEquals("[0,1]", cost.get("coverage").get("measures").toString());
    }

    @Test
    void aMissingPartMakesTheWholeMissingAndIsNotTakenForZero() {
        JsonNode all = get("/api/v1/scorecards?model=test&period=2026-03");
        assertEquals("MISSING", measure(subject(all, "vard"), 0, 0).get("state").textValue());
        assertEquals("MISSING", measure(subject(all, "stad"), 0, 0).get("state").textValue());
        assertEquals(
                "no_information",
                measure(subject(all, "stad"), 0, 0).get("status").textValue());
        // the parent reads its children's service: 100 from skola alone
        assertEquals(100, measure(subject(all, "stad"), 0, 1).get("value").intValue());
    }

    @Test
    void theExplanationLeadsToFileLineAndRawRow() {
        JsonNode explanation =
                get("/api/v1/scorecards/explain?model=test&period=2026-03&organisation=skola&node=internal/adoption")
                        .get("explanation");
        assertEquals("160 / 200", explanation.get("measure").get("rendered").textValue());
        JsonNode observations = explanation.get("children").get(0).get("term").get("observations");
        assertEquals(2, observations.size());
        JsonNode first = observations.get(0);
        assertEquals("mars.csv", first.get("fileName").textValue());
        assertEquals(2, first.get("rows").get(0).get("line").intValue());
        assertEquals(
                "2026-03,test.users,e-moten,skola,60",
                first.get("rows").get(0).get("text").textValue());
    }

    @Test
    void asOfARestatementShowsWhatWasKnownThen() {
        load(
                "april.csv",
                "period,metric,service,organisation,value\n2026-04,test.users,natverk,vard,10\n2026-04,test.target,,vard,20\n");
        String before = URLEncoder.encode(Instant.now().toString(), StandardCharsets.UTF_8);
        load("april2.csv", "period,metric,service,organisation,value\n2026-04,test.users,natverk,vard,15\n");
        String path = "/api/v1/scorecards?model=test&period=2026-04&organisation=vard";
        assertEquals(
                0.75, measure(subject(get(path), "vard"), 0, 0).get("value").doubleValue());
        JsonNode then = get(path + "&asOf=" + before);
        assertEquals(0.5, measure(subject(then, "vard"), 0, 0).get("value").doubleValue());
        JsonNode explained = get(
                "/api/v1/scorecards/explain?model=test&period=2026-04&organisation=vard&node=internal/adoption&asOf="
                        + before);
        assertEquals(
                "10 / 20",
                explained.get("explanation").get("measure").get("rendered").textValue());
    }

    @Test
    void trendsAreBetweenClosedPeriodsOnly() {
        load("sommar.csv", """
                period,metric,service,organisation,value
                2026-06,test.users,natverk,vard,10
                2026-06,test.target,,vard,20
                2026-07,test.users,natverk,vard,12
                2026-07,test.target,,vard,20
                """);
        String path = "/api/v1/scorecards?model=test&period=2026-07&organisation=vard";
        JsonNode open = get(path);
        assertEquals("open", open.get("periodState").textValue());
        assertEquals("none", measure(subject(open, "vard"), 0, 0).get("trend").textValue());
        accepted(post("/api/v1/periods/2026-06/close", "application/json", ""));
        accepted(post("/api/v1/periods/2026-07/close", "application/json", ""));
        JsonNode closed = get(path);
        assertEquals("closed", closed.get("periodState").textValue());
        assertEquals(
                "better", measure(subject(closed, "vard"), 0, 0).get("trend").textValue());
        assertEquals(0.5, measure(subject(closed, "vard"), 0, 0).get("previous").doubleValue());
    }

    /** On the last day of a year its December still goes on. Nothing of the year is closed either. */
    @Test
    void aPeriodThatIsNotOverStaysOpen() {
        int year = LocalDate.now(ZoneId.of("Europe/Stockholm")).getYear();
        Object before = closings();
        for (String period : List.of(year + "", year + "-12", year + "-Q4", year + 1 + "-01")) {
            HttpResponse<String> answer = post("/api/v1/periods/" + period + "/close", "application/json", "");
            assertEquals(409, answer.statusCode(), answer.body());
            assertTrue(
                    answer.body().contains("period_not_over") && answer.body().contains(period), answer.body());
        }
        assertEquals(before, closings());
    }

    private static String closings() {
        return String.valueOf(
                SERVER.row("select count(*) as n from styrkort.period_state").get("n"));
    }

    @Test
    void storedScoresAreThoseOfTheAnswer() {
        JsonNode skola = subject(get("/api/v1/scorecards?model=test&period=2026-03"), "skola");
        Map<String, Object> stored = SERVER.row("""
                select score, missing_low from published.score
                where model = 'test' and period = '2026-03' and subject = 'skola' and node = 'internal'""");
        assertEquals(skola.get("perspectives").get(0).get("score").doubleValue(), stored.get("score"));
        assertEquals(
                "160",
                json(String.valueOf(SERVER.row("""
                select inputs::text from styrkort.score where model = 'test' and period = '2026-03' and subject = 'skola'
                and node = 'internal/adoption'""").get("inputs")))
                        .get("sum(test.users)")
                        .textValue());
    }

    @Test
    void aWrongModelIsRefusedWithEveryFaultInItsPlace() {
        HttpResponse<String> answer = post("/api/v1/models", "application/yaml", """
                code: wrong
                version: 1
                valid_from: 2026-01
                name: Fel
                perspectives:
                  - code: a
                    name: A
                    measures:
                      - {code: m, name: M, value: sum(no.such.metric) + , normalisation: {goalposts: {zero: 1, hundred: 1}}}
                """);
        assertEquals(422, answer.statusCode());
        JsonNode problem = json(answer.body());
        assertTrue(problem.get("errors").size() >= 2, answer.body());
        for (JsonNode error : problem.get("errors")) {
            assertEquals(9, error.get("line").intValue(), answer.body());
            assertFalse(error.get("message").textValue().isBlank());
        }
    }

    @Test
    void aVersionIsNeverOverwritten() {
        String yaml = """
                code: once
                version: 1
                valid_from: 2026-01
                name: En gång
                perspectives:
                  - code: a
                    name: A
                    measures: [{code: m, name: M, value: sum(test.users), normalisation: {goalposts: {zero: 0, hundred: %s}}}]
                """;
        JsonNode first = accepted(post("/api/v1/models", "application/yaml", yaml.formatted("1")));
        JsonNode again = accepted(post("/api/v1/models", "application/yaml", yaml.formatted("1")));
        assertEquals(first, again);
        assertEquals(
                409,
                post("/api/v1/models", "application/yaml", yaml.formatted("2")).statusCode());
    }

    @Test
    void theShippedModelIsThereFromTheStart() {
        JsonNode model = get("/api/v1/models/it-styrkort/1");
        assertTrue(model.get("proposal").booleanValue());
        assertNull(model.get("nothing"));
    }
}
