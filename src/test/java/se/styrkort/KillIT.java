package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed in the middle of an import and started again: nothing lost, nothing half in. */
class KillIT {
    private static final int ROWS = 300_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @Test
    void nothingIsLostAndNothingIsHalfIn() throws Exception {
        Path large = folder.resolve("large.csv");
        write(large);
        Process first = start();
        try {
            loadCatalog();
            post("imports?fileName=small.csv", "text/csv", """
                    period,metric,service,organisation,value
                    2020-01,kill.metric,,o0,1
                    """);
            CompletableFuture<HttpResponse<String>> cut = client.sendAsync(
                    to("imports?fileName=large.csv")
                            .header("Content-Type", "text/csv")
                            .POST(HttpRequest.BodyPublishers.ofFile(large))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // received whole and being read: the delivery lies on disk and rows go to the database
            waitFor(() -> deliveryOf(first) == Files.size(large));
            Thread.sleep(300);
            assertTrue(!cut.isDone(), "the import was over before the kill: " + cut);
        } finally {
            first.destroyForcibly();
            first.waitFor();
        }
        Process second = start();
        try {
            assertEquals(1, get("imports").get("items").size(), "the small one alone");
            JsonNode before = get("observations");
            assertEquals(1, before.get("items").size());
            assertEquals("2020-01", before.at("/items/0/period").textValue());
            JsonNode whole = JSON.readTree(client.send(
                            to("imports?fileName=large.csv")
                                    .header("Content-Type", "text/csv")
                                    .POST(HttpRequest.BodyPublishers.ofFile(large))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
            assertEquals(ROWS, whole.get("rows").intValue(), whole.toString());
            assertEquals(
                    ROWS,
                    whole.get("created").intValue() + whole.get("unchanged").intValue());
            second.destroy();
            assertTrue(second.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, second.exitValue());
        } finally {
            second.destroyForcibly();
            second.waitFor();
        }
    }

    /** The size of the delivery that the process has open, 0 when there is none. */
    private long deliveryOf(Process process) throws IOException {
        try (var files = Files.list(folder.resolve("tmp"))) {
            List<Path> deliveries =
                    files.filter(file -> file.toString().endsWith(".delivery")).toList();
            return process.isAlive() && !deliveries.isEmpty() ? Files.size(deliveries.getFirst()) : 0;
        }
    }

    private static void write(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("period,metric,service,organisation,value\n");
            for (int i = 0; i < ROWS; i++) {
                int month = i % 120;
                int organisation = i / 120;
                out.write(
                        "%d-%02d,kill.metric,,o%d,%d\n".formatted(2000 + month / 12, month % 12 + 1, organisation, i));
            }
        }
    }

    private void loadCatalog() throws Exception {
        StringBuilder yaml = new StringBuilder(
                "metrics: [{code: kill.metric, name: M, unit: \"1\", granularity: month}]\norganisations:\n");
        for (int i = 0; i < ROWS / 120; i++) {
            yaml.append("  - {code: o").append(i).append(", name: O").append(i).append("}\n");
        }
        post("catalog", "application/yaml", yaml.toString());
    }

    private Process start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(folder.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                System.getProperty("styrkort.jar"),
                "serve",
                "--port",
                String.valueOf(port),
                "--data-dir",
                folder.resolve("data").toString());
        builder.environment().put("STYRKORT_ADMIN_TOKEN", RunningServer.TOKEN);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile());
        Process process = builder.start();
        waitFor(() -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(folder.resolve("out.log")));
            }
            try (InputStream answer =
                    URI.create("http://localhost:" + port + "/health").toURL().openStream()) {
                return answer.read() >= 0;
            } catch (IOException e) {
                return false;
            }
        });
        return process;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void waitFor(Condition condition) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        try {
            while (!condition.holds()) {
                assertTrue(Instant.now().isBefore(end), "waited for long enough");
                Thread.sleep(20);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/" + path))
                .header("Authorization", "Bearer " + RunningServer.TOKEN);
    }

    private void post(String path, String type, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                to(path).header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = client.send(to(path).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }
}
