package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void connectionsLookInOurSchemaFirst() {
        assertEquals(
                "jdbc:postgresql://db/x?currentSchema=styrkort,public",
                new Database("jdbc:postgresql://db/x", "u", "p").url());
        assertEquals(
                "jdbc:postgresql://db/x?ssl=true&currentSchema=styrkort,public",
                new Database("jdbc:postgresql://db/x?ssl=true", "u", "p").url());
        assertEquals(
                "jdbc:postgresql://db/x?currentSchema=other",
                new Database("jdbc:postgresql://db/x?currentSchema=other", "u", "p").url());
    }

    @Test
    void anotherDatabaseThanPostgresIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Database("jdbc:mysql://db/x", "u", "p"));
    }

    @Test
    void passwordsAreNotShown() {
        String shown = new Database("jdbc:postgresql://db/x?password=inurl", "u", "secret").toString();
        assertFalse(shown.contains("secret") || shown.contains("inurl"), shown);
    }

    @Test
    void whatIsNotGivenIsNotSet() {
        assertEquals(
                Map.of("datasources.default.url", "jdbc:postgresql://db/x?currentSchema=styrkort,public"),
                new Database("jdbc:postgresql://db/x", "", "").properties());
    }
}
