package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.styrkort.calendar.Granularity;
import se.styrkort.catalog.Rule;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.document.YamlNode;

/** The shipped catalog files against the contract of the design and the source's lists. */
class ShippedCatalogTest {
    private static final List<String> USER_NEAR = List.of(
            "IT-Bastjänst konto",
            "Datakommunikation",
            "Trådlöst nätverk",
            "Telefoni",
            "Mobiltelefon",
            "Distanstjänster",
            "MDM",
            "E-möten",
            "Chromebook",
            "IT Arbetsplats",
            "e-Tjänstekort",
            "IT-Utbildningsplats",
            "IT-Bastjänst Lagring",
            "IT-Bastjänst Skrivarkö",
            "Pekplatta",
            "Skrivare/MFP",
            "Videoprojektor",
            "IT-grupprum",
            "Kameraövervakning (lagring)",
            "Inpasseringssystem");

    private static final List<String> PLATFORM = List.of(
            "Driftavtal",
            "E-Tjänsteplattform, drift",
            "Samarbetsplattform, drift utb",
            "Virtuell Server",
            "Databastjänst",
            "Lagring Plus",
            "Teknisk serverdrift",
            "Integrationsplattform",
            "Säkerhetskopiering",
            "Övervakning");

    private static final Map<String, String> UNDER_DEVELOPMENT = Map.of(
            "RPA-tjänst", "plattform",
            "Samarbetsplattform", "anvandarnara",
            "Digitala underskrifter", "plattform",
            "Idp, fler identifieringsmetoder IDAppen/FrejaID+", "plattform");

    @Test
    void servicesAreThoseOfTheObjectPlan() {
        assertEquals(USER_NEAR, names("anvandarnara", "in_operation"));
        assertEquals(PLATFORM, names("plattform", "in_operation"));
        Map<String, String> development = Shipped.services().values().stream()
                .filter(service -> service.text("lifecycle").equals("under_development"))
                .collect(Collectors.toMap(ShippedCatalogTest::swedishName, service -> service.text("product")));
        assertEquals(UNDER_DEVELOPMENT, development);
        assertEquals(34, Shipped.services().size());
    }

    private static List<String> names(String product, String lifecycle) {
        return Shipped.services().values().stream()
                .filter(service -> service.text("product").equals(product))
                .filter(service -> service.text("lifecycle").equals(lifecycle))
                .map(ShippedCatalogTest::swedishName)
                .toList();
    }

    private static String swedishName(Mapping one) {
        return Wording.read(one, "name", true).sv();
    }

    @Test
    void servicesSayWhatTheContractKnowsAndNothingElse() {
        Set<String> hours = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        Shipped.read("/shipped/definitions.yaml", root -> {
            root.only("calendars", "service_hours", "availability_groups", "metrics");
            root.mappings("availability_groups")
                    .forEach(one -> groups.add(one.only("code", "name").text("code")));
            root.mappings("calendars").forEach(calendar -> calendar.only("code", "country", "closed", "short"));
            root.mappings("service_hours")
                    .forEach(one -> hours.add(
                            one.only("code", "zone", "calendar", "week").text("code")));
        });
        assertEquals(Set.of("24x7", "office"), hours);
        assertEquals(Set.of("infrastructure", "business_system"), groups);
        Shipped.read("/shipped/ikt.yaml", root -> {
            root.only("objects", "products", "services");
            root.mappings("objects").forEach(one -> one.only("code", "name"));
            Set<String> objects = codes(root, "objects");
            root.mappings("products")
                    .forEach(one -> assertTrue(
                            objects.contains(one.only("code", "object", "name").text("object"))));
            Set<String> products = codes(root, "products");
            for (Mapping service : root.mappings("services")) {
                service.only(
                        "code",
                        "product",
                        "name",
                        "aliases",
                        "lifecycle",
                        "category",
                        "reach",
                        "availability_group",
                        "service_hours",
                        "criticality",
                        "followed");
                String code = service.text("code");
                assertTrue(code.matches("[a-z0-9]+(-[a-z0-9]+)*"), code);
                assertTrue(products.contains(service.text("product")), code);
                assertEquals(service.text("lifecycle").equals("in_operation"), service.has("service_hours"), code);
                assertTrue(!service.has("service_hours") || hours.contains(service.text("service_hours")), code);
                assertTrue(Set.of("basic", "differentiating", "innovative").contains(service.text("category")), code);
                assertTrue(Set.of("shared", "domain_specific", "local").contains(service.text("reach")), code);
                assertTrue(groups.contains(service.text("availability_group")), code);
                assertTrue(Set.of("1", "2", "3").contains(service.text("criticality")), code);
                assertNotEquals("", Wording.read(service, "name", true).en(), code);
                Mapping followed = service.mapping("followed");
                if (followed != null) {
                    assertNotEquals("", followed.only("from", "reason").text("reason"), code);
                }
            }
        });
    }

    /** An entry is sent whole: what the demonstration says anew must take nothing away from what is shipped. */
    @Test
    void theDemonstrationAddsToServicesAndTakesNothingAway() {
        Set<String> probed = new TreeSet<>();
        Map<String, Mapping> shipped = Shipped.services();
        Shipped.read("/demo/availability.yaml", root -> {
            root.only("availability_groups", "service_hours", "services");
            for (Mapping service : root.mappings("services")) {
                String code = service.text("code");
                Mapping before = Shipped.present(shipped.get(code), code);
                for (String key : before.keys()) {
                    assertEquals(plain(before, key), plain(service, key), code + " " + key);
                }
                Set<String> added = new TreeSet<>(service.keys());
                added.removeAll(before.keys());
                if (code.equals("e-moten")) {
                    assertEquals(Set.of("parts"), added);
                } else {
                    assertEquals(Set.of("measured_by", "probe_hold"), added);
                    probed.add(code);
                }
            }
        });
        assertEquals(OutageLog.PROBED, probed);
    }

    private static String plain(Mapping mapping, String key) {
        return plain(Shipped.present(mapping.get(key), key));
    }

    private static String plain(YamlNode node) {
        if (node.isScalar()) {
            return node.scalar();
        }
        Map<String, String> entries = new TreeMap<>();
        node.entries().forEach((key, value) -> entries.put(key, plain(value)));
        return entries + " "
                + (node.isMapping()
                        ? ""
                        : node.items().stream().map(ShippedCatalogTest::plain).toList());
    }

    private static Set<String> codes(Mapping root, String list) {
        return root.mappings(list).stream().map(one -> one.text("code")).collect(Collectors.toSet());
    }

    @Test
    void noNameOrAliasMeansTwoThings() {
        noneTwice(Shipped.services());
        noneTwice(Shipped.organisations());
    }

    private static void noneTwice(Map<String, Mapping> things) {
        Map<String, String> owner = new HashMap<>();
        things.forEach((code, one) -> {
            Set<String> words = new TreeSet<>(List.of(code, swedishName(one).toLowerCase(Locale.ROOT)));
            one.texts("aliases").forEach(alias -> words.add(alias.toLowerCase(Locale.ROOT)));
            for (String word : words) {
                String other = owner.putIfAbsent(word, code);
                assertTrue(other == null || other.equals(code), word + " is " + other + " and " + code);
            }
        });
    }

    @Test
    void metricsAreComplete() {
        Shipped.metrics().forEach((code, metric) -> {
            metric.only(
                    "code",
                    "name",
                    "unit",
                    "granularity",
                    "over_time",
                    "over_services",
                    "over_qualifiers",
                    "over_organisations",
                    "better");
            assertNotEquals("", metric.text("unit"), code);
            assertTrue(
                    metric.choice("granularity", Granularity.class, Granularity.QUARTER)
                            .isObserved(),
                    code);
            for (String rule : List.of("over_time", "over_services", "over_qualifiers", "over_organisations")) {
                metric.choice(rule, Rule.class, Rule.NONE);
            }
            Wording name = Wording.read(metric, "name", true);
            assertNotEquals(name.sv(), name.en(), code + " is not translated");
            assertTrue(Set.of("", "higher", "lower").contains(metric.text("better", "")), code);
            assertEquals(List.of(), metric.faults().list(), code);
        });
    }

    @Test
    void organisationsAreATree() {
        Map<String, Mapping> all = Shipped.organisations();
        assertEquals(12, all.size());
        all.forEach((code, one) -> {
            one.only("code", "name", "kind", "parent", "aliases");
            assertTrue(
                    Set.of("municipality", "board", "company", "administration").contains(one.text("kind")), code);
            String parent = one.text("parent", "");
            assertEquals(one.text("kind").equals("municipality"), parent.isEmpty(), code);
            assertTrue(parent.isEmpty() || all.containsKey(parent), code);
        });
        assertEquals(
                2,
                all.values().stream()
                        .filter(one -> one.text("parent", "").equals(OrganisationShape.BOARD))
                        .count());
    }

    @Test
    void theDemonstrationsShapesAreThoseOfTheCatalog() {
        Map<String, Mapping> services = Shipped.services();
        for (ServiceShape shape : ServiceShape.ALL) {
            Mapping service = Shipped.present(services.get(shape.code()), shape.code());
            assertEquals("in_operation", service.text("lifecycle"), shape.code());
            assertEquals(shape.alwaysAgreed(), service.text("service_hours").equals("24x7"), shape.code());
            assertEquals(shape.counted(), service.has("followed"), shape.code());
        }
        assertEquals(30, ServiceShape.ALL.size());
        Set<String> parents = Shipped.organisations().values().stream()
                .map(one -> one.text("parent", ""))
                .collect(Collectors.toSet());
        Set<String> leaves = Shipped.organisations().keySet().stream()
                .filter(code -> !parents.contains(code))
                .collect(Collectors.toSet());
        assertEquals(
                leaves,
                OrganisationShape.ALL.stream().map(OrganisationShape::code).collect(Collectors.toSet()));
    }
}
