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
