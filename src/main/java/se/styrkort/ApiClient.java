package se.styrkort;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.CannotStartException;
import se.styrkort.store.DataDirectory;
import se.styrkort.store.LocalDoor;
import se.styrkort.store.StoreConfiguration;

/**
 * The API as commands speak to it: the service that {@code STYRKORT_URL} names, with the token of {@code STYRKORT_TOKEN}
 * or {@code STYRKORT_ADMIN_TOKEN}; else the one that runs on the data directory; else one that is started for the command
 * and stopped after it.
 */
final class ApiClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    private final URI address;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final AutoCloseable service;
    private final Progress progress = new Progress();

    private ApiClient(URI address, String token, AutoCloseable service) {
        this.address = address;
        this.token = token;
        this.service = service;
    }

    /** The service, started when there is none. */
    static ApiClient connect(StoreOptions options) throws CannotStartException, CommandFailed {
        ApiClient running = running(options);
        if (running != null) {
            return running;
        }
        ServerFactory.Server server = ServerFactory.startForCommand(options);
        return new ApiClient(server.address(), server.localToken(), server);
    }

    /** The service that runs already; null when none does, and the store is free to be worked on. */
    static @Nullable ApiClient running(StoreOptions options) throws CannotStartException, CommandFailed {
        String url = variable("STYRKORT_URL");
        if (!url.isEmpty()) {
            return new ApiClient(address(url), remoteToken(), () -> {});
        }
        StoreConfiguration store = StoreFactory.configuration(options);
        if (!DataDirectory.isOwned(store.dataDir())) {
            return null;
        }
        LocalDoor door = LocalDoor.read(store.dataDir())
                .orElseThrow(() -> new CommandFailed("another styrkort works on the data directory " + store.dataDir()
                        + " and takes no orders: try again when it is done, or has started"));
        return new ApiClient(door.address(), door.token(), () -> {});
    }

    private static URI address(String url) throws CommandFailed {
        try {
            URI address = URI.create(url.replaceAll("/+$", ""));
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("STYRKORT_URL is no address: " + url, e);
        }
        throw new CommandFailed("STYRKORT_URL begins with http:// or https:// and a host, not " + url);
    }

    private static String remoteToken() throws CommandFailed {
        String file = variable("STYRKORT_ADMIN_TOKEN_FILE");
        for (String token : new String[] {variable("STYRKORT_TOKEN"), variable("STYRKORT_ADMIN_TOKEN")}) {
            if (!token.isEmpty()) {
                return token;
            }
        }
        if (file.isEmpty()) {
            throw new CommandFailed("with STYRKORT_URL goes a token in STYRKORT_TOKEN or STYRKORT_ADMIN_TOKEN");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new CommandFailed("STYRKORT_ADMIN_TOKEN_FILE names a file that cannot be read: " + file, e);
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value.strip();
    }

    /** {@code ?a=1&b=2} of what is neither null nor empty; a name may end in {@code [n]} to repeat. */
    static String query(Map<String, ? extends @Nullable Object> parameters) {
        String query = parameters.entrySet().stream()
                .filter(entry ->
                        entry.getValue() != null && !entry.getValue().toString().isEmpty())
                .map(entry -> entry.getKey().replaceAll("\\[\\d+]$", "") + "="
                        + URLEncoder.encode(String.valueOf(entry.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** @param doing what is waited for, in a word or two */
    JsonNode get(String path, String doing) throws CommandFailed {
        return json(send(request(path).GET(), doing));
    }

    JsonNode post(String path, String type, BodyPublisher body, String doing) throws CommandFailed {
        return json(send(request(path).header("Content-Type", type).POST(body), doing));
    }

    /** What is answered, to be read to its end and closed. */
    InputStream open(String path, String doing) throws CommandFailed {
        return send(request(path).GET(), doing);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
                .header("Authorization", "Bearer " + token);
    }

    private InputStream send(HttpRequest.Builder request, String doing) throws CommandFailed {
        HttpResponse<InputStream> answer =
                awaited(http.sendAsync(request.build(), BodyHandlers.ofInputStream()), doing);
        if (answer.statusCode() / 100 == 2) {
            return answer.body();
        }
        throw refusal(answer);
    }

    private HttpResponse<InputStream> awaited(CompletableFuture<HttpResponse<InputStream>> answer, String doing)
            throws CommandFailed {
        try {
            while (true) {
                try {
                    return answer.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException _) {
                    progress.waiting(doing);
                }
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailed(
                    "the service at " + address + " does not answer: "
                            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        } finally {
            progress.done();
        }
    }

    /** The problem in one line; the places that it names go before it, a line each. */
    private static CommandFailed refusal(HttpResponse<InputStream> answer) {
        int status = answer.statusCode();
        try (InputStream body = answer.body()) {
            JsonNode problem = JSON.readValue(body.readNBytes(1 << 20), JsonNode.class);
            TextTable places = new TextTable("line", "column", "what");
            for (JsonNode place : problem.get("errors").values()) {
                places.row(text(place, "line"), text(place, "column"), text(place, "message"));
            }
            if (!places.isEmpty()) {
                System.err.print(places);
            }
            return new CommandFailed(text(problem, "detail") + " (" + status + ")");
        } catch (IOException | RuntimeException e) {
            return new CommandFailed("the service answered " + status, e);
        }
    }

    private static JsonNode json(InputStream answer) throws CommandFailed {
        try (answer) {
            return JSON.readValue(answer, JsonNode.class);
        } catch (IOException e) {
            throw new CommandFailed("the service's answer broke off", e);
        }
    }

    /** A field as text, empty for null and for what is not there. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull()
                ? ""
                : value.isValueNode() ? value.coerceStringValue() : value.toString();
    }

    @Override
    public void close() throws CommandFailed {
        http.close();
        try {
            service.close();
        } catch (Exception e) {
            throw new CommandFailed("the service started for this command did not stop", e);
        }
    }
}
