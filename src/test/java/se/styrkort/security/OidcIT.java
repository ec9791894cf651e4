package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static se.styrkort.security.CommonLoginTrial.BASE;
import static se.styrkort.security.CommonLoginTrial.READER;
import static se.styrkort.security.CommonLoginTrial.assertRefused;
import static se.styrkort.security.CommonLoginTrial.back;
import static se.styrkort.security.CommonLoginTrial.location;
import static se.styrkort.security.CommonLoginTrial.query;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;

/** The common login over real HTTP against a real provider: whom it lets in, and as whom. */
class OidcIT {
    @AutoClose
    private static final CommonLoginTrial TRIAL = new CommonLoginTrial();

    private Visitor visitor;

    @BeforeEach
    void open() {
        visitor = new Visitor(TRIAL.server);
    }

    @Test
    void whoIsKnownThereAndHasAnAccountEntersAndGoesOn() throws Exception {
        TRIAL.make("anna");
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
        TRIAL.provider.identify("subject-anna", "anna");
        HttpResponse<String> entered = visitor.get(back(TRIAL.provider.visit(there)));
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
        assertEquals(TRIAL.provider.issuer() + " subject-anna", TRIAL.identity("anna"));
        assertEquals("account.bound oidc, login.succeeded oidc", trail("anna"));

        RecordedRequest token = TRIAL.provider.tokenRequest();
        String basic = String.valueOf(token.getHeader("Authorization")).substring("Basic ".length());
        String secret = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":")[1];
        assertEquals(TestProvider.SECRET, URLDecoder.decode(secret, StandardCharsets.UTF_8));
        assertTrue(token.getBody().readUtf8().matches(".*code_verifier=[A-Za-z0-9_-]{43}.*"));
    }

    @Test
    void anAccountWithAPasswordIsNotOpenedByANameThere() throws Exception {
        assertTrue(TRIAL.server
                .bean(Accounts.class)
                .create("admin", List.of(Grant.ofEverything(Role.STEWARD)))
                .isPresent());
        assertRefused("unknown_account", TRIAL.comeBackAs("subject-thief", "admin"));
        assertEquals("null", TRIAL.identity("admin"));
        assertTrue(TRIAL.server.bean(Accounts.class).useCommonLogin("admin"));
        assertEquals("admin", TRIAL.enter("subject-admin", "admin").get("/who").body());
        assertTrue(TRIAL.server.bean(Accounts.class).useCommonLogin("admin"), "and may be tied anew");
        assertEquals(
                "admin", TRIAL.enter("subject-successor", "admin").get("/who").body());
    }

    @Test
    void anAnswerWithoutCodeProvesNothing() throws Exception {
        URI there = location(visitor.get("/login/oidc"));
        assertRefused(
                "unproven",
                visitor.get("/login/oidc/callback?code=&state=" + query(there).get("state")));
    }

    @Test
    void whoHasNoAccountIsToldSo() throws Exception {
        TRIAL.provider.identify("subject-x", "no-account");
        HttpResponse<String> answer = TRIAL.comeBack(visitor, "%2Fwho");
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
        TRIAL.make("bertil");
        TRIAL.make("bertil.ny");
        TRIAL.enter("subject-bertil", "bertil");
        assertRefused("other_identity", TRIAL.comeBackAs("another-subject", "bertil"));
        assertEquals("login.refused oidc other_identity", trail("bertil", "login.refused"));
        Visitor renamed = new Visitor(TRIAL.server);
        TRIAL.provider.identify("subject-bertil", "bertil.ny");
        assertEquals(200, TRIAL.comeBack(renamed, "").statusCode());
        assertEquals("bertil", renamed.get("/who").body());
        assertEquals("null", TRIAL.identity("bertil.ny"));
        TRIAL.provider.identify("subject-bertil", Map.of(), 3_600);
        assertEquals(200, TRIAL.comeBack(new Visitor(TRIAL.server), "").statusCode(), "the claim is needed no more");
    }

    @Test
    void aDisabledAccountOpensNothingAndEndsWhatIsOpen() throws Exception {
        TRIAL.make("cecilia");
        Visitor cecilia = TRIAL.enter("subject-cecilia", "cecilia");
        TRIAL.server.bean(Accounts.class).disable("cecilia", true);
        assertEquals(303, cecilia.get("/who").statusCode());
        assertRefused("disabled", TRIAL.comeBackAs("subject-cecilia", "cecilia"));
        TRIAL.make("disabled-before");
        TRIAL.server.bean(Accounts.class).disable("disabled-before", true);
        assertRefused("disabled", TRIAL.comeBackAs("subject-before", "disabled-before"));
        assertEquals("null", TRIAL.identity("disabled-before"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/login", "/a\nSet-Cookie: b=c", "/\\evil"})
    void theLoginLeadsToNoOtherSite(String next) throws Exception {
        String name = "g " + next.hashCode();
        TRIAL.make(name);
        TRIAL.provider.identify(name, name);
        HttpResponse<String> entered =
                TRIAL.comeBack(visitor, java.net.URLEncoder.encode(next, StandardCharsets.UTF_8));
        assertEquals("0; url=/", entered.headers().firstValue("Refresh").orElse(""));
    }

    @Test
    void anAccountWithoutPasswordIsOpenedByTheCommonLoginAlone() throws Exception {
        assertTrue(TRIAL.server.bean(AccountRepository.class).insert("helga", null, READER, false));
        for (String password : List.of("", "null")) {
            assertNotEquals(303, visitor.login("helga", password).statusCode());
        }
        TRIAL.enter("subject-helga", "helga");
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
        assertTrue(TRIAL.server.get("/login").body().contains("href=\"/login/oidc?next=%2F\""));
        assertTrue(TRIAL.server.get("/login?lang=en").body().contains("Log in with your municipal account"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/login/oidc/", "/login/oidc/callback/", "/login/oidc/callback/x", "/login/oidcx", "/login/x"})
    void nothingElseIsOpened(String path) {
        HttpResponse<String> answer = TRIAL.server.get(path);
        assertEquals(303, answer.statusCode(), path);
        assertEquals("/login", location(answer).toString());
    }

    private static String trail(String actor) {
        return trail(actor, "");
    }

    private static String trail(String actor, String action) {
        return String.valueOf(TRIAL.server.row("""
                select string_agg(action || ' ' || target, ', ' order by audit_id) as trail from styrkort.audit
                where actor = '%s' and action like '%s%%'""".formatted(actor, action)).get("trail"));
    }
}
