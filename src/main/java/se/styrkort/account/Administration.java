package se.styrkort.account;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.security.Account;
import se.styrkort.security.Accounts;
import se.styrkort.security.Actor;
import se.styrkort.security.Grant;
import se.styrkort.security.Role;
import se.styrkort.security.Trail;
import se.styrkort.web.ProblemException;

/** What a steward does with accounts; each change is written to the trail. */
@Singleton
final class Administration {
    private final Accounts accounts;
    private final EntitlementRepository entitlements;
    private final Trail trail;

    Administration(Accounts accounts, EntitlementRepository entitlements, Trail trail) {
        this.accounts = accounts;
        this.entitlements = entitlements;
        this.trail = trail;
    }

    /** The account, or 404. */
    Account account(String username) {
        return accounts.find(username).orElseThrow(() -> ProblemException.unknown(username));
    }

    /**
     * Makes an account.
     *
     * @param common whether only the municipality's common login opens it
     * @return its password, to be shown once; nothing for one of the common login
     */
    @Nullable
    String create(Actor steward, @Nullable String username, List<GrantView> grants, boolean common) {
        if (username == null) {
            throw new ProblemException(400, "missing_parameter", "username");
        }
        if (!Accounts.isName(username)) {
            throw ProblemException.invalidParameter("username", username);
        }
        List<Grant> given = checked(grants);
        Optional<String> password = common ? Optional.empty() : accounts.create(username, given);
        boolean made = password.isPresent() || (common && accounts.createForCommonLogin(username, given));
        if (!made) {
            throw new ProblemException(409, "account_exists", username);
        }
        trail.note(steward, "account.created", username + ": " + described(given));
        return password.orElse(null);
    }

    /** Replaces all roles of an account. */
    void grant(Actor steward, String username, List<GrantView> grants) {
        List<Grant> given = checked(grants);
        change(steward, username, before -> given);
    }

    /** Adds one role, and leaves the others as they are now. */
    void add(Actor steward, String username, GrantView grant) {
        List<Grant> given = checked(List.of(grant));
        change(steward, username, before -> Stream.concat(before.stream(), given.stream())
                .distinct()
                .toList());
    }

    /** Takes one role away, whatever others there are now; one that is gone already stays gone. */
    void remove(Actor steward, String username, String key) {
        change(steward, username, before -> before.stream()
                .filter(grant -> !GrantView.of(grant).key().equals(key))
                .toList());
    }

    private void change(Actor steward, String username, UnaryOperator<List<Grant>> change) {
        account(username);
        if (!accounts.changeGrants(username, change)) {
            throw new ProblemException(409, "last_steward", username);
        }
        trail.note(
                steward,
                "account.granted",
                username + ": " + described(account(username).grants()));
    }

    /** From now on only the common login opens the account. */
    void useCommonLogin(Actor steward, String username) {
        accounts.useCommonLogin(account(username).username());
        trail.note(steward, "account.common_login", username);
    }

    /** A new password, to be shown once; open sessions end. */
    String newPassword(Actor steward, String username) {
        String password = accounts.resetPassword(account(username).username());
        trail.note(steward, "account.password", username);
        return password;
    }

    /** The account opens nothing from now on, or again. */
    void disable(Actor steward, String username, boolean disabled) {
        account(username);
        if (!accounts.disable(username, disabled)) {
            throw new ProblemException(409, "last_steward", username);
        }
        trail.note(steward, disabled ? "account.disabled" : "account.enabled", username);
    }

    void unlock(Actor steward, String username) {
        accounts.unlock(account(username).username());
        trail.note(steward, "account.unlocked", username);
    }

    private List<Grant> checked(List<GrantView> grants) {
        Catalog catalog = entitlements.catalog();
        return grants.stream()
                .map(grant -> new Grant(
                        role(grant.role()),
                        codes(catalog, Kind.ORGANISATION, "organisations", grant.organisations()),
                        codes(catalog, Kind.OBJECT, "objects", grant.objects())))
                .distinct()
                .toList();
    }

    private static Role role(@Nullable String code) {
        if (code == null) {
            throw new ProblemException(400, "missing_parameter", "role");
        }
        return Role.of(code).orElseThrow(() -> new ProblemException(400, "unknown_code", "role", code, Role.codes()));
    }

    private static Set<String> codes(Catalog catalog, Kind kind, String field, @Nullable List<String> codes) {
        Set<String> known = new TreeSet<>();
        for (String code : Objects.requireNonNullElse(codes, List.<String>of())) {
            if (catalog.find(kind, code).isEmpty()) {
                throw ProblemException.invalidParameter(field, code);
            }
            known.add(code);
        }
        return known;
    }

    private static String described(List<Grant> grants) {
        return String.join("; ", grants.stream().map(Administration::described).toList());
    }

    private static String described(Grant grant) {
        return grant.role().code()
                + (grant.organisations().isEmpty() ? "" : " " + new TreeSet<>(grant.organisations()))
                + (grant.objects().isEmpty() ? "" : " " + new TreeSet<>(grant.objects()));
    }
}
