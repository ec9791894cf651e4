package se.styrkort;

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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import se.styrkort.store.TestDatabase;
import se.styrkort.web.Readiness;

/** The real program on a free loopback port over a real, migrated PostgreSQL, and a client that follows no redirects. */
public final class RunningServer implements AutoCloseable {
    public static final String TOKEN = "a-token-for-tests-of-at-least-32-characters";

    private final TestDatabase database;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public RunningServer(String specName, Map<String, Object> more) {
        this(TestDatabase.create(), specName, more);
    }

    /** On a database that is there already; it is dropped when this is closed, and outlives it when this is stopped. */
    public RunningServer(TestDatabase database, String specName, Map<String, Object> more) {
        this.database = database;
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.putAll(Map.of(
                "spec.name",
                specName,
                "micronaut.server.host",
                "127.0.0.1",
                // who tests collectors turns them on
                "styrkort.collector.look-ms",
                0,
                // who tests what is stored without being read turns it on
                "styrkort.scorecard.refresh-months",
                0,
                "styrkort.security.admin-token",
                TOKEN));
        properties.putAll(more);
        try {
            server = ApplicationContext.run(EmbeddedServer.class, properties);
            server.getApplicationContext().getBean(Readiness.class).ready();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** The database behind it, for who reads it as another role. */
    public TestDatabase database() {
        return database;
    }

    /** The one number that a query gives. */
    public long number(String sql) {
        return ((Number) row(sql).values().iterator().next()).longValue();
    }

    /** The only row of a query: what stands in the database behind the answers. */
    public Map<String, Object> row(String sql) {
        List<Map<String, Object>> rows = rows(sql);
        if (rows.isEmpty()) {
            throw new AssertionError("no row: " + sql);
        }
        return rows.getFirst();
    }

    /** All rows of a query, each by the names of its columns. */
    public List<Map<String, Object>> rows(String sql) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Runs any SQL behind the program's back. */
    public void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Ends the program and leaves its database. */
    public void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
