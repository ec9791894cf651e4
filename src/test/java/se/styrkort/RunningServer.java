package se.styrkort;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The real program on a free loopback port over a real, empty PostgreSQL, and a client that follows no redirects. */
public final class RunningServer implements AutoCloseable {
    public static final String TOKEN = "a-token-for-tests-of-at-least-32-characters";

    private final EmbeddedPostgres postgres;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public RunningServer(String specName, Map<String, Object> more) {
        try {
            postgres = EmbeddedPostgres.builder().start();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema styrkort");
                statement.execute(Files.readString(Path.of("migrations/V006__account.sql")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Map<String, Object> properties = new HashMap<>(Map.of(
                "spec.name",
                specName,
                "micronaut.server.port",
                -1,
                "micronaut.server.host",
                "127.0.0.1",
                "styrkort.security.admin-token",
                TOKEN,
                "datasources.default.url",
                postgres.getJdbcUrl("postgres", "postgres"),
                "datasources.default.username",
                "postgres",
                "datasources.default.password",
                "postgres"));
        properties.putAll(more);
        try {
            server = ApplicationContext.run(EmbeddedServer.class, properties);
        } catch (RuntimeException e) {
            stopDatabase();
            throw e;
        }
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(with(to(path), headers));
    }

    public HttpResponse<String> asAdmin(String path, String... headers) {
        return send(with(to(path), headers).header("Authorization", "Bearer " + TOKEN));
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(with(to(path), headers).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> postForm(String path, String form, String... headers) {
        return send(with(to(path), headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        server.close();
        stopDatabase();
    }

    private void stopDatabase() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
