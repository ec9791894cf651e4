package se.styrkort.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.security.Accounts;

/** From figures to frozen, chained and verified scorecards, over the API, the pages and the database behind them. */
class PublicationIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("PublicationIT", Map.of());

    private static final Api API = new Api(SERVER);
    private static final Publishing PUBLISHING = new Publishing(API);

    @BeforeAll
    static void figures() {
        PUBLISHING.load();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPublicationFreezesWhatTheScorecardsSay() {
        Api.Answer scorecards = API.get("/scorecards?model=prov&period=2026-03");
        Api.Answer made = PUBLISHING.publish("2026-03");
        assertEquals(
                "model=prov version=1 period=2026-03 periodState=closed publishedBy=admin-token note=null subjects=4",
                made.get(List.of("model", "version", "period", "periodState", "publishedBy", "note", "subjects")));
        JsonNode frozen = API.get("/publications/" + made.number("id")).json().get("scorecards");
        Map<String, JsonNode> now = byCode(scorecards.json());
        assertEquals(4, now.size());
        Map<String, JsonNode> published = byCode(frozen);
        now.forEach((code, card) ->
                assertEquals(facts(card), facts(Objects.requireNonNull(published.get(code))), "to the last decimal"));
        assertEquals(Api.text(scorecards.json().get("revision")), made.get("revision"));
        PUBLISHING.assertIdentical(made.number("id"));
    }

    /** Every field by its path; 0.70 is 0.7. */
    private static Map<String, String> facts(JsonNode node) {
        Map<String, String> facts = new TreeMap<>();
        facts("", node, facts);
        return facts;
    }

    private static void facts(String path, JsonNode node, Map<String, String> facts) {
        if (node.isObject()) {
            node.entries().forEach(entry -> facts(path + "/" + entry.getKey(), entry.getValue(), facts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                facts(path + "/" + i, node.get(i), facts);
            }
        } else {
            facts.put(
                    path,
                    node.isNumber() ? Api.decimal(node).stripTrailingZeros().toPlainString() : Api.text(node));
        }
    }

    private static Map<String, JsonNode> byCode(JsonNode scorecards) {
        Map<String, JsonNode> byCode = new TreeMap<>();
        for (JsonNode card : scorecards.get("subjects").values()) {
            byCode.put(Api.text(card.get("subject").get("code")), card);
        }
        return byCode;
    }

    @Test
    void bothHashesAreRecomputedByHand() throws Exception {
        PUBLISHING.publish("2026-03");
        Api.Answer made = PUBLISHING.ask("""
                {"model": "prov", "version": 1, "period": "2026-03", "note": "Beslut § 7"}""");
        String content =
                API.get("/publications/" + made.number("id") + "/content").text();
        assertEquals(made.get("contentHash"), sha256(content));
        String sealed = """
                {"asOf":"%s","contentHash":"%s","id":%s,"model":"prov","note":"Beslut § 7","period":"2026-03",\
                "periodState":"closed","previousHash":"%s","publishedAt":"%s","publishedBy":"admin-token",\
                "revision":%s,"subjects":4,"version":1}""".formatted(
                        made.get("asOf"),
                        made.get("contentHash"),
                        made.get("id"),
                        made.get("previousHash"),
                        made.get("publishedAt"),
                        made.get("revision"));
        assertEquals(made.get("hash"), sha256(sealed));
        long before = made.number("id") - 1;
        assertEquals(
                made.get("previousHash"), API.get("/publications/" + before).get("hash"));
    }

    @Test
    void aRestatementChangesTheScorecardsAndNotThePublication() {
        Api.Answer made = PUBLISHING.publish("2026-02");
        String before = API.get("/publications/" + made.number("id")).text();
        PUBLISHING.take(
                "rättat.csv", "period,metric,service,organisation,value\n2026-02,test.users,e-moten,skola,70\n");
        PUBLISHING.assertIdentical(made.number("id"));
        assertEquals(before, API.get("/publications/" + made.number("id")).text());
        String password = SERVER.bean(Accounts.class).createIfNone("anna").orElseThrow();
        Visitor anna = Visitor.loggedIn(SERVER, "anna", password);
        String page = anna.get("/publications/" + made.number("id")).body();
        // 140 of 200 became 160 of 200 in one of the perspective's two measures
        assertTrue(page.contains("Nu 5,0 poäng högre"), page);
        String verified =
                anna.post("/publications/" + made.number("id") + "/verify", "").body();
        assertTrue(verified.contains("Identisk."), verified);
        String posted = anna.post("/publications", "model=prov&version=1&period=2026-02&note=av+anna")
                .headers()
                .firstValue("Location")
                .orElse("");
        String second = anna.get(posted).body();
        assertTrue(second.contains("av anna") && second.contains("Inga poäng har ändrats"), second);
        String seal =
                API.get("/publications").json().get("items").get(0).get("hash").getStringValue();
        assertTrue(anna.get("/scorecards").body().contains(seal), "the newest hash stands on every page");
        assertFalse(new Visitor(SERVER).get("/login").body().contains("class=\"seal\""));
        // as it was: other tests publish this month too
        PUBLISHING.take("åter.csv", "period,metric,service,organisation,value\n2026-02,test.users,e-moten,skola,50\n");
        PUBLISHING.assertIdentical(made.number("id"));
    }

    @Test
    void anOpenPeriodIsPublishedAsOpen() {
        PUBLISHING.take("april.csv", "period,metric,service,organisation,value\n2026-04,test.users,natverk,skola,5\n");
        Api.Answer made = PUBLISHING.publish("2026-04");
        assertEquals("open", made.get("periodState"));
        PUBLISHING.assertIdentical(made.number("id"));
    }

    @Test
    void theSameFiguresGiveTheSameContentWhateverCameBetween() {
        String first = PUBLISHING.publish("2026-03").get("contentHash");
        PUBLISHING.take("maj.csv", "period,metric,service,organisation,value\n2026-05,test.users,natverk,skola,5\n");
        assertEquals(first, PUBLISHING.publish("2026-03").get("contentHash"));
        assertNotEquals(first, PUBLISHING.publish("2026-02").get("contentHash"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"period": "2026-03"}                                          | 400 /problems/invalid_parameter
            {"model": "prov"}                                              | 400 /problems/invalid_parameter
            {"model": "prov", "period": "mars"}                            | 400 /problems/invalid_parameter
            {"model": "prov", "period": "2026-W05"}                        | 400 /problems/invalid_parameter
            {"model": "prov", "period": "2026-03", "note": "\\u0000"}      | 400 /problems/invalid_parameter
            {"model": "prov", "period": "2026-03", "note": "\\ud800"}      | 400 /problems/invalid_parameter
            {"model": "ingen", "period": "2026-03"}                        | 404 /problems/unknown_model
            {"model": "prov", "version": 2, "period": "2026-03"}           | 404 /problems/unknown_model
            {"model": "prov", "period": "1999-03"}                         | 422 /problems/nothing_to_publish
            """)
    void whatCannotBePublishedIsRefused(String body, String problem) {
        assertEquals(problem, PUBLISHING.ask(body).problem());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        for (String path : List.of("/publications/999999", "/publications/999999/content")) {
            assertEquals(404, API.get(path).status(), path);
        }
        assertEquals(
                404,
                SERVER.post("/api/v1/publications/999999/verify", "", "Authorization", "Bearer " + RunningServer.TOKEN)
                        .statusCode());
    }

    @Test
    void whoPublishesAtTheSameTimeGetsOneChain() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Api.Answer>> made = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                made.add(threads.submit(() -> PUBLISHING.publish("2026-03")));
            }
            for (Future<Api.Answer> each : made) {
                assertEquals(64, each.get().get("hash").length());
            }
        }
        String before = "null";
        long expected = 1;
        for (JsonNode each : API.items("/publications?limit=2").reversed()) {
            assertEquals(before, Api.text(each.get("previousHash")));
            assertEquals(String.valueOf(expected++), Api.text(each.get("id")));
            before = Api.text(each.get("hash"));
        }
        assertTrue(expected > 6);
    }

    @Test
    void readersOfTheDatabaseHaveTheSameScores() {
        long id = PUBLISHING.publish("2026-03").number("id");
        JsonNode skola = Objects.requireNonNull(
                byCode(API.get("/publications/" + id).json().get("scorecards")).get("skola"));
        Map<String, Object> row = SERVER.row("""
                select round(score::numeric, 10) as score, coverage, subject_sv, name_sv, newest, applicable
                from published.published_score where publication = %d and subject = 'skola' and node = 'internal'""".formatted(id));
        JsonNode internal = skola.get("perspectives").get(0);
        assertEquals(
                0,
                Api.decimal(internal.get("score"))
                        .setScale(10, RoundingMode.HALF_UP)
                        .compareTo((BigDecimal) row.get("score")));
        assertEquals(
                "Skolan Intern nytta true 2",
                row.get("subject_sv") + " " + row.get("name_sv") + " " + row.get("newest") + " "
                        + row.get("applicable"));
        // a total, two perspectives and three measures each
        assertEquals(4 * 6, SERVER.number("select count(*) from published.published_score where publication = " + id));
        assertEquals(
                1, SERVER.number("select count(*) from published.publication where newest and period = '2026-03'"));
    }

    /** What somebody with the database's password may do, and undo. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            observation o set value = value + 1 where period = '2026-03-01' and value = 40 ¦ observation o set value = value - 1 where period = '2026-03-01' and value = 41 ¦ inputs results ¦ inputs:observations results:follows
            observation o set line = line + 100 where period = '2026-03-01' and value = 40 ¦ observation o set line = line - 100 where period = '2026-03-01' and value = 40 ¦ inputs         ¦ inputs:observations
            observation o set quality = 'ESTIMATED' where value = 40                    ¦ observation o set quality = 'FINAL' where value = 40                         ¦ inputs         ¦ inputs:observations
            observation o set value = 61 where period = '2026-02-01' and value = 50        ¦ observation o set value = 50 where period = '2026-02-01' and value = 61         ¦ inputs results ¦ inputs:earlier_period results:follows
            import i set sha256 = 'x' || sha256 where file_name = 'figures.csv'         ¦ import i set sha256 = substr(sha256, 2) where file_name = 'figures.csv'     ¦ inputs deliveries ¦ inputs:observations deliveries:delivery
            import_content c set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1)   ¦ import_content c set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1)   ¦ deliveries     ¦ deliveries:delivery
            scorecard_model m set body = replace(body, 'hundred: 1}', 'hundred: 3}')    ¦ scorecard_model m set body = replace(body, 'hundred: 3}', 'hundred: 1}')    ¦ model          ¦ model:model
            scorecard_model m set body = 'nonsense ' || body                            ¦ scorecard_model m set body = substr(body, 10)                               ¦ model          ¦ model:model
            publication_score s set score = score + 0.5 where node = 'internal'         ¦ publication_score s set score = score - 0.5 where node = 'internal'         ¦ scores         ¦ scores:stored_score
            publication_score s set subject = subject || 'x' where subject = 'skola'    ¦ publication_score s set subject = 'skola' where subject = 'skolax'          ¦ scores         ¦ scores:stored_score
            scorecard_node n set weight = weight + 1 where model = 'prov'               ¦ scorecard_node n set weight = weight - 1 where model = 'prov'               ¦ scores         ¦ scores:stored_score
            publication_part p set body = replace(body, 'Skolan', 'Skolen')             ¦ publication_part p set body = replace(body, 'Skolen', 'Skolan')             ¦ content results scores ¦ content:content results:content scores:content
            publication_part p set body = replace(body, '"state":"VALUE"', '"state":"SECRET"') ¦ publication_part p set body = replace(body, '"state":"SECRET"', '"state":"VALUE"') ¦ content inputs results scores ¦ content:content inputs:content results:content scores:content
            publication_part p set body = 'x' || body where part = 2                    ¦ publication_part p set body = substr(body, 2) where part = 2                ¦ content results scores ¦ content:content results:content scores:content
            publication p set published_by = 'x' || published_by                        ¦ publication p set published_by = substr(published_by, 2)                    ¦ chain          ¦ chain:chain
            publication p set note = 'annat' where note is null                         ¦ publication p set note = null where note = 'annat'                          ¦ chain          ¦ chain:chain
            publication p set previous_hash = 'x' || previous_hash                      ¦ publication p set previous_hash = substr(previous_hash, 2)                  ¦ chain          ¦ chain:chain
            catalog_version v set body = jsonb_set(body, '{overServices}', '"MAX"') where body ->> 'code' = 'test.users' ¦ catalog_version v set body = jsonb_set(body, '{overServices}', '"SUM"') where body ->> 'code' = 'test.users' ¦ inputs results ¦ inputs:aggregation inputs:catalog inputs:earlier_period results:follows
            period_state s set state = 'preliminary' where period = '2026-03-01'        ¦ period_state s set state = 'closed' where period = '2026-03-01'             ¦ inputs results ¦ inputs:earlier_period inputs:period results:follows
            """)
    void whatIsTamperedWithIsFoundAndSaid(String tamper, String undo, String failing, String reasons) {
        long id = PUBLISHING.publish("2026-03").number("id");
        PUBLISHING.assertIdentical(id);
        // so that what readers asked is remembered, and of no help
        API.get("/scorecards?model=prov&period=2026-03");
        Api.Answer found;
        try {
            SERVER.execute(UNLOCKED.formatted(tamper));
            found = PUBLISHING.verify(id);
        } finally {
            SERVER.execute(UNLOCKED.formatted(undo));
        }
        assertEquals("false", found.get("identical"), found.text());
        assertEquals(failing, Publishing.failing(found), found.text());
        assertEquals(Set.of(reasons.split(" ")), Publishing.reasons(found), found.text());
        PUBLISHING.assertIdentical(id);
    }

    /** Triggers keep honest mistakes away; who owns the tables turns them off. */
    private static final String UNLOCKED = """
            alter table styrkort.publication disable trigger user;
            alter table styrkort.publication_part disable trigger user;
            alter table styrkort.publication_score disable trigger user;
            update styrkort.%s;
            alter table styrkort.publication enable trigger user;
            alter table styrkort.publication_part enable trigger user;
            alter table styrkort.publication_score enable trigger user;""";

    @Test
    void aTamperedContentIsNotServedAsPublished() {
        long id = PUBLISHING.publish("2026-03").number("id");
        SERVER.execute(UNLOCKED.formatted("publication_part p set body = replace(body, 'Skolan', 'Skolen')"));
        String answer = API.get("/publications/" + id).problem();
        SERVER.execute(UNLOCKED.formatted("publication_part p set body = replace(body, 'Skolen', 'Skolan')"));
        assertEquals("409 /problems/publication_damaged", answer);
    }

    @Test
    void thePublicationsTablesAreAppendOnly() {
        PUBLISHING.publish("2026-03");
        for (String table : List.of("publication", "publication_part", "publication_score")) {
            for (String sql : List.of("delete from styrkort.", "truncate styrkort.")) {
                IllegalStateException refused = assertThrows(
                        IllegalStateException.class,
                        () -> SERVER.execute(sql + table + (sql.startsWith("truncate") ? " cascade" : "")));
                assertTrue(String.valueOf(refused.getCause()).contains("append-only"), table);
            }
        }
    }
}
