package se.styrkort.security;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.session.Session;
import io.micronaut.session.SessionStore;
import io.micronaut.session.http.SessionForRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.Page;

/** Login and logout of people. */
@Controller
@Produces(MediaType.TEXT_HTML)
final class LoginController {
    static final String NEXT = "next";

    private final Accounts accounts;
    private final Attempts attempts;
    private final SessionStore<Session> sessions;
    private final HttpClientAddressResolver addresses;
    private final Templates templates;

    LoginController(
            Accounts accounts,
            Attempts attempts,
            SessionStore<Session> sessions,
            HttpClientAddressResolver addresses,
            Templates templates) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.sessions = sessions;
        this.addresses = addresses;
        this.templates = templates;
    }

    @Get("/login")
    JteModel form(Page page, @QueryValue(NEXT) @Nullable String next) {
        return templates.securityLogin(page, LocalAddress.orStart(next), "", null);
    }

    @Post("/login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> login(HttpRequest<?> request, Page page, String username, String password, @Nullable String next) {
        String name = username.strip();
        String address = String.valueOf(addresses.resolve(request));
        Optional<Duration> wait = attempts.begin(name, address);
        if (wait.isPresent()) {
            long seconds = wait.get().toSeconds() + 1;
            String text = page.t("login.wait", page.format().whole(seconds / 60 + 1));
            return HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                    .body(again(page, next, name, text));
        }
        if (!accounts.matches(name, password)) {
            return HttpResponse.unauthorized().body(again(page, next, name, page.t("login.failed")));
        }
        attempts.succeeded(name, address);
        endSession(request);
        // a new id: one that somebody else put into this browser earlier is worth nothing
        SessionForRequest.create(sessions, request).put(CredentialsProvider.ACTOR, name);
        return HttpResponse.seeOther(URI.create(LocalAddress.orStart(next)));
    }

    @Post("/logout")
    @Consumes(MediaType.ALL)
    HttpResponse<?> logout(HttpRequest<?> request) {
        endSession(request);
        return HttpResponse.seeOther(URI.create("/login"))
                .cookie(Cookie.of(SessionCookieProvider.NAME, "")
                        .path("/")
                        .httpOnly(true)
                        .maxAge(0));
    }

    private JteModel again(Page page, @Nullable String next, String name, String fault) {
        return templates.securityLogin(page, LocalAddress.orStart(next), name, fault);
    }

    private void endSession(HttpRequest<?> request) {
        SessionForRequest.find(request)
                .ifPresent(session -> sessions.deleteSession(session.getId()).join());
    }
}
