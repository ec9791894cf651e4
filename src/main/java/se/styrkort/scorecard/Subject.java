package se.styrkort.scorecard;

import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
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
     * @param catalog the one that figures are summed up with; may be of an earlier day
     */
    public boolean isSeenBy(Entitlement entitlement, @Nullable String organisation, Catalog catalog) {
        return switch (kind) {
            case ORGANISATION -> entitlement.holdsWhollyIn(Permission.READ_SCORECARDS, code, catalog);
            case SERVICE -> entitlement.holdsServiceIn(Permission.READ_SCORECARDS, code, organisation, catalog);
            default -> entitlement.holdsObjectIn(Permission.READ_SCORECARDS, code, organisation, catalog);
        };
    }
}
