package se.styrkort.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What someone may do (behörighet). A route needs one of these; a role brings several. */
public enum Permission {
    /** To be let in and see what every user sees: the catalog, the models, one's own account. */
    ENTER(false),
    /** Observations, their trace, usage and cost. */
    READ_FIGURES(false),
    /** Availability, service desk and surveys, also of services that no organisation owns alone, and which services one uses. */
    READ_AVAILABILITY(false),
    READ_SCORECARDS(false),
    /** What was delivered and what was rejected. */
    READ_IMPORTS(false),
    /** To deliver files. */
    IMPORT(false),
    /** To record outages and maintenance of services, and to correct them. */
    RECORD_OUTAGES(false),
    /** To restate figures of closed periods, with a reason. */
    RESTATE_CLOSED(true),
    /** Catalog, models, profiles, closing of periods, accounts: what concerns everybody. */
    GOVERN(true),
    /** The trail of what was done. */
    AUDIT(true),
    /** The meters at {@code /prometheus}, which hold everybody's headline figures. */
    READ_METERS(true),
    /** To take away a copy of everything that is stored, with the hashes of passwords. */
    BACKUP(true);

    private final boolean ofEverything;

    Permission(boolean ofEverything) {
        this.ofEverything = ofEverything;
    }

    /** Whether only a grant without limits gives it: what it opens cannot be divided. */
    boolean isOfEverything() {
        return ofEverything;
    }

    public static Optional<Permission> of(String code) {
        return Arrays.stream(values())
                .filter(permission -> permission.code().equals(code))
                .findFirst();
    }

    /** {@code read_figures}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All codes, for a sentence that says what may be asked for. */
    public static String codes() {
        return Arrays.stream(values()).map(Permission::code).collect(Collectors.joining(", "));
    }
}
