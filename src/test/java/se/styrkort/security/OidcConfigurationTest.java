package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.web.WebConfiguration;

class OidcConfigurationTest {
    private static final String ISSUER = "https://login.example.se/realms/kommunen";
    private static final WebConfiguration WEB = new WebConfiguration("https://styrkort.example.se/", 0);

    @Test
    void theProviderSendsReadersBackToTheAddressTheyUse() {
        OidcConfiguration on = new OidcConfiguration(WEB, ISSUER, "styrkort", "hemligt", "upn");
        assertTrue(on.isOn());
        assertEquals(URI.create("https://styrkort.example.se/login/oidc/callback"), on.callback());
        assertFalse(on.toString().contains("hemligt"), on.toString());
    }

    @Test
    void withoutIssuerNothingElseIsAskedFor() {
        assertFalse(new OidcConfiguration(new WebConfiguration("", 0), "", "", "", "").isOn());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.se",
                "http://127.example.se",
                "http://localhost.example.se",
                "https://",
                "https:/login.example.se",
                "login.example.se",
                "ftp://login.example.se",
                "https://login.example.se/?tenant=1",
                "https://login.example.se/#a",
                "https://login.example.se/a b",
                " ",
            })
    void anIssuerWhoseAnswersOthersCouldWriteStopsTheStart(String issuer) {
        assertStops(
                "STYRKORT_OIDC_ISSUER must be https://",
                () -> new OidcConfiguration(WEB, issuer, "styrkort", "", "preferred_username"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/default", "http://127.0.0.1:1", "http://[::1]:8080/", ISSUER})
    void thisMachineNeedsNoEncryption(String issuer) {
        assertTrue(new OidcConfiguration(WEB, issuer, "styrkort", "", "preferred_username").isOn());
    }

    @ParameterizedTest
    @CsvSource({
        "'', preferred_username, https://a.example, STYRKORT_OIDC_CLIENT_ID must be set",
        "styrkort, ' ', https://a.example, STYRKORT_OIDC_USERNAME_CLAIM must name a claim",
        "styrkort, preferred_username, '', STYRKORT_BASE_URL must be set",
    })
    void whatIsMissingStopsTheStart(String clientId, String claim, String baseUrl, String message) {
        assertStops(
                message, () -> new OidcConfiguration(new WebConfiguration(baseUrl, 0), ISSUER, clientId, "", claim));
    }

    private static void assertStops(String message, org.junit.jupiter.api.function.Executable start) {
        String stopped = assertThrows(IllegalArgumentException.class, start).toString();
        assertTrue(stopped.contains(message), stopped);
    }
}
