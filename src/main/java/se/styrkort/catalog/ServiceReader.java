package se.styrkort.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.document.YamlNode;

/** Reads a service, and what it has in common with a group of services: the target of its availability. */
final class ServiceReader {
    private ServiceReader() {}

    static Service service(String code, Mapping item) {
        item.only(
                "code",
                "name",
                "product",
                "aliases",
                "lifecycle",
                "category",
                "reach",
                "availability_group",
                "availability_target",
                "service_hours",
                "measured_by",
                "probe_hold",
                "parts",
                "criticality",
                "followed");
        Mapping followed = item.mapping("followed");
        if (followed != null) {
            followed.only("from", "to", "reason");
        }
        Parts parts = parts(item);
        return new Service(
                code,
                Wording.read(item, "name", true),
                item.text("product"),
                item.texts("aliases"),
                CatalogReader.word(item, "lifecycle"),
                CatalogReader.word(item, "category"),
                CatalogReader.word(item, "reach"),
                CatalogReader.word(item, "availability_group"),
                item.optionalText("service_hours"),
                measuredBy(item, parts),
                probeHold(item),
                item.optionalInteger("criticality"),
                followed == null
                        ? null
                        : new Service.Followed(
                                CatalogReader.period(followed, "from"),
                                CatalogReader.period(followed, "to"),
                                followed.optionalText("reason")),
                target(item, "availability_target"),
                parts);
    }

    static AvailabilityGroup group(String code, Mapping item) {
        item.only("code", "name", "target");
        return new AvailabilityGroup(code, Wording.read(item, "name", true), target(item, "target"));
    }

    private static String measuredBy(Mapping item, @Nullable Parts parts) {
        String measuredBy = CatalogReader.oneOf(item, "measured_by", "outages", "probes", "parts");
        if ("parts".equals(measuredBy) && parts == null) {
            item.faults().at(item.place("measured_by"), "catalog_parts_missing");
        }
        if (measuredBy != null) {
            return measuredBy;
        }
        return parts == null ? "outages" : "parts";
    }

    private static @Nullable String probeHold(Mapping item) {
        String written = item.optionalText("probe_hold");
        if (written == null || written.equals("until_next")) {
            return written;
        }
        Duration hold = CatalogReader.duration(item, "probe_hold");
        if (hold != null && hold.isZero()) {
            item.faults().at(item.place("probe_hold"), "catalog_bad_duration", "probe_hold", written);
        }
        return written;
    }

    private static @Nullable BigDecimal target(Mapping item, String key) {
        BigDecimal target = item.optionalNumber(key);
        if (target != null && (target.signum() <= 0 || target.compareTo(BigDecimal.ONE) > 0)) {
            item.faults().at(item.place(key), "catalog_target_expected", key);
        }
        return target;
    }

    /** {@code parts: {series: [a, b, {parallel: [c, d]}]}}. */
    private static @Nullable Parts parts(Mapping item) {
        YamlNode parts = item.get("parts");
        return parts == null ? null : parts(parts, item);
    }

    private static Parts parts(YamlNode node, Mapping item) {
        if (node.isScalar()) {
            return new Parts(node.scalar().strip(), List.of(), List.of());
        }
        Mapping kinds = new Mapping(node, item.faults()).only("series", "parallel");
        List<Parts> series = list(kinds, "series");
        List<Parts> parallel = list(kinds, "parallel");
        if (node.isMapping() && series.isEmpty() == parallel.isEmpty()) {
            item.faults().at(node, "catalog_series_or_parallel");
        }
        return new Parts(null, series, parallel);
    }

    private static List<Parts> list(Mapping kinds, String key) {
        YamlNode list = kinds.get(key);
        List<Parts> parts = new ArrayList<>();
        if (list != null) {
            list.items().forEach(part -> parts.add(parts(part, kinds)));
        }
        return parts;
    }
}
