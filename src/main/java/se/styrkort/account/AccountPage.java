package se.styrkort.account;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.ManagementObject;
import se.styrkort.catalog.Organisation;
import se.styrkort.security.Account;
import se.styrkort.security.Actor;
import se.styrkort.security.Grant;
import se.styrkort.security.Permission;
import se.styrkort.security.Role;
import se.styrkort.security.Token;
import se.styrkort.web.Page;
import se.styrkort.web.Problem;

/**
 * What the pages of accounts show.
 *
 * @param account the one that the page is about; absent on the list
 * @param secret a password or token that is shown this once
 * @param fault why what was asked was not done
 * @param done the key of a sentence that says what was done
 */
public record AccountPage(
        Catalog catalog,
        List<Account> accounts,
        @Nullable Account account,
        List<Token> tokens,
        @Nullable String secret,
        @Nullable Problem fault,
        @Nullable String done) {

    public List<Role> roles() {
        return List.of(Role.values());
    }

    public List<Organisation> organisations() {
        return catalog.list(Kind.ORGANISATION).stream()
                .map(version -> (Organisation) version.entry())
                .toList();
    }

    public List<ManagementObject> objects() {
        return catalog.list(Kind.OBJECT).stream()
                .map(version -> (ManagementObject) version.entry())
                .toList();
    }

    /** What a token of the account may be given. */
    public List<Permission> permissions(Actor actor) {
        return List.of(Permission.values()).stream()
                .filter(permission -> permission != Permission.ENTER && actor.may(permission))
                .toList();
    }

    public String key(Grant grant) {
        return GrantView.of(grant).key();
    }

    /** {@code Läsare: Socialnämnden}. */
    public String described(Page page, Grant grant) {
        List<String> names = new ArrayList<>();
        for (String code : grant.organisations().stream().sorted().toList()) {
            Organisation organisation = catalog.organisation(code);
            names.add(organisation == null ? code : organisation.name().in(page.locale()));
        }
        for (String code : grant.objects().stream().sorted().toList()) {
            names.add(catalog.find(Kind.OBJECT, code)
                    .map(version -> ((ManagementObject) version.entry()).name().in(page.locale()))
                    .orElse(code));
        }
        return page.t("account.role." + grant.role().code()) + ": "
                + (names.isEmpty() ? page.t("account.everything") : String.join(", ", names));
    }
}
