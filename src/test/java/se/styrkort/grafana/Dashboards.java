package se.styrkort.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The dashboards and alert rules of {@code grafana/}, and every query in them. */
public final class Dashboards {
    static final Path ROOT = Path.of("grafana");
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String PROMETHEUS = "styrkort-prom";

    private Dashboards() {}

    /**
     * A query as it is written.
     *
     * @param place for a message: the file, and the panel, variable, annotation or rule
     * @param title of the panel
     * @param source uid of the data source
     * @param format {@code table} or {@code time_series}; a variable's is {@code table}
     * @param text SQL or PromQL
     */
    record Query(String place, String title, String source, String format, String text) {
        boolean isSql() {
            return !source.equals(PROMETHEUS);
        }
    }

    /** An expression of a dashboard with everything substituted, ready for {@code /api/v1/query}. */
    public record PromQl(String place, String expression) {}

    /**
     * Every PromQL expression of every dashboard.
     *
     * @param variables the values of the dashboards' variables: {@code source}
     * @param rateInterval what {@code $__rate_interval} becomes: at least four scrapes, such as {@code 1m}
     */
    public static List<PromQl> promql(Map<String, List<String>> variables, String rateInterval) {
        Interpolation chosen = new Interpolation(
                variables.entrySet().stream()
                        .map(entry -> new Variable(entry.getKey(), true, true, entry.getValue(), entry.getValue()))
                        .toList(),
                Map.of("__rate_interval", rateInterval, "__range", "1h", "__interval", "30s"));
        return files().stream()
                .map(Dashboards::read)
                .flatMap(dashboard -> queries(dashboard).stream())
                .filter(query -> !query.isSql())
                .map(query -> new PromQl(query.place(), chosen.prometheus(query.text())))
                .distinct()
                .toList();
    }

    static List<Path> files() {
        try (Stream<Path> paths = Files.walk(ROOT.resolve("dashboards"))) {
            return paths.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A provisioning file as JSON. */
    static JsonNode provisioned(String file) {
        try {
            return JSON.valueToTree(new Yaml()
                    .<Object>load(Files.readString(ROOT.resolve("provisioning").resolve(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All panels, also those folded into rows. */
    static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            panels.add(panel);
            panels.addAll(panels(panel));
        }
        return panels;
    }

    static List<JsonNode> variables(JsonNode dashboard) {
        List<JsonNode> variables = new ArrayList<>();
        dashboard.path("templating").path("list").forEach(variables::add);
        return variables;
    }

    /** Of panels, variables and annotations; hidden and empty ones are not sent, and left out. */
    static List<Query> queries(JsonNode dashboard) {
        String file = dashboard.path("uid").asText();
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels(dashboard)) {
            String title = panel.path("title").asText();
            panel.path("targets").forEach(target -> add(queries, file + ": " + title, title, target));
        }
        for (JsonNode variable : variables(dashboard)) {
            if (variable.path("type").asText().equals("query")) {
                queries.add(new Query(
                        file + ": $" + variable.path("name").asText(),
                        "",
                        variable.path("datasource").path("uid").asText(),
                        "table",
                        variable.path("query").asText()));
            }
        }
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            add(queries, file + ": @" + annotation.path("name").asText(), "", annotation.path("target"));
        }
        return queries;
    }

    private static void add(List<Query> queries, String place, String title, JsonNode target) {
        String sql = target.path("rawSql").asText();
        String text = sql.isEmpty() ? target.path("expr").asText() : sql;
        if (!text.isEmpty() && !target.path("hide").asBoolean()) {
            String source = target.path("datasource").path("uid").asText();
            queries.add(new Query(place, title, source, target.path("format").asText(), text));
        }
    }

    /** The PromQL expressions of the alert rules. */
    public static List<String> alertPromql() {
        return provisioned("alerting/rules.yaml").findValuesAsText("expr");
    }

    /** A rule's query of a data source, with the seconds that its range goes back. */
    record AlertQuery(String rule, String source, long fromSeconds, String format, String text) {}

    static List<AlertQuery> alertQueries() {
        List<AlertQuery> queries = new ArrayList<>();
        for (JsonNode group : provisioned("alerting/rules.yaml").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                for (JsonNode data : rule.path("data")) {
                    JsonNode model = data.path("model");
                    if (model.has("rawSql")) {
                        queries.add(new AlertQuery(
                                rule.path("uid").asText(),
                                data.path("datasourceUid").asText(),
                                data.path("relativeTimeRange").path("from").asLong(),
                                model.path("format").asText(),
                                model.path("rawSql").asText()));
                    }
                }
            }
        }
        return queries;
    }
}
