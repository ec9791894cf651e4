package se.styrkort.security;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.Headers;
import okhttp3.mockwebserver.RecordedRequest;
import org.jspecify.annotations.Nullable;

/** A real, small provider of OpenID Connect on a free loopback port, in this process. */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "styrkort";
    static final String SECRET = "hemligt: åäö/+";

    private static final String ISSUER = "default";
    private static final long HOUR = 3_600;

    private final AtomicReference<@Nullable String> forged = new AtomicReference<>();
    private final OAuth2TokenProvider tokens = new OAuth2TokenProvider();
    private final MockOAuth2Server server;
    private final HttpClient browser = HttpClient.newHttpClient();

    /** @param interactive whether it asks who logs in, on a page of its own; otherwise see {@link #identify} */
    TestProvider(boolean interactive) {
        server = new MockOAuth2Server(
                new OAuth2Config(
                        interactive,
                        null,
                        null,
                        false,
                        tokens,
                        Set.of(callback("anybody", Map.of(), HOUR)),
                        new MockWebServerWrapper()),
                new Forgery());
        server.start();
    }

    String issuer() {
        return server.issuerUrl(ISSUER).toString();
    }

    /** The settings of a program that uses it. */
    Map<String, Object> settings(String baseUrl) {
        return Map.of(
                "styrkort.web.base-url", baseUrl,
                "styrkort.security.oidc.issuer", issuer(),
                "styrkort.security.oidc.client-id", CLIENT,
                "styrkort.security.oidc.client-secret", SECRET);
    }

    /** What the next ID token says, and for how many seconds it is valid. */
    void identify(String subject, Map<String, ?> claims, long seconds) {
        server.enqueueCallback(callback(subject, claims, seconds));
    }

    void identify(String subject, String username) {
        identify(subject, Map.of("preferred_username", username), HOUR);
    }

    private static DefaultOAuth2TokenCallback callback(String subject, Map<String, ?> claims, long seconds) {
        return new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of(CLIENT), claims, seconds);
    }

    /** The next ID token is signed with the key of this issuer, which only {@code default} has a right to. */
    void forge(String signer, Map<String, ?> claims) {
        Map<String, Object> all = new HashMap<>(Map.of("iss", issuer(), "aud", CLIENT));
        all.putAll(claims);
        forged.set(tokens.jwt(all, Duration.ofHours(1), signer).serialize());
    }

    /** Logs in there at once, as a browser with a login of its own does; where it is sent back to. */
    URI visit(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 302) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    /** The request for tokens among those that came so far. */
    RecordedRequest tokenRequest() {
        RecordedRequest request;
        do {
            request = server.takeRequest();
        } while (!String.valueOf(request.getPath()).endsWith("/token"));
        return request;
    }

    /** From now on it does not answer. */
    void stop() {
        server.shutdown();
    }

    @Override
    public void close() {
        stop();
    }

    private final class Forgery implements Route {
        @Override
        public boolean match(OAuth2HttpRequest request) {
            return forged.get() != null && request.getMethod().equals("POST");
        }

        @Override
        public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
            String body = "{\"token_type\": \"Bearer\", \"access_token\": \"" + new AuthorizationCode().getValue()
                    + "\", \"id_token\": \"" + forged.getAndSet(null) + "\"}";
            return new OAuth2HttpResponse(Headers.of("Content-Type", "application/json"), 200, body, null);
        }
    }
}
