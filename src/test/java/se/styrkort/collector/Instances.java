package se.styrkort.collector;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.store.TestDatabase;
import se.styrkort.web.Readiness;

/** Instances of the program, one after the other or at once, on one database and one inbox. */
final class Instances implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database = TestDatabase.create();
    private final Deque<EmbeddedServer> servers = new ArrayDeque<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path inbox;

    Instances(Path inbox) {
        this.inbox = inbox;
    }

    Path inbox() {
        return inbox;
    }

    Path put(String name, String content) throws IOException {
        Path file = inbox.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** One more; it looks for something to do every few milliseconds. */
    ApplicationContext start(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.putAll(Map.of(
                "spec.name",
                "Instances",
                "micronaut.server.host",
                "127.0.0.1",
                "styrkort.scorecard.refresh-months",
                0,
                "styrkort.security.admin-token",
                RunningServer.TOKEN,
                "styrkort.collector.inbox",
                inbox.toString(),
                "styrkort.collector.look-ms",
                20));
        properties.putAll(more);
        EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, properties);
        servers.push(server);
        server.getApplicationContext().getBean(Readiness.class).ready();
        return server.getApplicationContext();
    }

    ApplicationContext start() {
        return start(Map.of());
    }

    /** The one that was started last. */
    void stop() {
        servers.pop().close();
    }

    Api.Answer send(String method, String path, String type, String body) throws IOException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + servers.getFirst().getPort() + "/api/v1" + path))
                            .header("Authorization", "Bearer " + RunningServer.TOKEN)
                            .header("Content-Type", type)
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return new Api.Answer(answer.statusCode(), type, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Api.Answer get(String path) throws IOException {
        return send("GET", path, "application/json", "");
    }

    /** Stores YAML; anything but success fails the test. */
    void store(String path, String yaml) throws IOException {
        Api.Answer answer = send("POST", path, "application/yaml", yaml);
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
    }

    /** Runs that have ended, the oldest first, as {@code outcome deliveries}; those without deliveries only with their outcome. */
    List<String> runs(String code) {
        return column("select outcome || case when deliveries > 0 then ' ' || deliveries else '' end from"
                + " styrkort.collector_run where code = '" + code + "' and ended_at is not null order by run_id");
    }

    long number(String sql) {
        return Long.parseLong(column(sql).getFirst());
    }

    List<String> column(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new java.util.ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names in a folder of the inbox, without reports. */
    List<String> names(String folder) {
        Path path = inbox.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains(".report."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until something is so; how long that takes decides nothing, unless it never is. */
    static void await(String what, Callable<Boolean> so) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never: " + what);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        while (!servers.isEmpty()) {
            stop();
        }
        database.close();
    }
}
