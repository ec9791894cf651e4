package se.styrkort.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.styrkort.grafana.Dashboards;

/** Prometheus' own tool on its configuration and rules; and each alert has its words and its page in the runbook. */
class RulesIT {
    private static final Path RUNBOOK = Path.of("docs/runbook.md");

    @TempDir
    private Path temp;

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> paths = Files.list(Path.of("prometheus", folder))) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> ruleFiles() throws IOException {
        return files("rules", ".yml");
    }

    static List<Path> testFiles() throws IOException {
        return files("tests", "_test.yml");
    }

    private static void passes(String... arguments) throws IOException, InterruptedException {
        Tool.Run run = Tool.promtool("", arguments);
        assertEquals(0, run.exit(), run.output());
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void rulesAreWellFormed(Path file) throws Exception {
        passes("check", "rules", file.toString());
    }

    @ParameterizedTest
    @MethodSource("testFiles")
    void alertsFireWhenTheyShouldAndNotBefore(Path file) throws Exception {
        passes("test", "rules", file.toString());
    }

    @Test
    void theConfigurationIsAccepted() throws Exception {
        passes(
                "check",
                "config",
                Rules.configuration(temp, "styrkort:8080", "token").toString());
    }

    @Test
    void everyAlertIsTestedFiringAndNotFiring() throws IOException {
        Set<String> firing = new TreeSet<>();
        Set<String> quiet = new TreeSet<>();
        for (Path file : testFiles()) {
            for (Map<String, Object> test : Rules.list(Rules.yaml(file), "tests")) {
                for (Map<String, Object> expected : Rules.list(test, "alert_rule_test")) {
                    boolean fires = !Rules.list(expected, "exp_alerts").isEmpty();
                    (fires ? firing : quiet).add(String.valueOf(expected.get("alertname")));
                }
            }
        }
        assertEquals(names(), firing);
        assertEquals(names(), quiet);
    }

    @Test
    void everyAlertSaysHowSevereItIsWhatHappenedAndWhereToReadOn() throws IOException {
        for (Map<String, Object> alert : Rules.alerts()) {
            String name = String.valueOf(alert.get("alert"));
            assertTrue(
                    Set.of("critical", "warning", "info")
                            .contains(Rules.map(alert, "labels").get("severity")),
                    name);
            Map<String, Object> annotations = Rules.map(alert, "annotations");
            assertEquals(Set.of("summary", "description", "runbook_url"), annotations.keySet(), name);
            assertEquals(RUNBOOK + "#" + name.toLowerCase(java.util.Locale.ROOT), annotations.get("runbook_url"));
        }
    }

    /**
     * What Grafana asks of fires once per alert and keeps each alert's own name and severity: the alertname that Grafana
     * sets itself, and the labels of its rule, stand before those that a query gives.
     */
    @Test
    void alertsThatGrafanaPassesOnAreToldApart() throws Exception {
        List<String> expressions = Dashboards.alertPromql();
        assertEquals(1, expressions.size(), expressions.toString());
        Path test = Files.writeString(temp.resolve("grafana_test.yml"), """
                rule_files: [%s]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'up{job="styrkort"}', values: "0x30"}
                      - {series: 'styrkort_figures_checked_timestamp_seconds{job="styrkort", figures="scores"}', values: "0x30"}
                      - {series: 'styrkort_import_failures_total{job="styrkort"}', values: "0 5x30"}
                      - {series: 'styrkort_service_availability_ratio{job="styrkort", it_service="x"}', values: "0.5x30"}
                      - {series: 'styrkort_service_availability_target_ratio{job="styrkort"}', values: "0.9x30"}
                    promql_expr_test:
                      - expr: 'count by (alert, severity) (%s)'
                        eval_time: 25m
                        exp_samples:
                          - {labels: '{alert="StyrkortDown", severity="critical"}', value: 1}
                          - {labels: '{alert="StyrkortFiguresNotRead", severity="warning"}', value: 1}
                          - {labels: '{alert="StyrkortImportsFailing", severity="warning"}', value: 1}
                """.formatted(
                        ruleFiles().stream()
                                .map(file -> file.toAbsolutePath().toString())
                                .collect(Collectors.joining(", ")),
                        expressions.getFirst()));
        passes("test", "rules", test.toString());
    }

    @Test
    void theRunbookHasASectionForEachAlertAndForNothingElse() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        Set<String> sections = runbook.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names(), sections);
        for (String section : runbook.split("(?m)^## ")) {
            if (section.startsWith("Styrkort")) {
                assertTrue(section.matches("(?s).*\\*\\*Betyder:.*\\*\\*Titta:.*\\*\\*Gör:.*"), section);
            }
        }
    }

    private static Set<String> names() throws IOException {
        return Rules.alerts().stream()
                .map(alert -> String.valueOf(alert.get("alert")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
