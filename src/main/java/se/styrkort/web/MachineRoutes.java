package se.styrkort.web;

import java.util.List;

/** The routes that programs call: they get problem+json in English, and 401 rather than a login page. */
public final class MachineRoutes {
    private static final List<String> PREFIXES =
            List.of("/api", "/prometheus", "/openapi", "/health", "/status.json", "/status.atom");

    private MachineRoutes() {}

    public static boolean contains(String path) {
        return PREFIXES.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
