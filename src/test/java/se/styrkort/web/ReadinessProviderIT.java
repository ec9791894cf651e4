package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import se.styrkort.store.TestDatabase;

/** Whoever asks, without login, whether the program can serve: up or down, and no details. */
class ReadinessProviderIT {
    private static String get(EmbeddedServer server, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.getURL() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertFalse(answer.body().contains("jdbc") || answer.body().contains("disk"), answer.body());
            return answer.statusCode() + " " + answer.body().replaceAll(".*\"status\":\"(\\w+)\".*", "$1");
        }
    }

    @Test
    void notBeforeTheCommandSaysSoAndNotWithoutTheDatabase() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, database.properties())) {
            assertEquals("503 DOWN", get(server, "/health"));
            assertEquals("503 DOWN", get(server, "/health/readiness"));

            server.getApplicationContext().getBean(Readiness.class).ready();
            assertEquals("200 UP", get(server, "/health"));
            assertEquals("200 UP", get(server, "/health/readiness"));

            database.close();
            assertEquals("503 DOWN", get(server, "/health"));
        }
    }
}
