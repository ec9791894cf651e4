package se.styrkort.security;

import java.util.List;

/** The routes that need no credentials; every other, known or not, does. */
final class OpenRoutes {
    private static final List<String> EXACT =
            List.of("/health", "/login", "/logout", OidcConfiguration.PATH, OidcConfiguration.CALLBACK);
    private static final List<String> BELOW = List.of("/health/", "/static/", "/webjars/");

    private OpenRoutes() {}

    static boolean contains(String path) {
        if (EXACT.contains(path)) {
            return true;
        }
        // no way out of an open folder, however it is written
        String lower = path.toLowerCase(java.util.Locale.ROOT);
        boolean climbs = path.contains("..") || path.contains("\\") || lower.contains("%2e") || lower.contains("%2f");
        return !climbs && BELOW.stream().anyMatch(path::startsWith);
    }
}
