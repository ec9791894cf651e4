package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static se.styrkort.security.CommonLoginTrial.BASE;
import static se.styrkort.security.CommonLoginTrial.assertRefused;
import static se.styrkort.security.CommonLoginTrial.back;
import static se.styrkort.security.CommonLoginTrial.location;
import static se.styrkort.security.CommonLoginTrial.query;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;

/** What the common login takes for a proof and what not, over real HTTP against a real provider. */
class OidcProofIT {
    @AutoClose
    private static final CommonLoginTrial TRIAL = new CommonLoginTrial();

    private Visitor visitor;

    @BeforeEach
    void open() {
        visitor = new Visitor(TRIAL.server);
    }

    @Test
    void anAnswerCountsOnceAndInTheBrowserThatAsked() throws Exception {
        TRIAL.make("david");
        URI back = TRIAL.provider.visit(location(visitor.get("/login/oidc")));
        String cookie = visitor.cookie(OidcController.COOKIE);
        assertRefused("not_begun", TRIAL.server.get(back(back)));
        assertRefused("not_begun", TRIAL.server.get(back(back) + "x", "Cookie", cookie));
        assertRefused("not_begun", TRIAL.server.get("/login/oidc/callback", "Cookie", cookie));
        Visitor other = new Visitor(TRIAL.server);
        assertEquals(303, other.get("/login/oidc").statusCode());
        assertRefused("not_begun", other.get(back(back)));
        TRIAL.provider.identify("subject-david", "david");
        HttpResponse<String> entered = TRIAL.server.get(back(back), "Cookie", cookie);
        assertEquals(200, entered.statusCode());
        HttpResponse<String> replayed = TRIAL.server.get(back(back), "Cookie", cookie);
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
        TRIAL.make(name);
        Map<String, String> all = new HashMap<>(claims);
        all.put("preferred_username", name);
        TRIAL.provider.identify("subject " + what, all, seconds);
        HttpResponse<String> answer = TRIAL.comeBack(visitor, "");
        assertRefused("unproven", answer);
        HttpResponse<String> page = visitor.get(location(answer).toString());
        assertEquals(401, page.statusCode());
        assertTrue(page.body().contains("kunde inte godkännas"), page.body());
        assertEquals("null", TRIAL.identity(name));
        TRIAL.provider.identify("subject " + what, name);
        assertEquals(200, TRIAL.comeBack(visitor, "").statusCode(), "the same with a right token");
    }

    @ParameterizedTest
    @CsvSource({"default, true", "another, false"})
    void onlyTheProvidersOwnKeySigns(String signer, boolean enters) throws Exception {
        TRIAL.make("f " + signer);
        URI there = location(visitor.get("/login/oidc"));
        String back = back(TRIAL.provider.visit(there));
        TRIAL.provider.forge(
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
        try (RunningServer tried = new RunningServer("security", TRIAL.provider.settings(BASE))) {
            for (int i = 0; i < Attempts.LIMIT; i++) {
                assertRefused("not_begun", tried.get("/login/oidc/callback?code=a&state=b"));
            }
            HttpResponse<String> answer = tried.get("/login/oidc/callback?code=a&state=b");
            assertRefused("too_many", answer);
            assertEquals(429, tried.get(location(answer).toString()).statusCode());
        }
    }

    private static Map<String, Object> settings(TestProvider provider, String issuer) {
        Map<String, Object> settings = new HashMap<>(provider.settings(BASE));
        settings.put("styrkort.security.oidc.issuer", issuer);
        return settings;
    }
}
