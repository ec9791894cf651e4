package se.styrkort.account;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.security.Accounts;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.PasswordCheck;
import se.styrkort.security.Permission;
import se.styrkort.security.Tokens;
import se.styrkort.security.Trail;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** One's own account: what it may do, its password and its tokens. */
@Controller("/account")
@Needs(Permission.ENTER)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class OwnAccountController {
    private static final String PERMISSION = "permission.";

    private final Accounts accounts;
    private final PasswordCheck passwords;
    private final Administration administration;
    private final TokenRequests requests;
    private final Tokens tokens;
    private final Trail trail;
    private final EntitlementRepository entitlements;
    private final Templates templates;

    OwnAccountController(
            Accounts accounts,
            PasswordCheck passwords,
            Administration administration,
            TokenRequests requests,
            Tokens tokens,
            Trail trail,
            EntitlementRepository entitlements,
            Templates templates) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.administration = administration;
        this.requests = requests;
        this.tokens = tokens;
        this.trail = trail;
        this.entitlements = entitlements;
        this.templates = templates;
    }

    @Get
    JteModel show(Page page, Actor actor) {
        return own(page, actor, null, null, null);
    }

    /** A password of one's own choice; every session of the account ends, this one too. */
    @Post("/password")
    HttpResponse<?> password(Page page, Actor actor, String current, String chosen) {
        return answered(page, actor, "account.done.password_own", () -> {
            requirePerson(actor);
            if (chosen.length() < Accounts.SHORTEST_PASSWORD) {
                throw new ProblemException(422, "password_too_short", String.valueOf(Accounts.SHORTEST_PASSWORD));
            }
            if (chosen.length() > Accounts.LONGEST_PASSWORD) {
                throw new ProblemException(422, "password_too_long", String.valueOf(Accounts.LONGEST_PASSWORD));
            }
            switch (passwords.judge(actor.name(), current)) {
                case PasswordCheck.Verdict.Locked(var wait) ->
                    throw new ProblemException(429, "too_many_failures", String.valueOf(wait.toMinutes() + 1));
                case PasswordCheck.Verdict.Wrong() -> throw new ProblemException(422, "wrong_password");
                case PasswordCheck.Verdict.Right ignored -> {}
            }
            accounts.changePassword(actor.name(), chosen);
            trail.note(actor, "account.password", actor.name());
            return null;
        });
    }

    /** Each permission is a field of its own, {@code permission.<code>}: of a field that repeats, one value alone would arrive. */
    @Post("/tokens")
    HttpResponse<?> make(Page page, Actor actor, @Body Map<String, String> form) {
        List<String> permissions = form.keySet().stream()
                .filter(field -> field.startsWith(PERMISSION))
                .map(field -> field.substring(PERMISSION.length()))
                .sorted()
                .toList();
        return answered(page, actor, "account.done.token", () -> requests.make(
                        actor, null, form.getOrDefault("name", ""), permissions, days(form.getOrDefault("days", "")))
                .clear());
    }

    /** 0, which is refused in words, for what is no number. */
    private static int days(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    @Post("/tokens/{id}/revoke")
    HttpResponse<?> revoke(Page page, Actor actor, long id) {
        return answered(page, actor, "account.done.revoked", () -> {
            requests.revoke(actor, id);
            return null;
        });
    }

    /** A token guesses no passwords. */
    private static void requirePerson(Actor actor) {
        if (actor.token() != null) {
            throw new ProblemException(403, "forbidden");
        }
    }

    private HttpResponse<?> answered(Page page, Actor actor, String done, Supplier<@Nullable String> change) {
        try {
            return HttpResponse.ok(own(page, actor, change.get(), null, done));
        } catch (ProblemException mistake) {
            return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                    .body(own(page, actor, null, mistake, null));
        }
    }

    private JteModel own(
            Page page,
            Actor actor,
            @Nullable String secret,
            @Nullable ProblemException mistake,
            @Nullable String done) {
        return templates.accountOwn(
                page,
                actor,
                new AccountPage(
                        entitlements.catalog(),
                        List.of(),
                        administration.account(actor.name()),
                        tokens.list(actor.name()),
                        secret,
                        mistake == null ? null : page.problem(mistake),
                        done));
    }
}
