package se.styrkort.observation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.security.Permission;

/**
 * A part of all series that someone may see, as ids of catalog entries; null leaves all.
 *
 * @param ofNobody whether series without organisation are among them although organisations are named
 */
record Visible(
        @Nullable List<Long> metrics,
        @Nullable List<Long> organisations,
        boolean ofNobody,
        @Nullable List<Long> services) {

    /** The parts that are seen together; none: nothing is. The same rule as {@link Entitlement#seesFigure}. */
    static List<Visible> of(Entitlement entitlement, Catalog catalog) {
        List<Visible> parts = new ArrayList<>();
        for (Entitlement.Area area : entitlement.areas(Permission.READ_FIGURES)) {
            parts.add(new Visible(
                    null,
                    ids(catalog, Kind.ORGANISATION, area.organisations()),
                    false,
                    ids(catalog, Kind.SERVICE, area.services())));
        }
        List<Long> availability = catalog.list(Kind.METRIC).stream()
                .filter(metric -> Entitlement.isAvailability(metric.entry().code()))
                .map(Catalog.Version::id)
                .toList();
        for (Entitlement.Area area : entitlement.areas(Permission.READ_AVAILABILITY)) {
            parts.add(new Visible(
                    availability,
                    ids(catalog, Kind.ORGANISATION, area.organisations()),
                    true,
                    ids(catalog, Kind.SERVICE, area.services())));
        }
        return parts;
    }

    private static @Nullable List<Long> ids(Catalog catalog, Kind kind, @Nullable Collection<String> codes) {
        return codes == null
                ? null
                : codes.stream()
                        .map(code -> catalog.find(kind, code).map(Catalog.Version::id))
                        .flatMap(Optional::stream)
                        .toList();
    }
}
