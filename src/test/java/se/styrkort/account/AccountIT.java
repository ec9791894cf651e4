package se.styrkort.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.security.Accounts;

/** Accounts, tokens and the trail, as a steward, a user and an auditor meet them. */
class AccountIT {
    private static final Pattern SECRET = Pattern.compile("<code class=\"secret\">([^<]+)</code>");

    private static RunningServer server;
    private static Api api;
    private static String password;

    @BeforeAll
    static void start() {
        server = new RunningServer("account", Map.of());
        api = new Api(server);
        password = server.bean(Accounts.class).createIfNone("anna").orElseThrow();
        api.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                organisations: [{code: social, name: Socialnämnden, kind: board}]
                """);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Api.Answer post(String path, String json) {
        return api.post(path, "application/json", BodyPublishers.ofString(json));
    }

    private static String create(String username, String grants) {
        Api.Answer made = post("/accounts", "{\"username\":\"" + username + "\",\"grants\":" + grants + "}");
        assertEquals(201, made.status(), made.text());
        return made.get(List.of("password")).substring("password=".length());
    }

    private static HttpResponse<String> with(String token, String path) {
        return server.get("/api/v1" + path, "Authorization", "Bearer " + token);
    }

    @Test
    void aMadeAccountLogsInAndMayWhatItsRolesSayFromTheNextRequest() {
        String secret = create("cecilia", "[]");
        Visitor cecilia = Visitor.loggedIn(server, "cecilia", secret);
        assertEquals(403, cecilia.get("/account").statusCode());
        String grants = "{\"grants\":[{\"role\":\"reader\",\"organisations\":[\"social\"],\"objects\":[]}]}";
        HttpResponse<String> granted = server.send(server.to("/api/v1/accounts/cecilia/grants")
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(grants)));
        assertEquals(200, granted.statusCode(), granted.body());
        String own = cecilia.get("/account").body();
        assertTrue(own.contains("Läsare: Socialnämnden"), own);
        assertFalse(own.contains("href=\"/accounts\""), "no way is shown to what may not be opened");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"username\":\"\"}; 400 /problems/invalid_parameter",
                "{\"username\":\"a/b\"}; 400 /problems/invalid_parameter",
                "{\"username\":\"<script>\"}; 400 /problems/invalid_parameter",
                "{\"username\":\"..\"}; 400 /problems/invalid_parameter",
                "{\"username\":\"a+b\"}; 400 /problems/invalid_parameter",
                "{\"username\":\"admin-token\"}; 400 /problems/invalid_parameter",
                "{\"username\":\"anna\"}; 409 /problems/account_exists",
                "{}; 400 /problems/missing_parameter",
                "{\"username\":\"x\",\"grants\":[{}]}; 400 /problems/missing_parameter",
                "{\"username\":\"x\",\"grants\":[{\"role\":\"king\"}]}; 400 /problems/unknown_code",
                "{\"username\":\"x\",\"grants\":[{\"role\":\"reader\",\"organisations\":[\"nowhere\"]}]}; 400 /problems/invalid_parameter",
                "{\"username\":\"x\",\"grants\":[{\"role\":\"object_owner\",\"objects\":[\"nothing\"]}]}; 400 /problems/invalid_parameter",
            })
    void whatCannotBeAnAccountIsRefused(String json, String problem) {
        assertEquals(problem, post("/accounts", json).problem());
        assertEquals(404, api.get("/accounts/x").status());
    }

    @Test
    void theLastStewardCannotBeRemoved() {
        assertEquals(
                "409 /problems/last_steward", post("/accounts/anna/disable", "").problem());
        HttpResponse<String> none = server.send(server.to("/api/v1/accounts/anna/grants")
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"grants\":[]}")));
        assertEquals(409, none.statusCode());
        assertTrue(anna().get("/accounts").statusCode() == 200, "nothing was changed");
    }

    @Test
    void aTokenMayWhatItWasGivenUntilItIsRevoked() throws InterruptedException {
        create("david", "[{\"role\":\"auditor\"}]");
        Api.Answer made = post(
                "/tokens",
                "{\"username\":\"david\",\"name\":\"Prometheus\",\"permissions\":[\"read_meters\"],\"days\":30}");
        assertEquals(201, made.status(), made.text());
        String token = made.json().get("token").getStringValue();
        assertTrue(token.matches("styrkort_[A-Za-z0-9_-]{43}"), token);
        assertEquals(
                200,
                server.get("/prometheus", "Authorization", "Bearer " + token).statusCode());
        assertEquals(403, with(token, "/imports").statusCode(), "david may, his token may not");
        assertEquals(200, with(token, "/models").statusCode(), "whoever is let in may");
        assertEquals(
                "true",
                String.valueOf(server.row(
                                "select last_used_at is not null as used from styrkort.token where name = 'Prometheus'")
                        .get("used")));
        HttpResponse<String> more = server.send(server.to("/api/v1/tokens")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"more\",\"permissions\":[\"govern\"]}")));
        assertEquals(403, more.statusCode(), "a token makes no other");

        long id = made.number("id");
        assertEquals(
                204,
                server.send(server.to("/api/v1/tokens/" + id)
                                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                                .DELETE())
                        .statusCode());
        assertEquals(
                401,
                server.get("/prometheus", "Authorization", "Bearer " + token).statusCode(),
                "refused at once");
        assertEquals(
                "admin-token",
                server.row("select actor from styrkort.audit where action = 'token.revoked' and target = '" + id
                                + " david: Prometheus'")
                        .get("actor"));
    }

    @Test
    void aTokenEndsWithItsTimeAndWithItsAccount() throws SQLException {
        create("erik", "[{\"role\":\"auditor\"}]");
        String token = post("/tokens", "{\"username\":\"erik\",\"name\":\"a\",\"permissions\":[\"audit\"]}")
                .json()
                .get("token")
                .getStringValue();
        assertEquals(200, with(token, "/audit").statusCode());
        post("/accounts/erik/disable", "");
        assertEquals(401, with(token, "/audit").statusCode());
        post("/accounts/erik/enable", "");
        assertEquals(200, with(token, "/audit").statusCode());
        execute(
                "update styrkort.token set created_at = now() - interval '2 days', expires_at = now() where username = 'erik'");
        assertEquals(401, with(token, "/audit").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; 400 /problems/missing_parameter",
                "{\"username\":\"anna\",\"name\":\"a\"}; 400 /problems/missing_parameter",
                "{\"username\":\"anna\",\"name\":\"a\",\"permissions\":[]}; 400 /problems/invalid_parameter",
                "{\"username\":\"anna\",\"name\":\"a\",\"permissions\":[\"everything\"]}; 400 /problems/unknown_code",
                "{\"username\":\"anna\",\"name\":\"\",\"permissions\":[\"audit\"]}; 400 /problems/invalid_parameter",
                "{\"username\":\"anna\",\"name\":\"a\",\"permissions\":[\"audit\"],\"days\":0}; 400 /problems/invalid_parameter",
                "{\"username\":\"anna\",\"name\":\"a\",\"permissions\":[\"audit\"],\"days\":367}; 400 /problems/invalid_parameter",
            })
    void whatCannotBeATokenIsRefused(String json, String problem) {
        assertEquals(problem, post("/tokens", json).problem());
    }

    @Test
    void aTokenIsGivenNothingThatItsAccountMayNot() {
        create("nils", "[{\"role\":\"reader\"}]");
        assertEquals(
                "422 /problems/permission_not_held",
                post("/tokens", "{\"username\":\"nils\",\"name\":\"a\",\"permissions\":[\"read_meters\"]}")
                        .problem());
    }

    @Test
    void secretsAreInNoTableAndInNoTrail() {
        String secret = create("fatima", "[{\"role\":\"reader\"}]");
        String token = post("/tokens", "{\"username\":\"fatima\",\"name\":\"a\",\"permissions\":[\"read_figures\"]}")
                .json()
                .get("token")
                .getStringValue();
        new Visitor(server).login("fatima", secret + "x");
        String everything = String.valueOf(server.row("""
                        select (select string_agg(a::text, ' ') from styrkort.account a) || ' '
                            || (select string_agg(t::text, ' ') from styrkort.token t) || ' '
                            || (select string_agg(e::text, ' ') from styrkort.audit e) as everything""").get("everything"));
        assertTrue(everything.contains("fatima"));
        assertFalse(everything.contains(secret));
        assertFalse(everything.contains(token));
        String list = api.get("/tokens").text() + api.get("/accounts").text();
        assertFalse(list.contains(token) || list.contains("argon2"), list);
    }

    @Test
    void theStewardsPagesMakeAnAccountAndGiveItRoles() {
        Visitor anna = anna();
        HttpResponse<String> made =
                anna.post("/accounts", "username=gustav&role=object_owner&organisation=&object=ikt");
        assertEquals(200, made.statusCode(), made.body());
        Matcher secret = SECRET.matcher(made.body());
        assertTrue(secret.find(), made.body());
        assertTrue(made.body().contains("Objektägare: IKT"), made.body());
        Visitor gustav = Visitor.loggedIn(server, "gustav", secret.group(1));
        assertEquals(200, gustav.get("/account").statusCode());

        assertTrue(anna.post("/accounts/gustav/grants", "role=reader&organisation=social&object=")
                .body()
                .contains("Läsare: Socialnämnden"));
        assertFalse(anna.post("/accounts/gustav/grants/remove", "grant=object_owner%7C%7Cikt")
                .body()
                .contains("Objektägare: IKT"));
        assertTrue(
                anna.post("/accounts/gustav/grants/remove", "grant=object_owner%7C%7Cikt")
                        .body()
                        .contains("Läsare: Socialnämnden"),
                "sent again it takes no other away");
        assertTrue(anna.post("/accounts/gustav/disable", "").body().contains("Kontot är avstängt"));
        assertEquals(303, gustav.get("/account").statusCode());
        assertEquals(409, anna.post("/accounts/anna/disable", "").statusCode());
        HttpResponse<String> taken = anna.post("/accounts", "username=gustav&role=reader");
        assertEquals(409, taken.statusCode());
        assertTrue(taken.body().contains("Det finns redan ett konto som heter gustav."), taken.body());
    }

    @Test
    void everyoneChangesTheirOwnPasswordAndMakesTheirOwnTokens() {
        String first = create("hanna", "[{\"role\":\"reader\"}]");
        Visitor hanna = Visitor.loggedIn(server, "hanna", first);
        HttpResponse<String> made = hanna.post(
                "/account/tokens", "name=Kalkyl&permission.read_figures=true&permission.read_scorecards=true&days=7");
        Matcher secret = SECRET.matcher(made.body());
        assertTrue(secret.find(), made.body());
        assertEquals(200, with(secret.group(1), "/observations").statusCode());
        assertEquals(200, with(secret.group(1), "/models/it-styrkort/1").statusCode());
        assertTrue(
                with(secret.group(1), "/scorecards?model=it-styrkort&period=2026-01")
                                .statusCode()
                        != 403,
                "the second permission too");
        String id = String.valueOf(server.row("select token_id from styrkort.token where name = 'Kalkyl'")
                .get("token_id"));
        assertEquals(404, ingrid().post("/account/tokens/" + id + "/revoke", "").statusCode(), "another's");
        assertEquals(200, hanna.post("/account/tokens/" + id + "/revoke", "").statusCode());
        assertEquals(401, with(secret.group(1), "/observations").statusCode());

        assertEquals(
                422,
                hanna.post("/account/password", "current=" + first + "&chosen=kort")
                        .statusCode());
        assertEquals(
                422,
                hanna.post("/account/password", "current=fel&chosen=en+lagom+mening+att+minnas")
                        .statusCode());
        assertEquals(
                200,
                hanna.post("/account/password", "current=" + first + "&chosen=en+lagom+mening+att+minnas")
                        .statusCode());
        assertEquals(401, new Visitor(server).login("hanna", first).statusCode());
        String tooLong = "x".repeat(201);
        Visitor again = Visitor.loggedIn(server, "hanna", "en lagom mening att minnas");
        assertEquals(
                422,
                again.post("/account/password", "current=en+lagom+mening+att+minnas&chosen=" + tooLong)
                        .statusCode());
        Visitor.loggedIn(server, "hanna", "en lagom mening att minnas");
    }

    @Test
    void theFormForANewPasswordIsNoWayToGuessTheOldOne() {
        String first = create("karin", "[{\"role\":\"reader\"}]");
        Visitor karin = Visitor.loggedIn(server, "karin", first);
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(karin.post("/account/password", "current=guess" + i + "&chosen=en+lagom+mening+att+minnas")
                    .statusCode());
        }
        List<Integer> expected = new ArrayList<>(Collections.nCopies(10, 422));
        expected.addAll(List.of(429, 429));
        assertEquals(expected, answers);
        assertEquals(429, new Visitor(server).login("karin", first).statusCode());
        assertEquals(
                1L,
                server.row("select count(*) as n from styrkort.audit where actor = 'karin' and action = 'login.locked'")
                        .get("n"));
    }

    @Test
    void anAccountOfTheCommonLoginHasNoPassword() {
        assertEquals(
                "username=lars password=null",
                post("/accounts", "{\"username\":\"lars\",\"commonLogin\":true}")
                        .get(List.of("username", "password")));
        assertEquals("hasPassword=false bound=false", api.get("/accounts/lars").get(List.of("hasPassword", "bound")));
        String password = create("maria", "[]");
        Visitor.loggedIn(server, "maria", password);
        post("/accounts/maria/common-login", "");
        assertEquals(401, new Visitor(server).login("maria", password).statusCode());
    }

    @Test
    void aCharacterThatCannotBeStoredIsTheCallersMistake() {
        assertEquals(400, api.get("/audit?actor=%00").status());
        assertEquals(401, new Visitor(server).login("a\u0000", "x").statusCode());
    }

    /** Someone who may not govern. */
    private static Visitor ingrid() {
        return Visitor.loggedIn(server, "ingrid", create("ingrid", "[{\"role\":\"reader\"}]"));
    }

    @Test
    void theTrailShowsWhatWasDoneAndCannotBeChanged() {
        Visitor anna = anna();
        anna.post("/accounts", "username=johan&role=reader");
        HttpResponse<String> page = anna.get("/audit?action=account.created");
        assertTrue(page.body().contains("Skapade konto"), page.body());
        assertTrue(page.body().contains("johan: reader"), page.body());
        assertTrue(page.body().contains("127.0.0.1"), "where it came from");
        for (String statement : List.of(
                "update styrkort.audit set actor = 'x'",
                "delete from styrkort.audit",
                "truncate styrkort.audit",
                "delete from styrkort.revision")) {
            SQLException refused = assertThrows(SQLException.class, () -> execute(statement), statement);
            assertTrue(String.valueOf(refused.getMessage()).contains("is append-only"), statement + " " + refused);
        }
    }

    @Test
    void importsAndChangesAreInTheTrail() {
        api.take("?source=trail", "period;metric;service;organisation;value\n2026-03;cost.total;;social;1\n");
        api.take("?source=trail", "nonsense");
        api.post("/periods/2026-03/close", "application/json", BodyPublishers.ofString(""));
        List<String> actions = api.items("/audit").stream()
                .map(event -> Api.text(event.get("action")))
                .toList();
        for (String action : List.of("import.taken", "import.refused", "period.closed", "catalog.changed")) {
            assertTrue(actions.contains(action), action + " " + actions);
        }
    }

    @Test
    void aScriptInANameIsShownAsText() {
        api.store("/catalog", """
                organisations: [{code: evil, name: "<script>alert(1)</script>", kind: board}]
                """);
        String page = anna().get("/accounts").body();
        assertFalse(page.contains("<script>alert"), page);
        assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), page);
    }

    private static Visitor anna() {
        return Visitor.loggedIn(server, "anna", password);
    }

    private static void execute(String sql) throws SQLException {
        DataSource database = io.micronaut.data.connection.jdbc.advice.DelegatingDataSource.unwrapDataSource(
                server.bean(DataSource.class));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
