package se.styrkort.account;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.security.Accounts;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** Accounts as pages, for the steward. A new password is in the answer itself and nowhere else. */
@Controller("/accounts")
@Needs(Permission.GOVERN)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class AccountPageController {
    private final Accounts accounts;
    private final Administration administration;
    private final EntitlementRepository entitlements;
    private final Templates templates;

    AccountPageController(
            Accounts accounts, Administration administration, EntitlementRepository entitlements, Templates templates) {
        this.accounts = accounts;
        this.administration = administration;
        this.entitlements = entitlements;
        this.templates = templates;
    }

    @Get
    JteModel list(Page page) {
        return list(page, null);
    }

    @Post
    HttpResponse<?> create(
            Page page,
            Actor actor,
            String username,
            String role,
            @Nullable String organisation,
            @Nullable String object,
            @Nullable String common) {
        try {
            String name = username.strip();
            boolean ofCommonLogin = common != null;
            String password =
                    administration.create(actor, name, List.of(grant(role, organisation, object)), ofCommonLogin);
            return HttpResponse.ok(
                    one(page, name, password, null, ofCommonLogin ? "account.done.common" : "account.done.created"));
        } catch (ProblemException mistake) {
            return HttpResponse.status(HttpStatus.valueOf(mistake.status())).body(list(page, mistake));
        }
    }

    @Get("/{username}")
    JteModel show(Page page, String username) {
        return one(page, username, null, null, null);
    }

    @Post("/{username}/grants")
    HttpResponse<?> add(
            Page page,
            Actor actor,
            String username,
            String role,
            @Nullable String organisation,
            @Nullable String object) {
        return changed(page, username, "account.done.granted", () -> {
            administration.add(actor, username, grant(role, organisation, object));
            return null;
        });
    }

    /** @param grant names the role with its scope, so that a page that is old takes no other away */
    @Post("/{username}/grants/remove")
    HttpResponse<?> remove(Page page, Actor actor, String username, String grant) {
        return changed(page, username, "account.done.granted", () -> {
            administration.remove(actor, username, grant);
            return null;
        });
    }

    @Post("/{username}/common-login")
    HttpResponse<?> commonLogin(Page page, Actor actor, String username) {
        return changed(page, username, "account.done.common", () -> {
            administration.useCommonLogin(actor, username);
            return null;
        });
    }

    @Post("/{username}/password")
    HttpResponse<?> password(Page page, Actor actor, String username) {
        return changed(page, username, "account.done.password", () -> administration.newPassword(actor, username));
    }

    @Post("/{username}/disable")
    HttpResponse<?> disable(Page page, Actor actor, String username) {
        return changed(page, username, "account.done.disabled", () -> {
            administration.disable(actor, username, true);
            return null;
        });
    }

    @Post("/{username}/enable")
    HttpResponse<?> enable(Page page, Actor actor, String username) {
        return changed(page, username, "account.done.enabled", () -> {
            administration.disable(actor, username, false);
            return null;
        });
    }

    @Post("/{username}/unlock")
    HttpResponse<?> unlock(Page page, Actor actor, String username) {
        return changed(page, username, "account.done.unlocked", () -> {
            administration.unlock(actor, username);
            return null;
        });
    }

    /** @param change gives a password to be shown, or nothing */
    private HttpResponse<?> changed(Page page, String username, String done, Supplier<@Nullable String> change) {
        administration.account(username);
        try {
            return HttpResponse.ok(one(page, username, change.get(), null, done));
        } catch (ProblemException mistake) {
            return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                    .body(one(page, username, null, mistake, null));
        }
    }

    private static GrantView grant(String role, @Nullable String organisation, @Nullable String object) {
        return new GrantView(role, codes(organisation), codes(object));
    }

    private static List<String> codes(@Nullable String code) {
        return code == null || code.isBlank() ? List.of() : List.of(code.strip());
    }

    private JteModel list(Page page, @Nullable ProblemException mistake) {
        return templates.accountList(
                page,
                new AccountPage(
                        entitlements.catalog(),
                        accounts.list(),
                        null,
                        List.of(),
                        null,
                        mistake == null ? null : page.problem(mistake),
                        null));
    }

    private JteModel one(
            Page page,
            String username,
            @Nullable String secret,
            @Nullable ProblemException mistake,
            @Nullable String done) {
        return templates.accountOne(
                page,
                new AccountPage(
                        entitlements.catalog(),
                        List.of(),
                        administration.account(username),
                        List.of(),
                        secret,
                        mistake == null ? null : page.problem(mistake),
                        done));
    }
}
