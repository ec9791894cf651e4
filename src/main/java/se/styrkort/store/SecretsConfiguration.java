package se.styrkort.store;

import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Secrets that stand in files, as container platforms hand them out: where a setting {@code x} is a secret, {@code
 * x-file} may name the file that holds it. The end of the last line does not belong to it.
 */
public final class SecretsConfiguration {
    private static final Map<String, String> VARIABLES = Map.of(
            "styrkort.db.password", "STYRKORT_DB_PASSWORD",
            "styrkort.db.reader-password", "STYRKORT_READER_PASSWORD",
            "styrkort.security.admin-token", "STYRKORT_ADMIN_TOKEN",
            "styrkort.security.oidc.client-secret", "STYRKORT_OIDC_CLIENT_SECRET");

    /** Bytes; what is longer is another file than the one that was meant. */
    private static final long LIMIT = 4_096;

    private SecretsConfiguration() {}

    /** The settings that the files hold; to be put before those that are given otherwise. */
    public static Map<String, Object> fromFiles(PropertyResolver settings) throws CannotStartException {
        Map<String, Object> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : VARIABLES.entrySet()) {
            String key = each.getKey();
            String file = text(settings, key + "-file");
            if (!file.isEmpty()) {
                if (!text(settings, key).isEmpty()) {
                    throw new CannotStartException(
                            "give either %1$s or %1$s_FILE, not both".formatted(each.getValue()));
                }
                secrets.put(key, read(file, each.getValue() + "_FILE"));
            }
        }
        return secrets;
    }

    private static String read(String file, String variable) throws CannotStartException {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LIMIT) {
                throw new CannotStartException(variable + " names a file of more than " + LIMIT + " bytes: " + file);
            }
            String secret = Files.readString(path).strip();
            if (secret.isEmpty()) {
                throw new CannotStartException(variable + " names an empty file: " + file);
            }
            return secret;
        } catch (IOException | InvalidPathException e) {
            throw new CannotStartException(
                    variable + " names a file that cannot be read: " + file + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static String text(PropertyResolver settings, String key) {
        return settings.getProperty(key, String.class).orElse("");
    }
}
