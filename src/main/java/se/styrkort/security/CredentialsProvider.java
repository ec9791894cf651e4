package se.styrkort.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.session.Session;
import io.micronaut.session.http.SessionForRequest;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;

/**
 * Reads a request's credentials: the bearer token, or else the session. A request with an {@code Authorization} header
 * is judged by it alone, so that the protection of sessions against forged requests need not apply to it. What the
 * account may is read anew for each request: what a steward takes back is gone at once.
 */
@Singleton
final class CredentialsProvider implements AuthenticationFetcher<HttpRequest<?>> {
    static final String ACCOUNT = "account";
    static final String MARK = "mark";

    private static final String BEARER = "Bearer ";
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final AccessConfiguration configuration;
    private final OpenRoutes open;
    private final Accounts accounts;
    private final Tokens tokens;
    private final ExecutorService blocking;

    CredentialsProvider(
            AccessConfiguration configuration,
            OpenRoutes open,
            Accounts accounts,
            Tokens tokens,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.configuration = configuration;
        this.open = open;
        this.accounts = accounts;
        this.tokens = tokens;
        this.blocking = blocking;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        if (open.contains(request.getPath())) {
            return Publishers.empty();
        }
        // the database is asked, which the thread that serves the network must not wait for
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(
                () -> actor(request).map(ActorProvider::authentication).orElse(null), blocking));
    }

    private Optional<Actor> actor(HttpRequest<?> request) {
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? bearer(request, authorization.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        return SessionForRequest.find(request)
                .filter(CredentialsProvider::isYoung)
                .flatMap(session -> session.get(ACCOUNT, String.class)
                        .flatMap(name -> session.get(MARK, String.class).flatMap(mark -> accounts.actor(name, mark))));
    }

    private Optional<Actor> bearer(HttpRequest<?> request, String token) {
        if (AddressProvider.isOfThisMachine(request) && configuration.acceptsLocally(token)) {
            return Optional.of(Actor.COMMAND_LINE);
        }
        return configuration.accepts(token) ? Optional.of(Actor.ADMIN_TOKEN) : tokens.holder(token);
    }

    private static boolean isYoung(Session session) {
        return Instant.now().isBefore(session.getCreationTime().plus(LONGEST_SESSION));
    }
}
