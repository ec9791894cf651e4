package se.styrkort.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and what they may. A controller gets the one behind the request by declaring it as an argument.
 *
 * @param name an account's name, or {@code admin-token} for the bearer token; the name in the trail
 * @param within what of it counts now: a token may have been given less than its account has
 * @param token the number of the API token that was used; absent for a person at a browser
 */
public record Actor(
        String name,
        List<Grant> grants,
        Set<Permission> within,
        @Nullable Long token) {
    private static final Set<Permission> ALL = EnumSet.allOf(Permission.class);

    /** Whoever holds the bearer token for automation. */
    static final Actor ADMIN_TOKEN = ofEverything("admin-token", Role.STEWARD, Role.AUDITOR);

    /** Whoever gives commands on the machine itself. */
    static final Actor COMMAND_LINE = ofEverything(Trail.PROGRAM, Role.STEWARD, Role.AUDITOR);

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An actor has a name");
        }
        grants = List.copyOf(grants);
        within = Set.copyOf(within);
    }

    public Actor(String name, List<Grant> grants) {
        this(name, grants, ALL, null);
    }

    /** Someone without limits. */
    public static Actor ofEverything(String name, Role... roles) {
        return new Actor(name, Arrays.stream(roles).map(Grant::ofEverything).toList());
    }

    /** Whether a person has logged in, or somebody who may govern acts: only they change accounts and tokens. */
    public boolean mayAdministerOwn() {
        return token == null || may(Permission.GOVERN);
    }

    public boolean may(Permission permission) {
        return !grants(permission).isEmpty();
    }

    /**
     * Whether to show the way to what needs a permission. An organisation's scorecard sums up all objects, so who sees
     * some objects only finds none on the page that compares them.
     */
    public boolean hasUseOf(Permission permission) {
        return grants(permission).stream()
                .anyMatch(grant -> permission != Permission.READ_SCORECARDS
                        || grant.objects().isEmpty());
    }

    /** The grants that bring a permission; none: it is refused. */
    public List<Grant> grants(Permission permission) {
        return within.contains(permission)
                ? grants.stream().filter(grant -> grant.brings(permission)).toList()
                : List.of();
    }

    /** Whether a permission holds for all organisations and objects. */
    public boolean mayEverywhere(Permission permission) {
        return grants(permission).stream().anyMatch(Grant::isOfEverything);
    }
}
