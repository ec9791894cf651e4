package se.styrkort.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Organisation;
import se.styrkort.observation.Scope;
import se.styrkort.security.Permission;

/** What a reader sees through a door: the services and organisations for which they have its permission. */
public record Sight(Entitlement entitlement, Permission permission) {
    /** Whether an organisation's figures may be chosen. */
    public boolean holds(String organisation) {
        return entitlement.holdsOrganisation(permission, organisation);
    }

    /**
     * Whether a service is shown.
     *
     * @param organisation the only one whose figures count; null: every one that is seen
     */
    public boolean sees(String service, @Nullable String organisation) {
        if (permission == Permission.READ_AVAILABILITY) {
            return entitlement.seesAvailabilityOf(service);
        }
        return organisation == null
                ? entitlement.holdsService(permission, service)
                : entitlement.holds(permission, service, organisation);
    }

    /**
     * The organisations whose use of a service is seen, by code; null: all.
     *
     * @param service null: what is of all services together, which only who sees all services sees
     */
    public @Nullable Set<String> organisations(@Nullable String service) {
        Set<String> codes = new TreeSet<>();
        for (Entitlement.Area area : entitlement.areas(permission)) {
            if (area.services() == null || (service != null && area.services().contains(service))) {
                if (area.organisations() == null) {
                    return null;
                }
                codes.addAll(area.organisations());
            }
        }
        return codes;
    }

    /** What counts for a service as used by an organisation, or by all that are seen: of these only the topmost. */
    public List<Scope> scopes(int subject, @Nullable String service, @Nullable String organisation, Catalog catalog) {
        Set<String> seen = organisations(service);
        if (organisation != null) {
            return service != null || seen == null || seen.contains(organisation)
                    ? List.of(new Scope(subject, organisation, service))
                    : List.of();
        }
        if (seen == null) {
            return List.of(new Scope(subject, null, service));
        }
        return seen.stream()
                .map(catalog::organisation)
                .filter(each -> each != null && isTop(each, seen))
                .map(each -> new Scope(subject, each.code(), service))
                .toList();
    }

    private static boolean isTop(Organisation organisation, Set<String> seen) {
        String parent = organisation.parent();
        return parent == null || !seen.contains(parent);
    }

    /** Whether the reader sees some organisations only, so that a total is theirs and not the municipality's. */
    public boolean isOfSomeOrganisations() {
        return entitlement.areas(permission).stream().allMatch(area -> area.organisations() != null);
    }
}
