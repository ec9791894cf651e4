package se.styrkort.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.session.Session;
import io.micronaut.session.http.SessionForRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The token that every form carries, so that only our own pages can make a reader's browser change something (CSRF). It is
 * a keyed hash of the session's id, or before the login of a random cookie: nothing is stored, and who knows neither the
 * key nor the cookie cannot make one. The key lives as long as the sessions do, in this process.
 */
@Singleton
public final class FormTokenProvider {
    public static final String FIELD = "_csrf";

    static final String COOKIE = "styrkort_visitor";

    private static final String NEW_VISITOR = "styrkort.new-visitor";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(randomBytes(), ALGORITHM);

    /** The token for the forms of a page. A visitor without session or cookie is given a cookie with the answer. */
    String of(HttpRequest<?> request) {
        return hash(binding(request).orElseGet(() -> {
            String visitor = Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
            request.setAttribute(NEW_VISITOR, visitor);
            return "visitor " + visitor;
        }));
    }

    /** Whether what a form sent is the token that this request's pages have. In constant time. */
    public boolean matches(HttpRequest<?> request, @Nullable String sent) {
        Optional<String> binding = binding(request);
        return sent != null
                && binding.isPresent()
                && MessageDigest.isEqual(
                        hash(binding.get()).getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    /** The cookie for a visitor who has none yet. */
    static Optional<String> newVisitor(HttpRequest<?> request) {
        return request.getAttribute(NEW_VISITOR, String.class);
    }

    private static Optional<String> binding(HttpRequest<?> request) {
        return SessionForRequest.find(request)
                .map(Session::getId)
                .map(id -> "session " + id)
                .or(() -> request.getCookies()
                        .findCookie(COOKIE)
                        .map(Cookie::getValue)
                        .map(value -> "visitor " + value))
                .or(() -> newVisitor(request).map(value -> "visitor " + value));
    }

    private String hash(String binding) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(binding.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
