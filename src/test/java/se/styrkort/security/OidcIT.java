package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;

/** The common login over real HTTP against a real provider. */
class OidcIT {
    private static final String BASE = "http://styrkort.example";
    private static final List<Grant> READER = List.of(Grant.ofEverything(Role.READER));

    private static TestProvider provider;
    private static RunningServer server;

    private Visitor visitor;

    @BeforeAll
    static void start() {
        provider = new TestProvider(false);
        server = new RunningServer("security", provider.settings(BASE));
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @BeforeEach
    void open() {
        visitor = new Visitor(server);
    }

    @Test
    void whoIsKnownThereAndHasAnAccountEntersAndGoesOn() throws Exception {
        make("anna");
        HttpResponse<String> begun = visitor.get("/login/oidc?next=%2Fwho%3Fa%3D1%26b%3D2");
        assertEquals(303, begun.statusCode(), begun.body());
        String cookie = begun.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.matches("styrkort_oidc=[^;]{100,};.*"), cookie);
        for (String attribute : List.of("Path=/login/oidc", "HTTPOnly", "SameSite=Lax", "Max-Age=900")) {
            assertTrue(cookie.contains(attribute), cookie);
        }
        URI there = location(begun);
        Map<String, String> asked = query(there);
        assertEquals("code", asked.get("response_type"));
        assertEquals("openid profile", asked.get("scope"));
        assertEquals(TestProvider.CLIENT, asked.get("client_id"));
        assertEquals(BASE + "/login/oidc/callback", asked.get("redirect_uri"));
        assertEquals("S256", asked.get("code_challenge_method"));
        for (String secret : List.of("state", "nonce", "code_challenge")) {
            assertTrue(asked.getOrDefault(secret, "").length() >= 43, secret);
        }
        provider.identify("subject-anna", "anna");
        HttpResponse<String> entered = visitor.get(back(provider.visit(there)));
        assertEquals(200, entered.statusCode(), entered.body());
        assertEquals(
                "0; url=/who?a=1&b=2", entered.headers().firstValue("Refresh").orElse(""));
        assertTrue(entered.body().contains("Du är inloggad"), entered.body());
        assertTrue(entered.body().contains("href=\"/who?a=1&amp;b=2\""), entered.body());
        List<String> cookies = entered.headers().allValues("Set-Cookie");
        assertTrue(
                cookies.stream()
                        .anyMatch(one -> one.startsWith("styrkort_session=") && one.contains("SameSite=Strict")),
                cookies.toString());
        assertTrue(
                cookies.stream().anyMatch(one -> one.startsWith("styrkort_oidc=;") && one.contains("Max-Age=0")),
                cookies.toString());
        assertEquals("anna", visitor.get("/who").body());
        assertEquals(provider.issuer() + " subject-anna", identity("anna"));
        assertEquals("account.bound oidc, login.succeeded oidc", trail("anna"));

        RecordedRequest token = provider.tokenRequest();
        String basic = String.valueOf(token.getHeader("Authorization")).substring("Basic ".length());
        String secret = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":")[1];
        assertEquals(TestProvider.SECRET, URLDecoder.decode(secret, StandardCharsets.UTF_8));
        assertTrue(token.getBody().readUtf8().matches(".*code_verifier=[A-Za-z0-9_-]{43}.*"));
    }

    @Test
    void whoHasNoAccountIsToldSo() throws Exception {
        provider.identify("subject-x", "no-account");
        HttpResponse<String> answer = comeBack(visitor, "%2Fwho");
        assertEquals(
                "/login?refused=unknown_account&next=%2Fwho", location(answer).toString());
        HttpResponse<String> page = visitor.get(location(answer).toString());
        assertEquals(403, page.statusCode());
        assertTrue(page.body().contains("har inget konto i Styrkort"), page.body());
        assertTrue(page.body().contains("href=\"/login/oidc?next=%2Fwho\""), page.body());
        assertEquals(303, visitor.get("/who").statusCode());
        assertEquals("login.refused oidc unknown_account", trail("no-account"));
    }

    @Test
    void afterTheFirstLoginTheIdentityDecidesAndNotTheName() throws Exception {
        make("bertil");
        make("bertil.ny");
        enter("subject-bertil", "bertil");
        assertRefused("other_identity", comeBackAs("another-subject", "bertil"));
        assertEquals("login.refused oidc other_identity", trail("bertil", "login.refused"));
        Visitor renamed = new Visitor(server);
        provider.identify("subject-bertil", "bertil.ny");
        assertEquals(200, comeBack(renamed, "").statusCode());
        assertEquals("bertil", renamed.get("/who").body());
        assertEquals("null", identity("bertil.ny"));
        provider.identify("subject-bertil", Map.of(), 3_600);
        assertEquals(200, comeBack(new Visitor(server), "").statusCode(), "the claim is needed no more");
    }

    @Test
    void aDisabledAccountOpensNothingAndEndsWhatIsOpen() throws Exception {
        make("cecilia");
        Visitor cecilia = enter("subject-cecilia", "cecilia");
        server.bean(Accounts.class).disable("cecilia", true);
        assertEquals(303, cecilia.get("/who").statusCode());
        assertRefused("disabled", comeBackAs("subject-cecilia", "cecilia"));
        make("disabled-before");
        server.bean(Accounts.class).disable("disabled-before", true);
        assertRefused("disabled", comeBackAs("subject-before", "disabled-before"));
        assertEquals("null", identity("disabled-before"));
    }

    @Test
    void anAnswerCountsOnceAndInTheBrowserThatAsked() throws Exception {
        make("david");
        URI back = provider.visit(location(visitor.get("/login/oidc")));
        String cookie = visitor.cookie(OidcController.COOKIE);
        assertRefused("not_begun", server.get(back(back)));
        assertRefused("not_begun", server.get(back(back) + "x", "Cookie", cookie));
        assertRefused("not_begun", server.get("/login/oidc/callback", "Cookie", cookie));
        Visitor other = new Visitor(server);
        assertEquals(303, other.get("/login/oidc").statusCode());
        assertRefused("not_begun", other.get(back(back)));
        provider.identify("subject-david", "david");
        HttpResponse<String> entered = server.get(back(back), "Cookie", cookie);
        assertEquals(200, entered.statusCode());
        HttpResponse<String> replayed = server.get(back(back), "Cookie", cookie);
        assertRefused("not_begun", replayed);
        HttpResponse<String> page = visitor.get(location(replayed).toString());
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("Inloggningen tog för lång tid"), page.body());
    }

    @Test
    void aCodeThatTheProviderDoesNotKnowOpensNothing() {
        Map<String, String> asked = query(location(visitor.get("/login/oidc")));
        assertRefused("unproven", visitor.get("/login/oidc/callback?code=made-up&state=" + asked.get("state")));
        asked = query(location(visitor.get("/login/oidc")));
        assertRefused("unproven", visitor.get("/login/oidc/callback?state=" + asked.get("state")));
        asked = query(location(visitor.get("/login/oidc")));
        assertRefused(
                "unproven",
                visitor.get("/login/oidc/callback?code=made-up&iss=https%3A%2F%2Fevil.example&state="
                        + asked.get("state")));
        asked = query(location(visitor.get("/login/oidc")));
        HttpResponse<String> denied =
                visitor.get("/login/oidc/callback?error=access_denied&state=" + asked.get("state"));
        assertRefused("not_completed", denied);
    }

    static Stream<Arguments> tokensThatProveNothing() {
        return Stream.of(
                Arguments.of("another login", Map.of("nonce", "another"), 3_600),
                Arguments.of("expired", Map.of(), -3_600),
                Arguments.of("for another program", Map.of("aud", "another"), 3_600),
                Arguments.of("another issuer", Map.of("iss", "https://evil.example"), 3_600));
    }

    @ParameterizedTest
    @MethodSource
    void tokensThatProveNothing(String what, Map<String, String> claims, long seconds) throws Exception {
        String name = "e " + what;
        make(name);
        Map<String, String> all = new HashMap<>(claims);
        all.put("preferred_username", name);
        provider.identify("subject " + what, all, seconds);
        HttpResponse<String> answer = comeBack(visitor, "");
        assertRefused("unproven", answer);
        HttpResponse<String> page = visitor.get(location(answer).toString());
        assertEquals(401, page.statusCode());
        assertTrue(page.body().contains("kunde inte godkännas"), page.body());
        assertEquals("null", identity(name));
        provider.identify("subject " + what, name);
        assertEquals(200, comeBack(visitor, "").statusCode(), "the same with a right token");
    }

    @ParameterizedTest
    @CsvSource({"default, true", "another, false"})
    void onlyTheProvidersOwnKeySigns(String signer, boolean enters) throws Exception {
        make("f " + signer);
        URI there = location(visitor.get("/login/oidc"));
        String back = back(provider.visit(there));
        provider.forge(
                signer,
                Map.of(
                        "sub",
                        "s " + signer,
                        "preferred_username",
                        "f " + signer,
                        "nonce",
                        query(there).getOrDefault("nonce", "")));
        HttpResponse<String> answer = visitor.get(back);
        if (enters) {
            assertEquals(200, answer.statusCode());
        } else {
            assertRefused("unproven", answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/login", "/a\nSet-Cookie: b=c", "/\\evil"})
    void theLoginLeadsToNoOtherSite(String next) throws Exception {
        String name = "g " + next.hashCode();
        make(name);
        provider.identify(name, name);
        HttpResponse<String> entered = comeBack(visitor, java.net.URLEncoder.encode(next, StandardCharsets.UTF_8));
        assertEquals("0; url=/", entered.headers().firstValue("Refresh").orElse(""));
    }

    @Test
    void anAccountWithoutPasswordIsOpenedByTheCommonLoginAlone() throws Exception {
        assertTrue(server.bean(AccountRepository.class).insert("helga", null, READER, false));
        for (String password : List.of("", "null")) {
            assertNotEquals(303, visitor.login("helga", password).statusCode());
        }
        enter("subject-helga", "helga");
    }

    @Test
    void withoutAProviderThatAnswersPasswordsStillOpen() throws Exception {
        String gone = "http://localhost:1/default";
        try (TestProvider dying = new TestProvider(false);
                RunningServer without = new RunningServer("security", settings(dying, gone));
                RunningServer losing = new RunningServer("security", dying.settings(BASE))) {
            Visitor reader = new Visitor(without);
            HttpResponse<String> answer = reader.get("/login/oidc?next=%2Fwho");
            assertEquals(
                    "/login?refused=unavailable&next=%2Fwho", location(answer).toString());
            HttpResponse<String> page = reader.get(location(answer).toString());
            assertEquals(503, page.statusCode());
            assertTrue(page.body().contains("Kommunens inloggning svarar inte just nu."), page.body());
            String password = without.bean(Accounts.class).createIfNone("ivar").orElseThrow();
            assertEquals(303, reader.login("ivar", password).statusCode());
            assertEquals("ivar", reader.get("/who").body());

            Visitor halfway = new Visitor(losing);
            URI back = dying.visit(location(halfway.get("/login/oidc")));
            dying.stop();
            assertRefused("unavailable", halfway.get(back(back)));
        }
    }

    @Test
    void whoTriesOnAndOnWaits() {
        try (RunningServer tried = new RunningServer("security", provider.settings(BASE))) {
            for (int i = 0; i < Attempts.LIMIT; i++) {
                assertRefused("not_begun", tried.get("/login/oidc/callback?code=a&state=b"));
            }
            HttpResponse<String> answer = tried.get("/login/oidc/callback?code=a&state=b");
            assertRefused("too_many", answer);
            assertEquals(429, tried.get(location(answer).toString()).statusCode());
        }
    }

    @Test
    void withoutSettingsThereIsNoCommonLogin() {
        try (RunningServer off = new RunningServer("security", Map.of("styrkort.web.base-url", BASE))) {
            OidcConfiguration defaults = off.bean(OidcConfiguration.class);
            assertEquals(
                    List.of("", "", "", "preferred_username"),
                    List.of(defaults.issuer(), defaults.clientId(), defaults.clientSecret(), defaults.usernameClaim()));
            assertFalse(off.get("/login").body().contains("/login/oidc"));
            for (String path : List.of("/login/oidc", "/login/oidc/callback?code=a&state=b")) {
                HttpResponse<String> answer = off.get(path, "Accept", "text/html");
                assertEquals(404, answer.statusCode(), path);
                assertTrue(answer.body().contains("Det finns inget på den här adressen."), answer.body());
            }
        }
        assertTrue(server.get("/login").body().contains("href=\"/login/oidc?next=%2F\""));
        assertTrue(server.get("/login?lang=en").body().contains("Log in with your municipal account"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/login/oidc/", "/login/oidc/callback/", "/login/oidc/callback/x", "/login/oidcx", "/login/x"})
    void nothingElseIsOpened(String path) {
        HttpResponse<String> answer = server.get(path);
        assertEquals(303, answer.statusCode(), path);
        assertEquals("/login", location(answer).toString());
    }

    private static Map<String, Object> settings(TestProvider provider, String issuer) {
        Map<String, Object> settings = new HashMap<>(provider.settings(BASE));
        settings.put("styrkort.security.oidc.issuer", issuer);
        return settings;
    }

    private static void make(String username) {
        assertTrue(server.bean(Accounts.class).create(username, READER).isPresent());
    }

    private static Visitor enter(String subject, String username) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(server);
        provider.identify(subject, username);
        HttpResponse<String> entered = comeBack(visitor, "");
        assertEquals(200, entered.statusCode(), entered.toString());
        assertEquals(username, visitor.get("/who").body());
        return visitor;
    }

    private static HttpResponse<String> comeBackAs(String subject, String username)
            throws IOException, InterruptedException {
        provider.identify(subject, username);
        return comeBack(new Visitor(server), "");
    }

    /** The whole way: to the provider and back with its answer. */
    private static HttpResponse<String> comeBack(Visitor visitor, String next)
            throws IOException, InterruptedException {
        return visitor.get(back(provider.visit(location(visitor.get("/login/oidc?next=" + next)))));
    }

    /** The test's server does not live where its readers are sent. */
    private static String back(URI callback) {
        assertTrue(callback.toString().startsWith(BASE + "/login/oidc/callback?"), callback.toString());
        return callback.toString().substring(BASE.length());
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static void assertRefused(String code, HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals("/login?refused=" + code, location(answer).toString());
        assertTrue(answer.headers().allValues("Set-Cookie").stream().noneMatch(one -> one.contains("session")));
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String identity(String username) {
        return String.valueOf(server.row("select identity from styrkort.account where username = '" + username + "'")
                .get("identity"));
    }

    private static String trail(String actor) {
        return trail(actor, "");
    }

    private static String trail(String actor, String action) {
        return String.valueOf(server.row("""
                select string_agg(action || ' ' || target, ', ' order by audit_id) as trail from styrkort.audit
                where actor = '%s' and action like '%s%%'""".formatted(actor, action)).get("trail"));
    }
}
