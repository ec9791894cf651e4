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
    private final Accounts accounts;

    SessionsProvider(SessionStore<Session> sessions, Accounts accounts) {
        this.sessions = sessions;
        this.accounts = accounts;
    }

    /** A new session with a new id: one that somebody else put into this browser earlier is worth nothing. */
    void open(HttpRequest<?> request, String username) {
        end(request);
        Session session = SessionForRequest.create(sessions, request);
        session.put(CredentialsProvider.ACCOUNT, username);
        session.put(CredentialsProvider.MARK, accounts.mark(username).orElseThrow());
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
