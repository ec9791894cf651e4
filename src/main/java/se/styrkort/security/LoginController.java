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
import io.micronaut.http.uri.UriBuilder;
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
    static final String REFUSED = "refused";

    private final PasswordCheck passwords;
    private final Attempts attempts;
    private final OidcConfiguration common;
    private final SessionsProvider sessions;
    private final AddressProvider addresses;
    private final Trail trail;
    private final Templates templates;

    LoginController(
            PasswordCheck passwords,
            Attempts attempts,
            OidcConfiguration common,
            SessionsProvider sessions,
            AddressProvider addresses,
            Trail trail,
            Templates templates) {
        this.passwords = passwords;
        this.attempts = attempts;
        this.common = common;
        this.sessions = sessions;
        this.addresses = addresses;
        this.trail = trail;
        this.templates = templates;
    }

    @Get("/login")
    HttpResponse<JteModel> form(
            Page page, @QueryValue(NEXT) @Nullable String next, @QueryValue(REFUSED) @Nullable String refused) {
        Optional<LoginRefusal> why = Optional.ofNullable(refused).flatMap(LoginRefusal::of);
        String fault = why.map(refusal -> page.t(refusal.text())).orElse(null);
        return HttpResponse.<JteModel>status(
                        HttpStatus.valueOf(why.map(LoginRefusal::status).orElse(200)))
                .body(again(page, next, "", fault));
    }

    @Post("/login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> login(HttpRequest<?> request, Page page, String username, String password, @Nullable String next) {
        String name = username.strip();
        String address = addresses.of(request);
        Optional<Duration> crowd = attempts.begin(address);
        PasswordCheck.Verdict verdict = crowd.<PasswordCheck.Verdict>map(PasswordCheck.Verdict.Locked::new)
                .orElseGet(() -> passwords.judge(name, password));
        return switch (verdict) {
            case PasswordCheck.Verdict.Locked(Duration wait) -> locked(page, next, name, wait);
            case PasswordCheck.Verdict.Wrong() ->
                HttpResponse.unauthorized().body(again(page, next, name, page.t("login.failed")));
            case PasswordCheck.Verdict.Right(String mark) -> {
                attempts.succeeded(address);
                trail.note(name, "login.succeeded", "");
                sessions.open(request, name, mark);
                yield HttpResponse.seeOther(URI.create(LocalAddress.orStart(next)));
            }
        };
    }

    private HttpResponse<?> locked(Page page, @Nullable String next, String name, Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        String text = page.t("login.wait", page.format().whole(Math.ceilDiv(seconds, 60)));
        return HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .body(again(page, next, name, text));
    }

    @Post("/logout")
    @Consumes(MediaType.ALL)
    HttpResponse<?> logout(HttpRequest<?> request) {
        sessions.account(request).ifPresent(name -> trail.note(name, "login.ended", ""));
        sessions.end(request);
        return HttpResponse.seeOther(URI.create("/login"))
                .cookie(Cookie.of(SessionCookieProvider.NAME, "")
                        .path("/")
                        .httpOnly(true)
                        .maxAge(0));
    }

    private JteModel again(Page page, @Nullable String next, String name, @Nullable String fault) {
        String wanted = LocalAddress.orStart(next);
        return templates.securityLogin(page, wanted, name, fault, common.isOn() ? commonLogin(wanted) : null);
    }

    private static String commonLogin(String next) {
        return UriBuilder.of(OidcConfiguration.PATH)
                .queryParam(NEXT, next)
                .build()
                .toString();
    }
}
