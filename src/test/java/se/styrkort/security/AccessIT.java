package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.RunningServer;

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
        String session = login(password);
        assertEquals(
                401,
                server.get("/api/v1/who", "Authorization", authorization, "Cookie", session)
                        .statusCode());
    }

    @Test
    void theRightPasswordOpensASessionAndLeadsOn() {
        HttpResponse<String> answer = server.postForm(
                "/login", "username=anna&password=" + password + "&next=%2Fwho%3Fa%3D1", "Origin", server.origin());
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
        assertEquals("anna", server.get("/who", "Cookie", login(password)).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=anna&password=wrong", "username=nobody&password=wrong", "username=&password="})
    void aWrongPasswordOpensNothing(String form) {
        HttpResponse<String> answer = server.postForm("/login", form);
        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("Fel användarnamn eller lösenord."), answer.body());
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
        assertFalse(answer.body().contains("value=\"wrong\""), "a password is never sent back");
    }

    @Test
    void theLoginLeadsToNoOtherSite() {
        for (String next : new String[] {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example"}) {
            HttpResponse<String> answer =
                    server.postForm("/login", "username=anna&password=" + password + "&next=" + next);
            assertEquals("/", answer.headers().firstValue("Location").orElse(""));
            assertTrue(server.get("/login?next=" + next).body().contains("name=\"next\" value=\"/\""));
        }
    }

    @Test
    void theLoginMakesANewSessionAndEndsTheOldOne() {
        String first = login(password);
        String second = login(password, "Cookie", first, "Origin", server.origin());
        assertNotEquals(first, second);
        assertEquals(303, server.get("/who", "Cookie", first).statusCode());
        assertEquals("anna", server.get("/who", "Cookie", second).body());
    }

    @Test
    void theLogoutEndsTheSession() {
        String session = login(password);
        HttpResponse<String> answer = server.postForm("/logout", "", "Cookie", session, "Origin", server.origin());
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
        "X-Nothing, at all",
    })
    void anotherSiteChangesNothing(String header, String value) {
        String session = login(password);
        for (String path : new String[] {"/who", "/api/v1/who", "/logout"}) {
            HttpResponse<String> answer = server.post(path, "x", "Cookie", session, header, value);
            assertEquals(403, answer.statusCode(), path);
            assertTrue(answer.body().contains("/problems/cross_site"), answer.body());
        }
        assertEquals("anna", server.get("/who", "Cookie", session).body(), "still logged in");
    }

    @Test
    void anotherSiteLogsNobodyIn() {
        HttpResponse<String> answer =
                server.postForm("/login", "username=anna&password=" + password, "Origin", "https://evil.example");
        assertEquals(403, answer.statusCode());
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void ourOwnPagesMayChangeAndUpload() {
        String session = login(password);
        assertEquals(
                "changed by anna",
                server.post("/who", "x", "Cookie", session, "Sec-Fetch-Site", "same-origin")
                        .body());
        assertEquals(
                "changed by anna",
                server.post("/who", "x", "Cookie", session, "Origin", server.origin())
                        .body());
        String multipart = """
                --b
                Content-Disposition: form-data; name="file"; filename="a.csv"
                Content-Type: text/csv

                abc
                --b--
                """.replace("\n", "\r\n");
        HttpResponse<String> upload = server.send(server.to("/upload")
                .headers("Cookie", session, "Origin", server.origin())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(multipart)));
        assertEquals("anna sent 3", upload.body());
    }

    @Test
    void whoGuessesIsMadeToWaitAlsoWithTheRightPassword() {
        for (int i = 0; i < LoginFailureRepository.LIMIT; i++) {
            assertEquals(
                    401,
                    server.postForm("/login", "username=guessed&password=" + i).statusCode());
        }
        HttpResponse<String> answer = server.postForm("/login", "username=guessed&password=x");
        assertEquals(429, answer.statusCode());
        assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")) > 800);
        assertTrue(answer.body().contains("Vänta 15 minuter"), answer.body());
    }

    private static String login(String password, String... headers) {
        HttpResponse<String> answer = server.postForm("/login", "username=anna&password=" + password, headers);
        assertEquals(303, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }
}
