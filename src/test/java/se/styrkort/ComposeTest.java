package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of {@code compose.yaml} without starting it. */
class ComposeTest {
    private static final Map<String, Object> COMPOSE = read();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read() {
        try {
            return new Yaml().loadAs(Files.readString(Path.of("compose.yaml")), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        return (Map<String, Map<String, Object>>) COMPOSE.getOrDefault("services", Map.of());
    }

    private static Map<String, Object> service(String name) {
        return services().getOrDefault(name, Map.of());
    }

    @Test
    void everyImageIsPinnedAndEveryServiceIsWatched() {
        assertEquals(List.of("db", "styrkort"), List.copyOf(services().keySet()));
        services().forEach((name, service) -> {
            assertTrue(String.valueOf(service.get("image")).matches(".+:\\d[\\w.-]+"), name);
            assertTrue(service.containsKey("healthcheck"), name);
        });
    }

    @Test
    void onlyStyrkortIsReachableAndOnlyFromThisMachine() {
        assertTrue(service("db").containsKey("image"));
        assertFalse(service("db").containsKey("ports"));
        assertEquals(List.of("127.0.0.1:8080:8080"), service("styrkort").get("ports"));
    }

    @Test
    void secretsComeFromFilesOutsideGit() throws IOException {
        assertTrue(Files.readAllLines(Path.of(".gitignore")).contains("/secrets/"));
        String environment = services().values().stream()
                .map(service -> String.valueOf(service.get("environment")))
                .toList()
                .toString();
        assertFalse(environment.matches(".*PASSWORD=.*|.*TOKEN=.*"), environment);
    }

    @Test
    void theImageIsOfTheVersionThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.split("<artifactId>styrkort</artifactId>")[1]
                .split("<version>")[1]
                .split("</version>")[0];
        assertEquals("styrkort:" + version, service("styrkort").get("image"));
    }
}
