package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of {@code compose.yaml} without starting it. */
class ComposeTest {
    private static final Map<String, Object> COMPOSE = yaml(Path.of("compose.yaml"));
    private static final String SECRETS = "/run/secrets/";

    private static Map<String, Object> yaml(Path file) {
        try {
            return map(new Yaml().load(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> section(Map<String, Object> of, String key) {
        return map(of.getOrDefault(key, Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, Object> of, String key) {
        return (List<String>) of.getOrDefault(key, List.of());
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        section(COMPOSE, "services").forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    private static Map<String, Object> service(String name) {
        return services().getOrDefault(name, Map.of());
    }

    @Test
    void everyImageIsPinnedAndEveryServiceIsWatchedAndItsLogLimited() {
        assertEquals(
                Set.of("db", "styrkort", "prometheus", "grafana"), services().keySet());
        services().forEach((name, service) -> {
            assertTrue(String.valueOf(service.get("image")).matches(".+:v?\\d+\\.\\d+\\.\\d+(-\\w+)?"), name);
            assertTrue(section(service, "healthcheck").containsKey("test"), name);
            assertEquals("unless-stopped", service.get("restart"), name);
            assertTrue(section(section(service, "logging"), "options").containsKey("max-size"), name);
        });
    }

    @Test
    void onlyStyrkortAndGrafanaAreReachableAndOnlyFromThisMachine() {
        Map<String, List<String>> ports = new LinkedHashMap<>();
        services().forEach((name, service) -> {
            if (service.containsKey("ports")) {
                ports.put(name, list(service, "ports"));
            }
        });
        assertEquals(
                Map.of("styrkort", List.of("127.0.0.1:8080:8080"), "grafana", List.of("127.0.0.1:3000:3000")), ports);
        assertEquals(true, section(section(COMPOSE, "networks"), "inside").get("internal"));
        services().forEach((name, service) -> {
            List<String> networks = list(service, "networks");
            assertTrue(networks.contains("inside"), name);
            assertEquals(ports.containsKey(name), networks.contains("outside"), name);
            assertFalse(service.containsKey("network_mode") || service.containsKey("privileged"), name);
        });
    }

    @Test
    void secretsComeFromFilesOutsideGitAndOutsideTheImage() throws IOException {
        assertTrue(Files.readAllLines(Path.of(".gitignore")).contains("/secrets/"));
        assertEquals("*", Files.readAllLines(Path.of(".dockerignore")).get(1));
        section(COMPOSE, "secrets")
                .forEach((name, secret) ->
                        assertEquals("./secrets/" + name, map(secret).get("file")));
        services().forEach((name, service) -> section(service, "environment").forEach((variable, value) -> {
            boolean secret = variable.matches(".*(PASSWORD|TOKEN|SECRET|KEY).*");
            assertTrue(!secret || variable.endsWith("_FILE"), name + " " + variable);
            assertTrue(!secret || String.valueOf(value).startsWith(SECRETS), name + " " + variable);
        }));
    }

    /** Whatever reads a secret's file is given it, and whatever is given one reads it. */
    @Test
    void everyServiceHasTheSecretsThatItReadsAndNoOthers() throws IOException {
        Map<String, String> configuration = Map.of(
                "db",
                Files.readString(Path.of("postgres/init.sql")),
                "styrkort",
                "",
                "prometheus",
                Files.readString(Path.of("prometheus/prometheus.yml")),
                "grafana",
                text(Path.of("grafana/provisioning")));
        services().forEach((name, service) -> {
            Matcher read = Pattern.compile(SECRETS + "(\\w+)")
                    .matcher(section(service, "environment") + configuration.getOrDefault(name, ""));
            Set<String> secrets =
                    read.results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(secrets, new TreeSet<>(list(service, "secrets")), name);
        });
        Set<String> used = services().values().stream()
                .flatMap(service -> list(service, "secrets").stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, new TreeSet<>(section(COMPOSE, "secrets").keySet()));
    }

    @Test
    void everythingThatIsMountedExistsAndCannotBeWrittenTo() {
        Set<String> volumes = new TreeSet<>();
        services().forEach((name, service) -> list(service, "volumes").forEach(volume -> {
            String[] parts = volume.split(":");
            if (parts[0].startsWith(".")) {
                assertTrue(Files.exists(Path.of(parts[0])), volume);
                assertEquals("ro", parts[2], volume);
            } else {
                volumes.add(parts[0]);
            }
        }));
        assertEquals(volumes, section(COMPOSE, "volumes").keySet());
    }

    /** A superuser reads files and runs programs on the database's machine; what its role may is tried by another test. */
    @Test
    void theProgramIsNotTheDatabasesSuperuser() throws IOException {
        Map<String, Object> db = section(service("db"), "environment");
        Object user = section(service("styrkort"), "environment").get("STYRKORT_DB_USER");
        assertFalse(user == null || user.equals(db.get("POSTGRES_USER")), String.valueOf(user));
        assertTrue(
                Files.readString(Path.of("postgres/init.sql")).contains("create role " + user + " login createrole "));
        assertTrue(list(service("db"), "volumes")
                .contains("./postgres/init.sql:/docker-entrypoint-initdb.d/100_styrkort.sql:ro"));
    }

    @Test
    void everyVariableOfTheProgramIsOneThatItKnows() throws IOException {
        String known = Files.readString(Path.of("src/main/resources/application.yml"));
        section(service("styrkort"), "environment")
                .keySet()
                .forEach(variable -> assertTrue(known.contains("${" + variable + ":"), variable));
    }

    @Test
    void whatPrometheusAndGrafanaReadFromAreServicesHere() throws IOException {
        Set<String> hosts = new TreeSet<>();
        Matcher targets = Pattern.compile("targets: \\[\"([\\w.-]+):\\d+\"]")
                .matcher(Files.readString(Path.of("prometheus/prometheus.yml")));
        targets.results().forEach(match -> hosts.add(match.group(1)));
        assertEquals(Set.of("styrkort"), hosts);
        Object sources =
                yaml(Path.of("grafana/provisioning/datasources/styrkort.yaml")).getOrDefault("datasources", List.of());
        for (Object source : (List<?>) sources) {
            String url = String.valueOf(map(source).get("url"));
            hosts.add(url.replaceAll("^https?://", "").replaceAll(":.*", ""));
        }
        assertEquals(Set.of("db", "prometheus", "styrkort"), hosts);
        assertTrue(services().keySet().containsAll(hosts));
    }

    @Test
    void grafanaKnowsHowOftenPrometheusReads() throws IOException {
        Object every =
                section(yaml(Path.of("prometheus/prometheus.yml")), "global").get("scrape_interval");
        String sources = Files.readString(Path.of("grafana/provisioning/datasources/styrkort.yaml"));
        assertTrue(sources.contains("timeInterval: " + every), sources);
    }

    @Test
    void grafanaLetsNobodyInAndSendsNothingOut() {
        Map<String, Object> settings = section(service("grafana"), "environment");
        List<String> on = new ArrayList<>();
        for (String setting : List.of(
                "GF_AUTH_ANONYMOUS_ENABLED",
                "GF_USERS_ALLOW_SIGN_UP",
                "GF_PUBLIC_DASHBOARDS_ENABLED",
                "GF_SNAPSHOTS_EXTERNAL_ENABLED",
                "GF_ANALYTICS_REPORTING_ENABLED",
                "GF_ANALYTICS_CHECK_FOR_UPDATES")) {
            if (!"false".equals(settings.get(setting))) {
                on.add(setting);
            }
        }
        assertEquals(List.of(), on);
        assertEquals("Europe/Stockholm", settings.get("GF_DATE_FORMATS_DEFAULT_TIMEZONE"));
    }

    @Test
    void theFirstBootMakesEverySecretAndNamesEveryService() throws IOException {
        String steps = Files.readString(Path.of("docs/first-boot.md"));
        Stream.concat(section(COMPOSE, "secrets").keySet().stream(), services().keySet().stream())
                .forEach(name -> assertTrue(steps.contains(name), name));
    }

    @Test
    void theImageIsOfTheVersionThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.split("<artifactId>styrkort</artifactId>")[1]
                .split("<version>")[1]
                .split("</version>")[0];
        assertEquals("styrkort:" + version, service("styrkort").get("image"));
    }

    private static String text(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
