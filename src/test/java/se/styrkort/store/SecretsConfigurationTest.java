package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsConfigurationTest {
    @TempDir
    private Path temp;

    private static Environment settings(Map<String, Object> given) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentVariableIncludes("NONE")
                .properties(given)
                .build()
                .getEnvironment()
                .start();
    }

    private static String refusal(Map<String, Object> given) {
        try (Environment settings = settings(given)) {
            return String.valueOf(
                    assertThrows(CannotStartException.class, () -> SecretsConfiguration.fromFiles(settings))
                            .getMessage());
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text).toString();
    }

    @Test
    void withoutFilesNothingIsSaid() throws CannotStartException {
        try (Environment settings = settings(Map.of("STYRKORT_DB_PASSWORD", "x"))) {
            assertEquals(Map.of(), SecretsConfiguration.fromFiles(settings));
        }
    }

    @Test
    void whatAFileHoldsIsTheSettingFromThenOn() throws Exception {
        Map<String, Object> given = Map.of(
                "STYRKORT_DB_URL", "jdbc:postgresql://db/styrkort",
                "STYRKORT_DB_PASSWORD_FILE", file("password", "pass word\n"),
                "STYRKORT_READER_PASSWORD_FILE", file("reader", "of published views\n"),
                "STYRKORT_ADMIN_TOKEN_FILE", file("token", "a-token\r\n"),
                "STYRKORT_OIDC_CLIENT_SECRET_FILE", file("client", "client secret\n"));
        try (Environment settings = settings(given)) {
            settings.addPropertySource(PropertySource.of("secrets", SecretsConfiguration.fromFiles(settings)));
            assertEquals(
                    "pass word",
                    StoreConfiguration.from(settings).external().orElseThrow().password());
            assertEquals(
                    Optional.of("of published views"),
                    StoreConfiguration.from(settings).readerPassword());
            assertEquals(
                    "a-token",
                    settings.getProperty("styrkort.security.admin-token", String.class)
                            .orElseThrow());
            assertEquals(
                    "client secret",
                    settings.getProperty("styrkort.security.oidc.client-secret", String.class)
                            .orElseThrow());
        }
    }

    @Test
    void whatCannotBeASecretStopsTheStart() throws IOException {
        assertEquals(
                "give either STYRKORT_DB_PASSWORD or STYRKORT_DB_PASSWORD_FILE, not both",
                refusal(Map.of("STYRKORT_DB_PASSWORD", "x", "STYRKORT_DB_PASSWORD_FILE", file("both", "y"))));
        String empty = file("empty", "\n");
        assertEquals(
                "STYRKORT_ADMIN_TOKEN_FILE names an empty file: " + empty,
                refusal(Map.of("STYRKORT_ADMIN_TOKEN_FILE", empty)));
        String tooLong = file("long", "x".repeat(4_097));
        assertEquals(
                "STYRKORT_ADMIN_TOKEN_FILE names a file of more than 4096 bytes: " + tooLong,
                refusal(Map.of("STYRKORT_ADMIN_TOKEN_FILE", tooLong)));
        String none = temp.resolve("none").toString();
        assertEquals(
                "STYRKORT_DB_PASSWORD_FILE names a file that cannot be read: " + none + " (NoSuchFileException)",
                refusal(Map.of("STYRKORT_DB_PASSWORD_FILE", none)));
    }
}
