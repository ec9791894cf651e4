package se.styrkort.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The files below {@code prometheus/}. */
final class Rules {
    private static final Path FOLDER = Path.of("prometheus");

    private Rules() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml().loadAs(Files.readString(file), Map.class);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> of, String key) {
        return (List<Map<String, Object>>) of.getOrDefault(key, List.of());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> of, String key) {
        return (Map<String, Object>) of.getOrDefault(key, Map.of());
    }

    /** Every rule of every file: those with {@code alert} and those with {@code record}. */
    static List<Map<String, Object>> all() throws IOException {
        List<Map<String, Object>> rules = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("rules"))) {
            for (Path file : files.sorted().toList()) {
                list(yaml(file), "groups").forEach(group -> rules.addAll(list(group, "rules")));
            }
        }
        return rules;
    }

    static List<Map<String, Object>> alerts() throws IOException {
        return all().stream().filter(rule -> rule.containsKey("alert")).toList();
    }

    /** The configuration as it is, but for another target and a token file of its own; the copy's path. */
    static Path configuration(Path folder, String target, String token) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> files = Files.list(FOLDER.resolve("rules"))) {
            for (Path file : files.toList()) {
                Files.copy(file, rules.resolve(file.getFileName()));
            }
        }
        Path tokenFile = Files.writeString(folder.resolve("metrics_token"), token);
        String config = Files.readString(FOLDER.resolve("prometheus.yml"))
                .replace("/run/secrets/metrics_token", tokenFile.toString())
                .replace("styrkort:8080", target);
        return Files.writeString(folder.resolve("prometheus.yml"), config);
    }
}
