package se.styrkort.security;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Locale;
import se.styrkort.web.WebConfiguration;

/**
 * The common login (gemensam inloggning): the municipality's own provider of OpenID Connect.
 *
 * @param web where the provider sends readers back to
 * @param issuer the provider as it names itself; empty when there is no common login
 * @param clientId the name under which the provider knows this program
 * @param clientSecret what this program proves that with; empty for a public client, which PKCE alone protects
 * @param usernameClaim the claim of the ID token that names the account at the first login
 */
@Context
@ConfigurationProperties("styrkort.security.oidc")
record OidcConfiguration(
        WebConfiguration web,
        @Bindable(defaultValue = "") String issuer,
        @Bindable(defaultValue = "") String clientId,
        @Bindable(defaultValue = "") String clientSecret,
        @Bindable(defaultValue = "preferred_username") String usernameClaim) {
    static final String PATH = "/login/oidc";
    static final String CALLBACK = PATH + "/callback";

    OidcConfiguration {
        if (!issuer.isEmpty()) {
            require(
                    isIssuer(issuer),
                    "STYRKORT_OIDC_ISSUER must be https:// (http:// on this machine only) without"
                            + " query and fragment; it is \"" + issuer + "\"");
            require(!clientId.isBlank(), "STYRKORT_OIDC_CLIENT_ID must be set when STYRKORT_OIDC_ISSUER is");
            require(!usernameClaim.isBlank(), "STYRKORT_OIDC_USERNAME_CLAIM must name a claim");
            require(
                    web.origin().isPresent(),
                    "STYRKORT_BASE_URL must be set when STYRKORT_OIDC_ISSUER is:"
                            + " the provider sends readers back there");
        }
    }

    boolean isOn() {
        return !issuer.isEmpty();
    }

    /** The address that the provider must be told to send readers back to. */
    URI callback() {
        return web.origin().orElseThrow().resolve(CALLBACK);
    }

    /** Whether a secret may be sent there: nobody on the way can read or change it. */
    static boolean isSafe(URI address) {
        String host = address.getHost();
        return host != null
                && ("https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && isLoopback(host)));
    }

    private static boolean isIssuer(String issuer) {
        try {
            URI uri = URI.create(issuer);
            return isSafe(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isLoopback(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** A configuration is printed in logs; a secret is not. */
    @Override
    public String toString() {
        return "OidcConfiguration[issuer=" + issuer + ", clientId=" + clientId + ", usernameClaim=" + usernameClaim
                + ", clientSecret=" + (clientSecret.isEmpty() ? "none" : "set") + "]";
    }
}
