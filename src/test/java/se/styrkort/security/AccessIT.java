package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;

/** Who may enter, over real HTTP with accounts in a real PostgreSQL. */
class AccessIT {
    private static RunningServer server;
    private static String password;

    @BeforeAll
    static void start() {
        server = new RunningServer("security", Map.of());
        password = server.bean(Accounts.class).createIfNone("anna").orElseThrow();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/v1/who",
                "/api/v1/no-such-route",
                "/prometheus",
                "/openapi",
                "/openapi/styrkort.yml",
            })
    void programsWithoutCredentialsGet401(String path) {
        for (String accept : new String[] {"application/json", "text/html", "*/*"}) {
            HttpResponse<String> answer = server.get(path, "Accept", accept);
            assertEquals(401, answer.statusCode(), path);
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    "Bearer realm=\"styrkort\"",
                    answer.headers().firstValue("WWW-Authenticate").orElse(""));
        }
        assertEquals(401, server.post(path, "x").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/, /login",
        "/who, /login?next=%2Fwho",
        "/no-such-route?a=1&b=2, /login?next=%2Fno-such-route%3Fa%3D1%26b%3D2",
        "//evil.example/x, /login?next=%2Fx",
        "/loginx, /login",
        "/login/, /login",
        "/beans, /login?next=%2Fbeans",
        "/static/../who, /login?next=%2Fstatic%2F..%2Fwho",
        "/static/%2e%2e/application.yml, /login?next=%2Fstatic%2F%252e%252e%2Fapplication.yml",
        "/webjars/..%2f..%2fapplication.yml, /login?next=%2Fwebjars%2F..%252f..%252fapplication.yml",
    })
    void readersWithoutCredentialsGetTheLoginPage(String path, String login) {
        HttpResponse<String> answer = server.get(path);
        assertEquals(303, answer.statusCode(), path);
        assertEquals(login, answer.headers().firstValue("Location").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/login", "/static/styrkort.css"})
    void whatIsOpenNeedsNoCredentials(String path) {
        assertEquals(200, server.get(path).statusCode(), path);
    }

    @Test
    void theBearerTokenOpensEverything() {
        assertEquals("admin-token", server.asAdmin("/api/v1/who").body());
        assertEquals("admin-token", server.asAdmin("/who").body());
        assertEquals(404, server.asAdmin("/api/v1/no-such-route").statusCode());
        assertTrue(server.asAdmin("/prometheus").body().contains("jvm_"));
    }

    @Test
    void theBearerTokenMayChangeThingsWithoutABrowser() {
        HttpResponse<String> answer = server.post("/api/v1/who", "x", "Authorization", "Bearer " + RunningServer.TOKEN);
        assertEquals("changed by admin-token", answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "", "Bearer " + RunningServer.TOKEN + "x"})
    void aWrongTokenOpensNothing(String authorization) {
        assertEquals(
                401, server.get("/api/v1/who", "Authorization", authorization).statusCode());
        assertEquals(
                401, anna().get("/api/v1/who", "Authorization", authorization).statusCode());
    }

    @Test
    void theRightPasswordOpensASessionAndLeadsOn() {
        HttpResponse<String> answer =
                new Visitor(server).post("/login", "username=anna&password=" + password + "&next=%2Fwho%3Fa%3D1");
        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals("/who?a=1", answer.headers().firstValue("Location").orElse(""));
        String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.matches("styrkort_session=[^;]{20,};.*"), cookie);
        assertTrue(cookie.contains("HTTPOnly") || cookie.contains("HttpOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Strict"), cookie);
        assertTrue(cookie.contains("Path=/"), cookie);
        assertFalse(cookie.contains("Secure"), cookie);
        assertTrue(answer.headers().map().keySet().stream()
                .noneMatch(name -> name.equalsIgnoreCase("Authorization-Info")));
        assertEquals("anna", anna().get("/who").body());
    }

    @ParameterizedTest
    @CsvSource({"anna, wrong", "nobody, wrong", "'', ''"})
    void aWrongPasswordOpensNothing(String name, String wrong) {
        HttpResponse<String> answer = new Visitor(server).login(name, wrong);
        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("Fel användarnamn eller lösenord."), answer.body());
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
        assertFalse(answer.body().contains("value=\"wrong\""), "a password is never sent back");
    }

    @Test
    void theLoginLeadsToNoOtherSite() {
        for (String next : new String[] {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example"}) {
            HttpResponse<String> answer =
                    new Visitor(server).post("/login", "username=anna&password=" + password + "&next=" + next);
            assertEquals("/", answer.headers().firstValue("Location").orElse(""));
            assertTrue(server.get("/login?next=" + next).body().contains("name=\"next\" value=\"/\""));
        }
    }

    @Test
    void theLoginMakesANewSessionAndEndsTheOldOne() {
        Visitor anna = anna();
        String first = anna.cookie("styrkort_session");
        assertEquals(303, anna.login("anna", password).statusCode());
        assertNotEquals(first, anna.cookie("styrkort_session"));
        assertEquals(303, server.get("/who", "Cookie", first).statusCode());
        assertEquals("anna", anna.get("/who").body());
    }

    @Test
    void theLogoutEndsTheSession() {
        Visitor anna = anna();
        String session = anna.cookie("styrkort_session");
        HttpResponse<String> answer = anna.post("/logout", "");
        assertEquals(303, answer.statusCode());
        assertEquals("/login", answer.headers().firstValue("Location").orElse(""));
        assertEquals(303, server.get("/who", "Cookie", session).statusCode());
        assertEquals(401, server.get("/api/v1/who", "Cookie", session).statusCode());
    }

    @Test
    void aMadeUpSessionOpensNothing() {
        assertEquals(
                303, server.get("/who", "Cookie", "styrkort_session=made-up").statusCode());
        assertEquals(303, server.get("/who", "Cookie", "styrkort_session=%%%").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void anotherSiteChangesNothingEvenWithTheToken(String header, String value) {
        Visitor anna = anna();
        for (String path : new String[] {"/who", "/api/v1/who", "/logout", "/login"}) {
            HttpResponse<String> answer = anna.post(path, "username=anna&password=" + password, header, value);
            assertEquals(403, answer.statusCode(), path);
            assertTrue(answer.body().contains("/problems/cross_site"), answer.body());
        }
        assertEquals("anna", anna.get("/who").body(), "still logged in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_csrf=", "_csrf=wrong", "x_csrf=TOKEN", "_csrf=OTHER"})
    void aFormWithoutItsTokenChangesNothing(String form) {
        Visitor anna = anna();
        String sent = form.replace("TOKEN", anna.token()).replace("OTHER", new Visitor(server).token());
        for (String path : new String[] {"/who", "/api/v1/who", "/logout", "/login"}) {
            HttpResponse<String> answer = anna.postAsIs(path, sent);
            assertEquals(403, answer.statusCode(), path);
            assertTrue(answer.body().contains("/problems/form_expired"), answer.body());
        }
        assertEquals("anna", anna.get("/who").body(), "still logged in");
    }

    @Test
    void ourOwnPagesMayChangeAndUpload() {
        Visitor anna = anna();
        assertEquals("changed by anna", anna.post("/who", "a=1").body());
        assertEquals(
                "changed by anna",
                anna.post("/who", "a=1", "Sec-Fetch-Site", "same-origin").body());
        assertEquals(
                "changed by anna",
                anna.send(server.to("/api/v1/who").POST(BodyPublishers.ofString("x")), "X-CSRF-Token", anna.token())
                        .body());
        assertEquals("anna sent 3", upload(anna, anna.token(), "abc").body());
        // longer than what is looked at for the token, so the file must reach the controller whole
        String long1 = "abcdefghij".repeat(100_000);
        assertEquals("anna sent 1000000", upload(anna, anna.token(), long1).body());
        assertEquals(403, upload(anna, "wrong", long1).statusCode());
    }

    private static HttpResponse<String> upload(Visitor visitor, String token, String file) {
        String multipart = """
                --b
                Content-Disposition: form-data; name="_csrf"

                %s
                --b
                Content-Disposition: form-data; name="file"; filename="a.csv"
                Content-Type: text/csv

                %s
                --b--
                """.formatted(token, file).replace("\n", "\r\n");
        return visitor.send(server.to("/upload")
                .headers("Origin", server.origin())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(multipart)));
    }

    @Test
    void whoGuessesIsLockedOutAlsoWithTheRightPasswordFromElsewhereAndTheTrailSaysSo() {
        String right = server.bean(Accounts.class).create("guessed", List.of()).orElseThrow();
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(new Visitor(server).login("guessed", "guess " + i).statusCode());
        }
        List<Integer> expected = new ArrayList<>(Collections.nCopies(LoginFailureRepository.LIMIT, 401));
        expected.addAll(Collections.nCopies(10, 429));
        assertEquals(expected, answers);
        HttpResponse<String> answer = new Visitor(server).login("guessed", right);
        assertEquals(429, answer.statusCode());
        assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")) > 800);
        assertTrue(answer.body().contains("Vänta 15 minuter"), answer.body());
        assertEquals("login.failed 10, login.locked 1", server.row("""
                        select string_agg(action || ' ' || count, ', ' order by action) as trail from (
                            select action, count(*) from styrkort.audit where actor = 'guessed' group by action) a""").get("trail"));
        server.bean(Accounts.class).unlock("guessed");
        assertEquals(303, new Visitor(server).login("guessed", right).statusCode());
    }

    @Test
    void whereSomebodyComesFromIsNotTheirsToChoose() {
        new Visitor(server)
                .post(
                        "/login",
                        "username=forger&password=x",
                        "X-Forwarded-For",
                        "10.9.8.7",
                        "Forwarded",
                        "for=10.9.8.7");
        assertEquals(
                "127.0.0.1",
                server.row("select address from styrkort.audit where actor = 'forger'")
                        .get("address"));
    }

    @Test
    void behindAProxyTheLastHopButItIsWhereSomebodyComesFrom() {
        try (RunningServer proxied = new RunningServer("security", Map.of("styrkort.web.proxies", 1))) {
            new Visitor(proxied).post("/login", "username=forger&password=x", "X-Forwarded-For", "10.9.8.7, 192.0.2.1");
            assertEquals(
                    "192.0.2.1",
                    proxied.row("select address from styrkort.audit where actor = 'forger'")
                            .get("address"));
        }
    }

    @Test
    void aNameThatIsNoAccountIsLockedLikeOneThatIs() {
        for (int i = 0; i < LoginFailureRepository.LIMIT; i++) {
            assertEquals(401, new Visitor(server).login("no such", "x").statusCode());
        }
        assertEquals(429, new Visitor(server).login("no such", "x").statusCode());
    }

    @Test
    void aNewPasswordOrADisabledAccountEndsOpenSessions() {
        Accounts accounts = server.bean(Accounts.class);
        String first = accounts.create("bertil", List.of()).orElseThrow();
        Visitor bertil = Visitor.loggedIn(server, "bertil", first);
        assertEquals(403, bertil.get("/who").statusCode(), "let in, but with no role");
        String second = accounts.resetPassword("bertil");
        assertEquals(303, bertil.get("/who").statusCode());
        Visitor again = Visitor.loggedIn(server, "bertil", second);
        accounts.disable("bertil", true);
        assertEquals(303, again.get("/who").statusCode());
        assertEquals(401, new Visitor(server).login("bertil", second).statusCode());
    }

    private static Visitor anna() {
        return Visitor.loggedIn(server, "anna", password);
    }
}
