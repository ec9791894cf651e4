package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;

/** What the settings of access change, each in a program of its own. */
class SettingsIT {
    @Test
    void aTooShortTokenStopsTheStart() {
        RuntimeException stopped = assertThrows(
                RuntimeException.class,
                () -> new RunningServer("security", Map.of("styrkort.security.admin-token", "short")).close());
        assertTrue(stopped.toString().contains("STYRKORT_ADMIN_TOKEN must have at least 32"), stopped.toString());
    }

    @Test
    void behindHttpsTheCookieIsSecureAndAResetPasswordReplacesTheOld() {
        try (RunningServer https =
                new RunningServer("security", Map.of("styrkort.web.base-url", "https://a.example"))) {
            Accounts accounts = https.bean(Accounts.class);
            String first = accounts.createIfNone("bo").orElseThrow();
            assertEquals(Optional.empty(), accounts.createIfNone("another"));
            String reset = accounts.resetPassword("bo");
            assertThrows(IllegalArgumentException.class, () -> accounts.resetPassword("nobody"));
            Visitor visitor = new Visitor(https);
            assertEquals(401, visitor.login("bo", first).statusCode());
            HttpResponse<String> answer =
                    visitor.post("/login", "username=bo&password=" + reset, "Origin", "https://a.example");
            assertEquals(303, answer.statusCode());
            String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
            assertTrue(cookie.contains("Secure"), cookie);
        }
    }
}
