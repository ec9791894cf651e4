package se.styrkort.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that reads its targets every second. Stopped by the process that started it. */
public final class RunningPrometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path log;
    private final Process process;
    private final URI api;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * With the project's rules.
     *
     * @param target host and port that it reads, with this token
     */
    RunningPrometheus(Path folder, String target, String token) throws IOException {
        this(folder, Rules.configuration(folder, target, token));
    }

    /** @param config in which the intervals become a second */
    public RunningPrometheus(Path folder, Path config) throws IOException {
        String often = Files.readString(config)
                .replaceAll("scrape_interval: \\S+", "scrape_interval: 1s")
                .replaceAll("scrape_timeout: \\S+", "scrape_timeout: 1s")
                .replaceAll("evaluation_interval: \\S+", "evaluation_interval: 1s");
        Files.writeString(config, often);
        int port = freePort();
        api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
        log = folder.resolve("prometheus.log");
        process = new ProcessBuilder(
                        Tool.path("prometheus").toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where its API's address begins. */
    public String address() {
        return api.resolve("/").toString();
    }

    /** What an instant query found; fails when the query does. */
    public List<JsonNode> query(String expression) throws IOException, InterruptedException {
        JsonNode answer = get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(expression + "\n" + answer);
        }
        JsonNode result = answer.path("data").path("result");
        // a scalar is one pair of time and value
        return answer.path("data").path("resultType").asText().equals("scalar")
                ? List.of(result)
                : result.valueStream().toList();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(api.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    /** Waits until the query finds something. */
    public void await(String expression) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(until)) {
            if (!process.isAlive()) {
                break;
            }
            try {
                if (!query(expression).isEmpty()) {
                    return;
                }
            } catch (IOException | AssertionError _) {
                // it does not listen yet, or is not ready to answer
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nothing came: " + expression + "\n" + Files.readString(log));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
