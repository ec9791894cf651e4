package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.styrkort.SharedData;

/** The files are what Grafana's provisioning takes, and as we want them. */
class DashboardFilesTest {
    /**
     * Grafana's schema. Two values that are "any" in Grafana's own definition, and a text in nearly every dashboard that
     * overrides a field (the field's name, the unit), are written as objects in the published schema: here they are any.
     */
    private static JsonSchema schema() {
        JsonNode published = Dashboards.read(SharedData.path("grafana-schema/dashboard.schema.json"));
        for (String any : List.of("MatcherConfig/properties/options", "DynamicConfigValue/properties/value")) {
            ObjectNode written = (ObjectNode) published.at("/definitions/" + any);
            assertEquals("object", written.path("type").asText(), "no longer to be mended: " + any);
            written.removeAll();
        }
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(published);
    }

    private static Set<String> dataSources() {
        Set<String> uids = new HashSet<>();
        Dashboards.provisioned("datasources/styrkort.yaml")
                .path("datasources")
                .forEach(source -> uids.add(source.path("uid").asText()));
        return uids;
    }

    static Stream<Path> files() {
        return Dashboards.files().stream();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace(".json", "");
    }

    @Test
    void thereIsADashboardPerDoorAndOneForOperationsAndForPublications() {
        assertEquals(
                List.of(
                        "styrkort-city-management",
                        "styrkort-it-management",
                        "styrkort-object-owner",
                        "styrkort-operations",
                        "styrkort-publications"),
                files().map(DashboardFilesTest::name).toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void grafanasSchemaAcceptsIt(Path file) {
        assertEquals(Set.of(), schema().validate(Dashboards.read(file)));
    }

    @Test
    void grafanasSchemaRefusesTheNewerFormat() throws Exception {
        JsonNode newer = Dashboards.JSON.readTree("""
                {"apiVersion": "dashboard.grafana.app/v2", "kind": "Dashboard", "metadata": {"name": "x"},
                 "spec": {"title": "x", "elements": {}, "layout": {"kind": "GridLayout", "spec": {"items": []}}}}""");
        assertFalse(schema().validate(newer).isEmpty());
        assertFalse(DashboardLint.faults(newer, "x", dataSources()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("files")
    void itFollowsTheHousesRules(Path file) {
        assertEquals(List.of(), DashboardLint.faults(Dashboards.read(file), name(file), dataSources()));
    }

    @Test
    void titlesAreUniqueInTheFolder() {
        List<String> titles = files().map(
                        file -> Dashboards.read(file).path("title").asText())
                .toList();
        assertEquals(titles.size(), new HashSet<>(titles).size(), titles.toString());
    }

    /** What each door's panels lead to, with what was chosen in the address. */
    @Test
    void panelsLeadToStyrkortsOwnPages() {
        Map<String, List<String>> pages = Map.of(
                "styrkort-object-owner", List.of("/usage/${service}?period=${month:text}", "&organisation="),
                "styrkort-it-management", List.of("/availability?period=${month:text}", "/availability/${__data"),
                "styrkort-city-management", List.of("/scorecards?model=${model}&period=${month:text}", "/explain?"),
                "styrkort-operations", List.of("/imports"),
                "styrkort-publications", List.of("/publications/${publication}"));
        for (Path file : Dashboards.files()) {
            // the address is where this installation is, not written into the file
            assertTrue(
                    Dashboards.queries(Dashboards.read(file)).stream()
                            .anyMatch(query -> query.place().endsWith("$styrkort_url")
                                    && query.text().contains("published.setting")),
                    file.toString());
            String urls = String.join(" ", Dashboards.read(file).findValuesAsText("url"));
            for (String page : pages.getOrDefault(name(file), List.of("nowhere"))) {
                assertTrue(urls.contains(page) && urls.contains("${styrkort_url}/"), file + " " + page + " in " + urls);
            }
        }
    }

    @Test
    void whatIsProvisionedIsPinned() {
        assertEquals(Set.of("styrkort-pg", "styrkort-prom"), dataSources());
        Dashboards.provisioned("datasources/styrkort.yaml").path("datasources").forEach(source -> {
            assertFalse(source.path("editable").asBoolean(true), source.toString());
            assertFalse(source.path("jsonData").path("timescaledb").asBoolean(), source.toString());
        });
        JsonNode provider = Dashboards.provisioned("dashboards/providers.yaml")
                .path("providers")
                .get(0);
        assertEquals("styrkort", provider.path("folderUid").asText());
        assertFalse(provider.path("allowUiUpdates").asBoolean(true));
    }

    private static List<JsonNode> alertRules() {
        List<JsonNode> rules = new ArrayList<>();
        Dashboards.provisioned("alerting/rules.yaml").path("groups").forEach(group -> group.path("rules")
                .forEach(rules::add));
        return rules;
    }

    @Test
    void alertRulesAreWholeAndTheirUidsUnique() {
        Set<String> uids = new HashSet<>();
        for (JsonNode rule : alertRules()) {
            assertTrue(uids.add(rule.path("uid").asText()), rule.toString());
            assertTrue(rule.has("noDataState") && rule.has("execErrState") && rule.has("for"), rule.toString());
            assertTrue(rule.path("annotations").path("description").asText().length() > 40, rule.toString());
            Set<String> refs = new HashSet<>();
            for (JsonNode data : rule.path("data")) {
                String source = data.path("datasourceUid").asText();
                assertTrue(source.equals("__expr__") || dataSources().contains(source), source);
                assertTrue(refs.add(data.path("refId").asText()), rule.toString());
                String input = data.path("model").path("expression").asText("");
                assertTrue(input.isEmpty() || refs.contains(input), rule.toString());
            }
            assertTrue(refs.contains(rule.path("condition").asText()), rule.toString());
        }
        assertTrue(uids.containsAll(Set.of("styrkort-availability-target", "styrkort-prometheus")), uids.toString());
    }

    @Test
    void alertsGoToAContactPointThatExists() {
        Set<String> points = new HashSet<>();
        Dashboards.provisioned("alerting/contact-points.yaml")
                .path("contactPoints")
                .forEach(point -> points.add(point.path("name").asText()));
        List<String> receivers =
                Dashboards.provisioned("alerting/policies.yaml").findValuesAsText("receiver");
        assertTrue(receivers.size() >= 2 && points.containsAll(receivers), receivers.toString());
    }

    /**
     * What Prometheus says is told alert by alert. A label of the rule would stand before the alert's own of that name,
     * and a group by alertname would hold everything, because that is the rule's title.
     */
    @Test
    void whatPrometheusSaysIsGroupedByItsOwnAlerts() {
        JsonNode routes = Dashboards.provisioned("alerting/policies.yaml").at("/policies/0/routes");
        List<JsonNode> passing = alertRules().stream()
                .filter(rule -> rule.findValuesAsText("expr").stream().anyMatch(expr -> expr.contains("ALERTS{")))
                .toList();
        assertEquals(1, passing.size());
        for (JsonNode rule : passing) {
            JsonNode labels = rule.path("labels");
            assertFalse(labels.has("severity") || labels.has("alert"), labels.toString());
            assertEquals(1, routes.size());
            JsonNode matcher = routes.at("/0/object_matchers/0");
            assertEquals("=", matcher.path(1).asText());
            assertEquals(
                    matcher.path(2).asText(),
                    labels.path(matcher.path(0).asText()).asText());
            assertEquals("alert", routes.at("/0/group_by/0").asText());
            assertEquals(1, routes.at("/0/group_by").size());
        }
    }

    private static ObjectNode good() {
        return Dashboards.read(Dashboards.files().getFirst()).deepCopy();
    }

    private static ObjectNode panel(JsonNode dashboard, String type) {
        for (JsonNode panel : dashboard.path("panels")) {
            if (panel.path("type").asText().equals(type)) {
                return (ObjectNode) panel;
            }
        }
        throw new AssertionError("no " + type);
    }

    private static void ask(JsonNode dashboard, String sql) {
        ((ObjectNode) panel(dashboard, "table").path("targets").get(0)).put("rawSql", sql);
    }

    /** Each of these is a mistake that has been made with a dashboard somewhere. */
    private static Stream<Consumer<ObjectNode>> mistakes() {
        return Stream.of(
                dashboard -> dashboard.put("uid", "another"),
                dashboard -> dashboard.put("id", 7),
                dashboard -> dashboard.put("timezone", "browser"),
                dashboard -> panel(dashboard, "barchart").put("description", " "),
                dashboard -> panel(dashboard, "barchart").put("title", "Ett perspektiv över tid"),
                dashboard -> ((ObjectNode) panel(dashboard, "table").at("/fieldConfig/defaults")).remove("unit"),
                dashboard -> ((ObjectNode) panel(dashboard, "table").path("datasource")).put("uid", "P123"),
                dashboard -> ((ObjectNode) panel(dashboard, "table").path("gridPos")).put("x", 0),
                dashboard -> ((ObjectNode) dashboard.at("/templating/list/1")).put("allValue", ".*"),
                dashboard -> ((ObjectNode) dashboard.at("/templating/list/1")).put("type", "textbox"),
                dashboard -> ((ArrayNode) dashboard.path("panels")).remove(2),
                dashboard -> ask(dashboard, "select 1 from styrkort.score"),
                dashboard -> ask(dashboard, "select 1 from score"),
                dashboard -> ask(dashboard, "select 1 from published.score where model = $model"),
                dashboard -> ask(dashboard, "select 1 from published.score where subject in ('$organisation')"),
                dashboard -> ask(dashboard, "select 1 from published.score where model = '${model:raw}'"),
                dashboard -> ask(dashboard, "select 1 from published.score where model = '$nobody'"),
                dashboard -> ask(dashboard, "select $__timeGroup(starts_at,'1M') from published.score"),
                dashboard -> ask(dashboard, "select 1 from published.score where $__timeFilter(lower(starts_at))"),
                dashboard -> ask(dashboard, "select date_trunc('month', starts_at) from published.score"),
                dashboard -> ask(dashboard, "select 1 from published.score where month = '${__from:date:YYYY-MM}'"),
                dashboard -> ask(dashboard, "select 1\n".repeat(16)));
    }

    @Test
    void everyMistakeIsSeen() {
        String name = name(Dashboards.files().getFirst());
        assertEquals(List.of(), DashboardLint.faults(good(), name, dataSources()));
        List<Consumer<ObjectNode>> mistakes = mistakes().toList();
        List<Integer> unseen = new ArrayList<>();
        for (int i = 0; i < mistakes.size(); i++) {
            ObjectNode dashboard = good();
            mistakes.get(i).accept(dashboard);
            if (DashboardLint.faults(dashboard, name, dataSources()).isEmpty()) {
                unseen.add(i);
            }
        }
        assertEquals(List.of(), unseen);
    }

    @Test
    void expressionsAreThereWithEverythingSubstituted() {
        List<Dashboards.PromQl> expressions = Dashboards.promql(Map.of("source", List.of("demo", "e-post")), "1m");
        assertTrue(expressions.size() >= 10, expressions.toString());
        expressions.forEach(each -> assertFalse(each.expression().contains("$"), each.toString()));
        assertTrue(
                expressions.stream().anyMatch(each -> each.expression().contains("source=~\"(demo|e-post)\"")),
                expressions.toString());
    }
}
