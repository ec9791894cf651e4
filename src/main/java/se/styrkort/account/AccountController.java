package se.styrkort.account;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Account;
import se.styrkort.security.Accounts;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Listing;
import se.styrkort.web.ProblemException;

/** Accounts over the API. */
@Controller("/api/v1/accounts")
@Needs(Permission.GOVERN)
class AccountController {
    private final Accounts accounts;
    private final Administration administration;

    AccountController(Accounts accounts, Administration administration) {
        this.accounts = accounts;
        this.administration = administration;
    }

    /** @param bound whether the common login has tied it to an identity */
    @Serdeable
    record AccountView(String username, boolean disabled, boolean hasPassword, boolean bound, List<GrantView> grants) {
        static AccountView of(Account account) {
            return new AccountView(
                    account.username(),
                    account.disabled(),
                    account.passwordHash() != null,
                    account.identity() != null,
                    account.grants().stream().map(GrantView::of).toList());
        }
    }

    /** @param password shown this once; null for an account of the common login */
    @Serdeable
    record NewPassword(String username, @Nullable String password) {}

    /** @param commonLogin whether only the municipality's common login opens it; absent: a password does */
    @Serdeable
    record NewAccount(
            @Nullable String username,
            @Nullable List<GrantView> grants,
            @Nullable Boolean commonLogin) {}

    @Serdeable
    record NewGrants(@Nullable List<GrantView> grants) {}

    @Get
    Listing<AccountView> list() {
        return Listing.whole(accounts.list().stream().map(AccountView::of).toList());
    }

    @Get("/{username}")
    AccountView find(String username) {
        return AccountView.of(administration.account(username));
    }

    @Post
    HttpResponse<NewPassword> create(@Body NewAccount account, Actor actor) {
        String username = Objects.requireNonNullElse(account.username(), "");
        String password = administration.create(
                actor,
                account.username(),
                Objects.requireNonNullElse(account.grants(), List.of()),
                Boolean.TRUE.equals(account.commonLogin()));
        return HttpResponse.created(new NewPassword(username, password));
    }

    @Put("/{username}/grants")
    AccountView grant(String username, @Body NewGrants grants, Actor actor) {
        if (grants.grants() == null) {
            throw new ProblemException(400, "missing_parameter", "grants");
        }
        administration.grant(actor, username, grants.grants());
        return find(username);
    }

    @Post("/{username}/password")
    NewPassword password(String username, Actor actor) {
        return new NewPassword(username, administration.newPassword(actor, username));
    }

    @Post("/{username}/common-login")
    AccountView commonLogin(String username, Actor actor) {
        administration.useCommonLogin(actor, username);
        return find(username);
    }

    @Post("/{username}/disable")
    AccountView disable(String username, Actor actor) {
        administration.disable(actor, username, true);
        return find(username);
    }

    @Post("/{username}/enable")
    AccountView enable(String username, Actor actor) {
        administration.disable(actor, username, false);
        return find(username);
    }

    @Post("/{username}/unlock")
    AccountView unlock(String username, Actor actor) {
        administration.unlock(actor, username);
        return find(username);
    }
}
