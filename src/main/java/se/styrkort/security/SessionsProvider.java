package se.styrkort.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.session.Session;
import io.micronaut.session.SessionStore;
import io.micronaut.session.http.SessionForRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Opens and ends the sessions of people. */
@Singleton
final class SessionsProvider {
    private final SessionStore<Session> sessions;

    SessionsProvider(SessionStore<Session> sessions) {
        this.sessions = sessions;
    }

    /**
     * A new session with a new id: one that somebody else put into this browser earlier is worth nothing.
     *
     * @param mark of the account when it was judged, see {@link Accounts}
     */
    void open(HttpRequest<?> request, String username, String mark) {
        end(request);
        Session session = SessionForRequest.create(sessions, request);
        session.put(CredentialsProvider.ACCOUNT, username);
        session.put(CredentialsProvider.MARK, mark);
    }

    void end(HttpRequest<?> request) {
        SessionForRequest.find(request)
                .ifPresent(session -> sessions.deleteSession(session.getId()).join());
    }

    Optional<String> account(HttpRequest<?> request) {
        return SessionForRequest.find(request)
                .flatMap(session -> session.get(CredentialsProvider.ACCOUNT, String.class));
    }
}
