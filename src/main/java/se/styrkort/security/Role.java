package se.styrkort.security;

import static se.styrkort.security.Permission.AUDIT;
import static se.styrkort.security.Permission.BACKUP;
import static se.styrkort.security.Permission.ENTER;
import static se.styrkort.security.Permission.GOVERN;
import static se.styrkort.security.Permission.IMPORT;
import static se.styrkort.security.Permission.PUBLISH;
import static se.styrkort.security.Permission.READ_AVAILABILITY;
import static se.styrkort.security.Permission.READ_FIGURES;
import static se.styrkort.security.Permission.READ_IMPORTS;
import static se.styrkort.security.Permission.READ_METERS;
import static se.styrkort.security.Permission.READ_SCORECARDS;
import static se.styrkort.security.Permission.RECORD_OUTAGES;
import static se.styrkort.security.Permission.RESTATE_CLOSED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person is here for (roll). */
public enum Role {
    /** Data steward: delivers figures, and without limits also governs the catalog, the models and the accounts. */
    STEWARD(
            READ_FIGURES,
            READ_AVAILABILITY,
            READ_SCORECARDS,
            READ_IMPORTS,
            IMPORT,
            RECORD_OUTAGES,
            PUBLISH,
            RESTATE_CLOSED,
            GOVERN,
            READ_METERS,
            BACKUP),
    /** Object owner, object manager, product manager (objektägare, objektledare): the services of some objects. */
    OBJECT_OWNER(READ_FIGURES, READ_AVAILABILITY, READ_SCORECARDS),
    /** IT management (it-ledning): availability and service desk, and the outages that they are made of. */
    IT_MANAGEMENT(READ_AVAILABILITY, RECORD_OUTAGES),
    /** City management (stadsledning): scorecards, which it publishes, and the figures that explain them. */
    CITY_MANAGEMENT(READ_FIGURES, READ_AVAILABILITY, READ_SCORECARDS, PUBLISH),
    /** Auditor (revisor): reads everything and the trail; changes nothing. */
    AUDITOR(READ_FIGURES, READ_AVAILABILITY, READ_SCORECARDS, READ_IMPORTS, AUDIT, READ_METERS),
    /** Reader: the figures of their own organisation. */
    READER(READ_FIGURES, READ_AVAILABILITY, READ_SCORECARDS);

    @SuppressWarnings("ImmutableEnumChecker") // set here and never changed
    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = EnumSet.of(ENTER, permissions);
    }

    boolean brings(Permission permission) {
        return permissions.contains(permission);
    }

    /** {@code object_owner}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    /** All codes, for a sentence that says what may be asked for. */
    public static String codes() {
        return Arrays.stream(values()).map(Role::code).collect(Collectors.joining(", "));
    }
}
