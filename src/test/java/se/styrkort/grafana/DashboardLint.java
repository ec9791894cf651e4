package se.styrkort.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The house's rules for a dashboard that no schema knows. */
final class DashboardLint {
    private static final int SQL_LINES = 15;
    private static final int WIDTH = 24;
    private static final String TABLE_OF = " – tabell";
    private static final Set<String> CHARTS =
            Set.of("barchart", "timeseries", "piechart", "bargauge", "gauge", "histogram", "state-timeline", "heatmap");
    private static final Pattern RELATION = Pattern.compile("(?i)\\b(?:from|join)\\s+(?!published\\.\\w|\\()(\\S+)");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{?(?!__)(\\w+)(?::\\w+)?}?");

    private final JsonNode dashboard;
    private final Set<String> dataSources;
    private final List<String> faults = new ArrayList<>();

    private DashboardLint(JsonNode dashboard, Set<String> dataSources) {
        this.dashboard = dashboard;
        this.dataSources = dataSources;
    }

    /** What is wrong with a dashboard of a file's name, given the uids of the data sources there are. */
    static List<String> faults(JsonNode dashboard, String name, Set<String> dataSources) {
        DashboardLint lint = new DashboardLint(dashboard, dataSources);
        lint.head(name);
        lint.variables();
        lint.panels();
        lint.twins();
        Dashboards.queries(dashboard).forEach(lint::query);
        return lint.faults;
    }

    private void require(boolean right, String what) {
        if (!right) {
            faults.add(what);
        }
    }

    private void head(String name) {
        require(dashboard.path("uid").asText().equals(name), "uid is not the file's name");
        require(dashboard.path("id").isNull(), "id is not null");
        require(dashboard.path("schemaVersion").asInt() == 42, "not schema version 42");
        require(dashboard.path("timezone").asText().equals("Europe/Stockholm"), "not in Swedish time");
        require(dashboard.path("weekStart").asText().equals("monday"), "the week does not start on Monday");
        require(!dashboard.path("title").asText().isBlank(), "no title");
        require(!dashboard.path("description").asText().isBlank(), "no description");
        for (String newer : List.of("apiVersion", "elements", "layout", "spec", "kind")) {
            require(!dashboard.has(newer), "the newer format, which file provisioning refuses: " + newer);
        }
    }

    private void variables() {
        for (JsonNode variable : Dashboards.variables(dashboard)) {
            String name = "$" + variable.path("name").asText();
            String type = variable.path("type").asText();
            require(type.equals("query"), name + " is not asked for, so it may be anything: " + type);
            require(!variable.has("allValue"), name + " has an all value, which is inserted as it is");
            require(!variable.path("label").asText().isBlank(), name + " has no label");
            require(!variable.path("description").asText().isBlank(), name + " has no description");
            require(
                    variable.path("multi").asBoolean()
                            == variable.path("includeAll").asBoolean(),
                    name + " has All or several values without the other");
            if (type.equals("query")) {
                require(variable.path("refresh").asInt() == 1, name + " is not asked for when the dashboard is opened");
                source(name, variable);
            }
        }
    }

    private void source(String what, JsonNode node) {
        String uid = node.path("datasource").path("uid").asText();
        require(dataSources.contains(uid), what + ": no data source has the uid '" + uid + "'");
    }

    private void panels() {
        Set<Integer> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        Map<Integer, String> taken = new HashMap<>();
        for (JsonNode panel : Dashboards.panels(dashboard)) {
            String title = panel.path("title").asText();
            require(ids.add(panel.path("id").asInt(-1)), title + ": the id is missing or another's");
            require(!title.isBlank() && titles.add(title), "a title is missing or twice: " + title);
            place(panel, title, taken);
            if (panel.path("type").asText().equals("row")) {
                continue;
            }
            require(!panel.path("description").asText().isBlank(), title + ": no description");
            require(
                    !panel.path("fieldConfig")
                            .path("defaults")
                            .path("unit")
                            .asText()
                            .isBlank(),
                    title + ": no unit");
            source(title, panel);
            require(!panel.path("targets").isEmpty(), title + ": asks nothing");
            for (JsonNode target : panel.path("targets")) {
                source(title, target);
                require(!target.path("refId").asText().isBlank(), title + ": a query without refId");
            }
        }
    }

    private void place(JsonNode panel, String title, Map<Integer, String> taken) {
        JsonNode at = panel.path("gridPos");
        int x = at.path("x").asInt(-1);
        int width = at.path("w").asInt();
        require(x >= 0 && width > 0 && x + width <= WIDTH, title + ": is beside the grid");
        for (int row = 0; row < at.path("h").asInt(); row++) {
            for (int column = 0; column < width; column++) {
                String before = taken.put((at.path("y").asInt() + row) * WIDTH + x + column, title);
                require(before == null, title + ": lies over " + before);
            }
        }
    }

    /** Every chart has its figures beside it, for who does not see it and who wants to copy them. */
    private void twins() {
        Map<String, JsonNode> byTitle = new HashMap<>();
        Dashboards.panels(dashboard)
                .forEach(panel -> byTitle.put(panel.path("title").asText(), panel));
        byTitle.forEach((title, panel) -> {
            if (CHARTS.contains(panel.path("type").asText())) {
                JsonNode twin = byTitle.get(title + TABLE_OF);
                require(
                        twin != null
                                && twin.path("type").asText().equals("table")
                                && asked(twin).equals(asked(panel)),
                        title + ": no table of the same figures");
            }
        });
    }

    private static Set<String> asked(JsonNode panel) {
        Set<String> asked = new LinkedHashSet<>();
        panel.path("targets")
                .forEach(target -> asked.add(
                        target.path("rawSql").asText() + target.path("expr").asText()));
        return asked;
    }

    private void query(Dashboards.Query query) {
        String text = query.text();
        require(!text.matches("(?s).*[^:]:date.*"), query.place() + ": dates are formatted in the browser's zone");
        require(!text.matches("(?s).*[^:]:raw.*"), query.place() + ": :raw inserts what is typed");
        require(!text.contains("[["), query.place() + ": the old form of variables");
        if (query.isSql()) {
            sql(query.place(), text);
        }
    }

    private void sql(String place, String sql) {
        require(sql.lines().count() <= SQL_LINES, place + ": more than " + SQL_LINES + " lines of SQL");
        Matcher relation = RELATION.matcher(sql);
        while (relation.find()) {
            faults.add(place + ": reads something else than a published view: " + relation.group(1));
        }
        require(!sql.matches("(?s).*\\$__timeGroup\\w*\\([^)]*\\d[My].*"), place + ": months are no interval");
        require(!sql.matches("(?s).*\\$__\\w+\\([^()]*\\(.*"), place + ": a macro's argument holds a parenthesis");
        require(
                !sql.matches("(?s).*\\$__(?:from|to|interval)\\b.*"),
                place + ": neither edge nor interval of the range");
        require(!sql.matches("(?si).*date_trunc\\('month', *[^,)]+\\).*"), place + ": months of the session's zone");
        Matcher reference = REFERENCE.matcher(sql);
        while (reference.find()) {
            boolean quoted = reference.start() > 0
                    && sql.charAt(reference.start() - 1) == '\''
                    && sql.startsWith("'", reference.end());
            String name = reference.group(1);
            boolean multi = Dashboards.variables(dashboard).stream()
                    .filter(variable -> variable.path("name").asText().equals(name))
                    .findFirst()
                    .map(variable -> variable.path("multi").asBoolean())
                    .orElse(quoted); // faults below say that there is no such variable
            require(multi != quoted, place + ": $" + name + (multi ? " is quoted twice" : " stands without quotes"));
            require(
                    Dashboards.variables(dashboard).stream()
                            .anyMatch(variable -> variable.path("name").asText().equals(name)),
                    place + ": there is no $" + name);
        }
    }
}
