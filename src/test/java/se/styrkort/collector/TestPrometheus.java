package se.styrkort.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A small real server that answers range queries in the shape and within the limits of Prometheus, of a world that a test says. */
final class TestPrometheus implements AutoCloseable {
    /** What Prometheus refuses to exceed for one series. */
    private static final int LIMIT = 11_000;

    private final TestSource source;
    private final SortedMap<String, Function<Instant, @Nullable String>> services = new ConcurrentSkipListMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> more = new AtomicReference<>("");

    /** One range query: both ends are asked for. */
    record Asked(String query, Instant start, Instant end, Duration step) {
        long points() {
            return Duration.between(start, end).dividedBy(step) + 1;
        }
    }

    TestPrometheus(String path) throws IOException {
        source = new TestSource();
        source.on(path + "/api/v1/query_range", this::answer);
    }

    String address() {
        return source.address();
    }

    TestSource source() {
        return source;
    }

    /** @param value at an instant; null where there is no sample */
    void service(String instance, Function<Instant, @Nullable String> value) {
        services.put(instance, value);
    }

    /** What else the answers hold, such as warnings. */
    void more(String json) {
        more.set(json);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    void answer(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        Asked question = new Asked(
                form.getOrDefault("query", ""),
                Instant.ofEpochSecond(Long.parseLong(form.getOrDefault("start", ""))),
                Instant.ofEpochSecond(Long.parseLong(form.getOrDefault("end", ""))),
                Duration.ofSeconds(Long.parseLong(form.getOrDefault("step", ""))));
        asked.add(question);
        if (!exchange.getRequestMethod().equals("POST") || question.points() > LIMIT) {
            refuse(exchange, 400, "bad_data", "exceeded maximum resolution of 11,000 points per timeseries.");
        } else {
            TestSource.send(exchange, 200, matrix(question));
        }
    }

    static void refuse(HttpExchange exchange, int status, String type, String error) throws IOException {
        TestSource.send(
                exchange, status, "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + error + "\"}");
    }

    private String matrix(Asked question) {
        List<String> series = new ArrayList<>();
        services.forEach((instance, value) -> {
            List<String> samples = new ArrayList<>();
            for (Instant at = question.start(); !at.isAfter(question.end()); at = at.plus(question.step())) {
                String sample = value.apply(at);
                if (sample != null) {
                    samples.add("[" + at.getEpochSecond() + ",\"" + sample + "\"]");
                }
            }
            if (!samples.isEmpty()) {
                series.add("{\"metric\":{\"__name__\":\"probe_success\",\"instance\":\"" + instance + "\"},\"values\":["
                        + String.join(",", samples) + "]}");
            }
        });
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + series.stream().collect(Collectors.joining(",")) + "]}" + more.get() + "}";
    }

    /** The rows that a collector should have delivered of the time from one instant to another, both included. */
    List<String> rows(Instant from, Instant to, Duration step) {
        List<String> rows = new ArrayList<>();
        new TreeMap<>(services).forEach((instance, value) -> {
            for (Instant at = from; !at.isAfter(to); at = at.plus(step)) {
                String sample = value.apply(at);
                if ("0".equals(sample) || "1".equals(sample)) {
                    rows.add("\"" + instance + "\"," + at + "," + sample.equals("1"));
                }
            }
        });
        return rows.stream().sorted().toList();
    }

    @Override
    public void close() {
        source.close();
    }
}
