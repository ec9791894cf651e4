package se.styrkort.security;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** The routes that need no credentials; every other, known or not, does. */
@Singleton
final class OpenRoutes {
    private static final List<String> EXACT =
            List.of("/health", "/login", "/logout", OidcConfiguration.PATH, OidcConfiguration.CALLBACK);
    private static final List<String> BELOW = List.of("/health/", "/static/", "/webjars/");

    /** The current operating information, which a setting opens. */
    private static final List<String> STATUS = List.of("/status", "/status.json", "/status.atom");

    private final AccessConfiguration configuration;

    OpenRoutes(AccessConfiguration configuration) {
        this.configuration = configuration;
    }

    boolean contains(String path) {
        if (EXACT.contains(path) || (configuration.publicStatus() && STATUS.contains(path))) {
            return true;
        }
        // no way out of an open folder, however it is written
        String lower = path.toLowerCase(Locale.ROOT);
        boolean climbs = path.contains("..") || path.contains("\\") || lower.contains("%2e") || lower.contains("%2f");
        return !climbs && BELOW.stream().anyMatch(path::startsWith);
    }
}
