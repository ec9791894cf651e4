package se.styrkort.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.session.Session;
import io.micronaut.session.http.SessionForRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reactivestreams.Publisher;

/**
 * Reads a request's credentials: the bearer token, or else the session. A request with an {@code Authorization} header
 * is judged by it alone, so that the protection of sessions against forged requests need not apply to it.
 */
@Singleton
final class CredentialsProvider implements AuthenticationFetcher<HttpRequest<?>> {
    static final String ACTOR = "actor";

    private static final String BEARER = "Bearer ";
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final AccessConfiguration configuration;

    CredentialsProvider(AccessConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        return actor(request)
                .map(actor -> Publishers.just(Authentication.build(actor.name())))
                .orElseGet(Publishers::empty);
    }

    private Optional<Actor> actor(HttpRequest<?> request) {
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
            return bearer
                            && configuration.accepts(
                                    authorization.substring(BEARER.length()).strip())
                    ? Optional.of(Actor.ADMIN_TOKEN)
                    : Optional.empty();
        }
        return SessionForRequest.find(request)
                .filter(CredentialsProvider::isYoung)
                .flatMap(session -> session.get(ACTOR, String.class))
                .map(Actor::new);
    }

    private static boolean isYoung(Session session) {
        return Instant.now().isBefore(session.getCreationTime().plus(LONGEST_SESSION));
    }
}
