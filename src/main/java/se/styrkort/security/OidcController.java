package se.styrkort.security;

import gg.jte.generated.precompiled.Templates;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.http.uri.UriBuilder;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;
import se.styrkort.web.WebConfiguration;

/** The common login of people: to its provider, and back. */
@Controller
@Produces(MediaType.TEXT_HTML)
final class OidcController {
    static final String COOKIE = "styrkort_oidc";

    private static final String TRAIL_TARGET = "oidc";
    private static final String NOBODY = "?";

    private final OidcConfiguration configuration;
    private final OidcClient client;
    private final BegunLogins begunLogins;
    private final Accounts accounts;
    private final Attempts attempts;
    private final AddressProvider addresses;
    private final SessionsProvider sessions;
    private final Trail trail;
    private final WebConfiguration web;
    private final Templates templates;

    OidcController(
            OidcConfiguration configuration,
            OidcClient client,
            BegunLogins begunLogins,
            Accounts accounts,
            Attempts attempts,
            AddressProvider addresses,
            SessionsProvider sessions,
            Trail trail,
            WebConfiguration web,
            Templates templates) {
        this.configuration = configuration;
        this.client = client;
        this.begunLogins = begunLogins;
        this.accounts = accounts;
        this.attempts = attempts;
        this.addresses = addresses;
        this.sessions = sessions;
        this.trail = trail;
        this.web = web;
        this.templates = templates;
    }

    @Get(OidcConfiguration.PATH)
    HttpResponse<?> begin(@QueryValue(LoginController.NEXT) @Nullable String next) {
        requireOn();
        BegunLogin begun = BegunLogin.now(LocalAddress.orStart(next));
        return client.address(begun)
                .<HttpResponse<?>>map(provider ->
                        HttpResponse.seeOther(provider).cookie(cookie(begunLogins.seal(begun), BegunLogin.LONGEST)))
                .orElseGet(() -> toLoginPage(LoginRefusal.UNAVAILABLE, begun.next()));
    }

    /** Where the provider sends the reader back to, with an answer in the query. */
    @Get(OidcConfiguration.CALLBACK)
    HttpResponse<?> callback(HttpRequest<?> request, Page page) {
        requireOn();
        String address = addresses.of(request);
        if (attempts.begin(address).isPresent()) {
            return toLoginPage(LoginRefusal.TOO_MANY, LocalAddress.START);
        }
        Optional<BegunLogin> begun = begunLogins.take(
                request.getCookies().findCookie(COOKIE).map(Cookie::getValue).orElse(null),
                request.getParameters().get("state"));
        if (begun.isEmpty()) {
            return refused(NOBODY, LoginRefusal.NOT_BEGUN, LocalAddress.START);
        }
        String next = begun.get().next();
        return switch (client.prove(begun.get(), request.getParameters().asMap())) {
            case Proof.Unproven(LoginRefusal why)
            when why == LoginRefusal.UNAVAILABLE -> {
                attempts.succeeded(address); // no fault of the reader's
                yield toLoginPage(why, next);
            }
            case Proof.Unproven(LoginRefusal why) -> refused(NOBODY, why, next);
            case Proof.Proven(CommonIdentity identity) ->
                switch (accounts.admit(identity)) {
                    case Admission.Refused(LoginRefusal why) -> refused(name(identity), why, next);
                    case Admission.Admitted admitted -> {
                        attempts.succeeded(address);
                        yield enter(request, page, admitted, next);
                    }
                };
        };
    }

    /**
     * The reader comes from another site, and a browser sends the session's cookie ({@code SameSite=Strict}) with none of
     * the redirects that began there. So one page of ours is shown, and the browser goes on from that by itself.
     */
    private HttpResponse<?> enter(HttpRequest<?> request, Page page, Admission.Admitted admitted, String next) {
        if (admitted.newlyBound()) {
            trail.note(admitted.username(), "account.bound", TRAIL_TARGET);
        }
        trail.note(admitted.username(), "login.succeeded", TRAIL_TARGET);
        sessions.open(request, admitted.username(), admitted.mark());
        return HttpResponse.ok(templates.securityEntered(page, next))
                .header("Refresh", "0; url=" + next)
                .cookie(cookie("", Duration.ZERO));
    }

    private HttpResponse<?> refused(String who, LoginRefusal why, String next) {
        trail.note(who, "login.refused", TRAIL_TARGET + " " + why.code());
        return toLoginPage(why, next);
    }

    /** By a redirect, so that what the provider put into the address is left behind. */
    private HttpResponse<?> toLoginPage(LoginRefusal why, String next) {
        UriBuilder login = UriBuilder.of("/login").queryParam(LoginController.REFUSED, why.code());
        if (!next.equals(LocalAddress.START)) {
            login.queryParam(LoginController.NEXT, next);
        }
        return HttpResponse.seeOther(login.build()).cookie(cookie("", Duration.ZERO));
    }

    /** {@code SameSite=Lax}: it must come back with a navigation that another site, the provider's, began. */
    private Cookie cookie(String value, Duration age) {
        return Cookie.of(COOKIE, value)
                .path(OidcConfiguration.PATH)
                .httpOnly(true)
                .secure(web.isSecure())
                .sameSite(SameSite.Lax)
                .maxAge(age);
    }

    private static String name(CommonIdentity identity) {
        return Optional.ofNullable(identity.username()).filter(Accounts::isName).orElse(NOBODY);
    }

    private void requireOn() {
        if (!configuration.isOn()) {
            throw new ProblemException(404, "not_found", "404");
        }
    }
}
