package se.styrkort.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Faults;
import se.styrkort.document.YamlNode;

/** Whether every reference of a catalog document holds, to entries of the document or of the catalog that stands. */
final class CatalogCheck {
    private final Catalog existing;
    private final Predicate<String> measured;
    private final List<CatalogReader.Written> written;
    private final Faults faults;
    private final Map<Kind, Set<String>> codes = new HashMap<>();
    private final Map<String, @Nullable String> parents = new HashMap<>();
    private final Map<String, Service> services = new HashMap<>();

    CatalogCheck(Catalog existing, Predicate<String> measured, List<CatalogReader.Written> written, Faults faults) {
        this.existing = existing;
        this.measured = measured;
        this.written = written;
        this.faults = faults;
        for (CatalogReader.Written one : written) {
            codes.computeIfAbsent(one.entry().entryKind(), key -> new HashSet<>())
                    .add(one.entry().code());
            if (one.entry() instanceof Organisation organisation) {
                parents.put(organisation.code(), organisation.parent());
            }
            if (one.entry() instanceof Service service) {
                services.put(service.code(), service);
            }
        }
    }

    void run() {
        for (CatalogReader.Written one : written) {
            YamlNode place = one.place();
            switch (one.entry()) {
                case ObjectProduct product -> mustExist(Kind.OBJECT, product.object(), place, "object");
                case Service service -> {
                    mustExist(Kind.PRODUCT, service.product(), place, "product");
                    mustExist(Kind.SERVICE_HOURS, service.serviceHours(), place, "service_hours");
                    partsMustExist(service, place);
                }
                case Organisation organisation -> {
                    mustExist(Kind.ORGANISATION, organisation.parent(), place, "parent");
                    mustNotBeItsOwnAncestor(organisation, place);
                }
                case ServiceHours hours -> mustExist(Kind.CALENDAR, hours.calendar(), place, "calendar");
                case Survey survey -> {
                    mustExist(Kind.SERVICE, survey.about(), place, "about");
                    survey.invitedOf().keySet().forEach(group -> mustExist(Kind.ORGANISATION, group, place, "invited"));
                    survey.metrics().values().forEach(metric -> mustExist(Kind.METRIC, metric, place, "metrics"));
                }
                default -> {}
            }
            metricMustKeepItsGranularity(one);
        }
    }

    private void mustExist(Kind kind, @Nullable String code, YamlNode place, String key) {
        if (code == null || code.isEmpty()) {
            return;
        }
        if (!codes.getOrDefault(kind, Set.of()).contains(code)
                && existing.find(kind, code).isEmpty()) {
            YamlNode value = place.entries().getOrDefault(key, place);
            faults.at(value, "catalog_unknown_reference", key, code, kind.section());
        }
    }

    private void mustNotBeItsOwnAncestor(Organisation organisation, YamlNode place) {
        Set<String> path = new HashSet<>();
        String ancestor = organisation.code();
        while (ancestor != null && path.add(ancestor)) {
            ancestor = parentOf(ancestor);
            if (organisation.code().equals(ancestor)) {
                faults.at(place.entries().getOrDefault("parent", place), "catalog_cycle", organisation.code());
                return;
            }
        }
    }

    /** A service that is made of itself, at any remove, would have no availability. */
    private void partsMustExist(Service service, YamlNode place) {
        Parts parts = service.parts();
        if (parts == null) {
            return;
        }
        parts.services().distinct().forEach(part -> mustExist(Kind.SERVICE, part, place, "parts"));
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(parts.services().toList());
        while (!open.isEmpty()) {
            String part = open.pop();
            if (part.equals(service.code())) {
                faults.at(place.entries().getOrDefault("parts", place), "catalog_parts_cycle", service.code());
                return;
            }
            if (seen.add(part)) {
                open.addAll(partsOf(part));
            }
        }
    }

    private List<String> partsOf(String code) {
        Service service = services.containsKey(code) ? services.get(code) : existing.service(code);
        return service == null || service.parts() == null
                ? List.of()
                : service.parts().services().toList();
    }

    private @Nullable String parentOf(String code) {
        if (parents.containsKey(code)) {
            return parents.get(code);
        }
        Organisation organisation = existing.organisation(code);
        return organisation == null ? null : organisation.parent();
    }

    /** Stored periods are first days: another granularity would change what every figure of the metric means. */
    private void metricMustKeepItsGranularity(CatalogReader.Written one) {
        if (one.entry() instanceof Metric metric) {
            Metric before = existing.metric(metric.code());
            if (before != null && before.granularity() != metric.granularity() && measured.test(metric.code())) {
                faults.at(
                        one.place(),
                        "catalog_granularity_is_fixed",
                        metric.code(),
                        before.granularity().code());
            }
        }
    }
}
