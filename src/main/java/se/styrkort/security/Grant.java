package se.styrkort.security;

import java.util.Set;

/**
 * A role and what it holds for.
 *
 * @param organisations codes, each with all below it; empty: every organisation
 * @param objects codes of management objects, each with all its services; empty: every object
 */
public record Grant(Role role, Set<String> organisations, Set<String> objects) {
    public Grant {
        organisations = Set.copyOf(organisations);
        objects = Set.copyOf(objects);
    }

    public static Grant ofEverything(Role role) {
        return new Grant(role, Set.of(), Set.of());
    }

    public boolean isOfEverything() {
        return organisations.isEmpty() && objects.isEmpty();
    }

    boolean brings(Permission permission) {
        return role.brings(permission) && (isOfEverything() || !permission.isOfEverything());
    }
}
