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

    private final Accounts accounts;
    private final Attempts attempts;
    private final LoginFailureRepository failures;
    private final OidcConfiguration common;
    private final SessionsProvider sessions;
    private final AddressProvider addresses;
    private final Trail trail;
    private final Templates templates;

    LoginController(
            Accounts accounts,
            Attempts attempts,
            LoginFailureRepository failures,
            OidcConfiguration common,
            SessionsProvider sessions,
            AddressProvider addresses,
            Trail trail,
            Templates templates) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.failures = failures;
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
        Duration wait = attempts.begin(address).orElseGet(() -> failures.begin(stored(name)));
        if (!wait.isZero()) {
            long seconds = wait.plusMillis(999).toSeconds();
            String text = page.t("login.wait", page.format().whole(Math.ceilDiv(seconds, 60)));
            return HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                    .body(again(page, next, name, text));
        }
        if (!accounts.matches(name, password)) {
            trail.note(stored(name), "login.failed", "");
            if (failures.failed(stored(name))) {
                trail.note(stored(name), "login.locked", "");
            }
            return HttpResponse.unauthorized().body(again(page, next, name, page.t("login.failed")));
        }
        attempts.succeeded(address);
        failures.forget(name);
        trail.note(name, "login.succeeded", "");
        sessions.open(request, name);
        return HttpResponse.seeOther(URI.create(LocalAddress.orStart(next)));
    }

    /** As the database takes it; what is longer is no account's name anyway. */
    private static String stored(String name) {
        String clean = name.replace("\u0000", "");
        return clean.isEmpty() ? "?" : clean.substring(0, Math.min(clean.length(), Accounts.LONGEST_NAME));
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
