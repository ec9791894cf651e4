package se.styrkort.scorecard;

import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Entitlement;
import se.styrkort.security.Permission;

/**
 * Whom a scorecard is about.
 *
 * @param kind {@code organisation}, {@code object} or {@code service}
 */
public record Subject(String kind, String code) {
    public static final String ORGANISATION = "organisation";
    public static final String SERVICE = "service";
    public static final String OBJECT = "object";

    public static Subject organisation(String code) {
        return new Subject(ORGANISATION, code);
    }

    /**
     * Whether someone may see this subject's scorecard. An organisation's sums up all its services, so a grant of some
     * objects does not open it.
     *
     * @param organisation whose figures count for a service or an object; null: everybody's
     */
    boolean isSeenBy(Entitlement entitlement, @Nullable String organisation) {
        return switch (kind) {
            case ORGANISATION -> entitlement.holdsWholly(Permission.READ_SCORECARDS, code);
            case SERVICE -> entitlement.holds(Permission.READ_SCORECARDS, code, organisation);
            default -> entitlement.holdsObject(Permission.READ_SCORECARDS, code, organisation);
        };
    }
}
