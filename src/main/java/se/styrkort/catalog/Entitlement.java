package se.styrkort.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Actor;
import se.styrkort.security.Grant;
import se.styrkort.security.Permission;
import se.styrkort.web.ProblemException;

/**
 * Whose figures an actor may see or change (behörighetsområde): the actor's grants, spelled out with the organisations
 * and services that the catalog has now. Everything that shows or takes in figures asks here: pages, API, files and
 * explanations alike. Today's grants and today's catalog count, also for figures as they were known earlier.
 */
public final class Entitlement {
    private static final String SURVEYS = "survey.";

    /** The metrics that {@link Permission#READ_AVAILABILITY} opens begin like this. */
    public static final List<String> AVAILABILITY_METRICS = List.of("availability.", "desk.", SURVEYS);

    /**
     * What one grant spans.
     *
     * @param organisations codes, with all below those that were granted; null: all, and what belongs to none
     * @param objects codes of management objects; null: all
     * @param services codes of the objects' services; null: all, and what belongs to none
     */
    public record Area(
            @Nullable Set<String> organisations,
            @Nullable Set<String> objects,
            @Nullable Set<String> services) {
        boolean holdsOrganisation(@Nullable String code) {
            return organisations == null || (code != null && organisations.contains(code));
        }

        boolean holdsService(@Nullable String code) {
            return services == null || (code != null && services.contains(code));
        }
    }

    private final Map<Permission, List<Area>> areas = new EnumMap<>(Permission.class);

    private Entitlement() {}

    /**
     * Spells out an actor's grants.
     *
     * @param catalog as it is now
     */
    public static Entitlement of(Actor actor, Catalog catalog) {
        Entitlement entitlement = new Entitlement();
        Map<Grant, Area> spelled = new HashMap<>();
        for (Permission permission : Permission.values()) {
            List<Area> areas = new ArrayList<>();
            for (Grant grant : actor.grants(permission)) {
                areas.add(spelled.computeIfAbsent(grant, key -> area(key, catalog)));
            }
            entitlement.areas.put(permission, areas);
        }
        return entitlement;
    }

    private static Area area(Grant grant, Catalog catalog) {
        return new Area(
                grant.organisations().isEmpty() ? null : organisations(grant.organisations(), catalog),
                grant.objects().isEmpty() ? null : grant.objects(),
                grant.objects().isEmpty() ? null : services(grant.objects(), catalog));
    }

    private static Set<String> organisations(Collection<String> granted, Catalog catalog) {
        Map<String, List<String>> children = new HashMap<>();
        for (Catalog.Version version : catalog.list(Kind.ORGANISATION)) {
            Organisation organisation = (Organisation) version.entry();
            if (organisation.parent() != null) {
                children.computeIfAbsent(organisation.parent(), key -> new ArrayList<>())
                        .add(organisation.code());
            }
        }
        Set<String> spelled = new HashSet<>();
        List<String> waiting = new ArrayList<>(granted);
        while (!waiting.isEmpty()) {
            String code = waiting.removeLast();
            if (spelled.add(code)) {
                waiting.addAll(children.getOrDefault(code, List.of()));
            }
        }
        return spelled;
    }

    private static Set<String> services(Collection<String> objects, Catalog catalog) {
        Set<String> spelled = new HashSet<>();
        for (Catalog.Version version : catalog.list(Kind.SERVICE)) {
            Service service = (Service) version.entry();
            catalog.find(Kind.PRODUCT, service.product())
                    .map(product -> (ObjectProduct) product.entry())
                    .filter(product -> objects.contains(product.object()))
                    .ifPresent(product -> spelled.add(service.code()));
        }
        return spelled;
    }

    /** The areas of a permission; none: it is refused. For those who select in the database. */
    public List<Area> areas(Permission permission) {
        return areas.getOrDefault(permission, List.of());
    }

    public boolean isOfEverything(Permission permission) {
        return areas(permission).stream().anyMatch(area -> area.organisations() == null && area.services() == null);
    }

    /**
     * Whether a figure may be seen. One of the availability metrics that belongs to no organisation belongs to all that
     * use the service; any other figure without organisation is the whole municipality's.
     */
    public boolean seesFigure(String metric, @Nullable String service, @Nullable String organisation) {
        boolean figure = areas(Permission.READ_FIGURES).stream()
                .anyMatch(area -> area.holdsOrganisation(organisation) && area.holdsService(service));
        boolean everybodys = organisation == null && metric.startsWith(SURVEYS);
        return figure
                || (isAvailability(metric)
                        && (everybodys ? seesWholeAvailability(service) : seesAvailability(service, organisation)));
    }

    /** What all together answered is the whole municipality's, unlike the availability of a service. */
    private boolean seesWholeAvailability(@Nullable String service) {
        return areas(Permission.READ_AVAILABILITY).stream()
                .anyMatch(area -> area.organisations() == null && area.holdsService(service));
    }

    private boolean seesAvailability(@Nullable String service, @Nullable String organisation) {
        return areas(Permission.READ_AVAILABILITY).stream()
                .anyMatch(area ->
                        (organisation == null || area.holdsOrganisation(organisation)) && area.holdsService(service));
    }

    /** Whether a service's availability, which belongs to no organisation, may be seen. */
    public boolean seesAvailabilityOf(String service) {
        return seesAvailability(service, null);
    }

    public static boolean isAvailability(String metric) {
        return AVAILABILITY_METRICS.stream().anyMatch(metric::startsWith);
    }

    /** Whether a permission holds for a service in some organisation at least. */
    public boolean holdsService(Permission permission, String service) {
        return areas(permission).stream().anyMatch(area -> area.holdsService(service));
    }

    /** Whether a permission holds for an organisation and some of its services at least. */
    public boolean holdsOrganisation(Permission permission, String organisation) {
        return areas(permission).stream().anyMatch(area -> area.holdsOrganisation(organisation));
    }

    /**
     * Whether a permission holds for a service as used by an organisation.
     *
     * @param service null: for what belongs to no service
     * @param organisation null: by the whole municipality
     */
    public boolean holds(Permission permission, @Nullable String service, @Nullable String organisation) {
        return areas(permission).stream()
                .anyMatch(area -> area.holdsService(service) && area.holdsOrganisation(organisation));
    }

    /**
     * Whether a permission holds for an organisation with all its services, and for all that was below it in a catalog
     * that may be of an earlier day: what has been moved away since counts as whose it is now.
     *
     * @param then the catalog that the organisation's figures are summed up with
     */
    public boolean holdsWhollyIn(Permission permission, String organisation, Catalog then) {
        return areas(permission).stream()
                .anyMatch(area -> area.services() == null && holdsBelow(area, organisation, then));
    }

    /**
     * Whether a permission holds for a management object as used by an organisation, in a catalog that may be of an
     * earlier day.
     *
     * @param organisation null: by the whole municipality
     */
    public boolean holdsObjectIn(Permission permission, String object, @Nullable String organisation, Catalog then) {
        return areas(permission).stream()
                .anyMatch(area -> holdsServices(area, object, then) && holdsBelow(area, organisation, then));
    }

    /**
     * Whether a permission holds for a service as used by an organisation, in a catalog that may be of an earlier day.
     *
     * @param organisation null: by the whole municipality
     */
    public boolean holdsServiceIn(Permission permission, String service, @Nullable String organisation, Catalog then) {
        return areas(permission).stream()
                .anyMatch(area -> area.holdsService(service) && holdsBelow(area, organisation, then));
    }

    private static boolean holdsServices(Area area, String object, Catalog then) {
        Set<String> objects = area.objects();
        Set<String> held = area.services();
        return objects == null
                || held == null
                || (objects.contains(object) && held.containsAll(services(List.of(object), then)));
    }

    private static boolean holdsBelow(Area area, @Nullable String organisation, Catalog then) {
        Set<String> held = area.organisations();
        return held == null || (organisation != null && held.containsAll(organisations(List.of(organisation), then)));
    }

    /** The refusal that a reader gets: 403, naming what was asked for. */
    public static ProblemException refusal(String code) {
        return new ProblemException(403, "out_of_scope", code);
    }
}
