package se.styrkort.account;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Token;
import se.styrkort.security.Tokens;
import se.styrkort.security.Trail;
import se.styrkort.web.ProblemException;

/** Makes and revokes API tokens: everyone their own, a steward of everything also others'. */
@Singleton
final class TokenRequests {
    static final int LONGEST_DAYS = 366;
    private static final int LONGEST_NAME = 100;
    private static final int MOST = 100;

    private final Tokens tokens;
    private final Administration administration;
    private final Trail trail;

    TokenRequests(Tokens tokens, Administration administration, Trail trail) {
        this.tokens = tokens;
        this.administration = administration;
        this.trail = trail;
    }

    List<Token> list(Actor actor) {
        return tokens.list(actor.may(Permission.GOVERN) ? null : actor.name());
    }

    /**
     * Makes a token. Nobody gives away more than they may themselves.
     *
     * @param username whose it is; absent: the actor's own
     * @param days until it expires
     */
    Tokens.Made make(
            Actor actor,
            @Nullable String username,
            @Nullable String name,
            @Nullable List<String> permissions,
            int days) {
        requireOwnHand(actor);
        String owner = username == null || username.isBlank() ? actor.name() : username;
        if (!owner.equals(actor.name()) && !actor.may(Permission.GOVERN)) {
            throw new ProblemException(403, "forbidden");
        }
        if (name == null || permissions == null) {
            throw new ProblemException(400, "missing_parameter", name == null ? "name" : "permissions");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw ProblemException.invalidParameter("name", name);
        }
        if (days < 1 || days > LONGEST_DAYS) {
            throw ProblemException.invalidParameter("days", String.valueOf(days));
        }
        Set<Permission> wanted = checked(permissions);
        if (tokens.list(owner).stream()
                        .filter(token -> token.revokedAt() == null)
                        .count()
                >= MOST) {
            throw new ProblemException(409, "too_many_tokens", String.valueOf(MOST));
        }
        Actor held = administration.account(owner).actor();
        for (Permission permission : wanted) {
            if (!held.may(permission) || !actor.may(permission)) {
                throw new ProblemException(422, "permission_not_held", owner, permission.code());
            }
        }
        Tokens.Made made = tokens.make(owner, name.strip(), wanted, Duration.ofDays(days));
        trail.note(actor, "token.made", made.id() + " " + owner + ": " + name.strip());
        return made;
    }

    /** A token that was lost must not make others that outlive it. */
    private static void requireOwnHand(Actor actor) {
        if (!actor.mayAdministerOwn()) {
            throw new ProblemException(403, "forbidden");
        }
    }

    private static Set<Permission> checked(List<String> codes) {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String code : codes) {
            permissions.add(Permission.of(code)
                    .orElseThrow(
                            () -> new ProblemException(400, "unknown_code", "permissions", code, Permission.codes())));
        }
        if (permissions.isEmpty()) {
            throw ProblemException.invalidParameter("permissions", "");
        }
        return permissions;
    }

    /** From now on the token opens nothing. */
    void revoke(Actor actor, long id) {
        requireOwnHand(actor);
        Optional<Token> token =
                list(actor).stream().filter(each -> each.id() == id).findFirst();
        if (token.isEmpty()) {
            throw ProblemException.unknown(String.valueOf(id));
        }
        if (tokens.revoke(id)) {
            trail.note(
                    actor,
                    "token.revoked",
                    id + " " + token.get().username() + ": " + token.get().name());
        }
    }
}
