package se.styrkort.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A real endpoint that a Prometheus scrapes: it goes up and down when it is told to, and remembers what it answered. */
final class MonitoredEndpoint implements AutoCloseable {
    /** What it says of the service, if it answers at all. */
    enum State {
        UP,
        DOWN,
        SILENT
    }

    private final HttpServer server;
    private final List<State> answered = new ArrayList<>();
    private State state = State.UP;

    MonitoredEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", this::answer);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            answered.add(state);
            if (state == State.SILENT) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] metrics = ("# TYPE probe_success gauge\nprobe_success{target=\"https://e-moten.example\"} "
                            + (state == State.UP ? 1 : 0) + "\n")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, metrics.length);
            exchange.getResponseBody().write(metrics);
        }
    }

    /** Has it answer so until it has been asked so often. */
    void is(State next, int scrapes) throws Exception {
        int before;
        synchronized (this) {
            state = next;
            before = answered.size();
        }
        Instances.await(scrapes + " scrapes", () -> answered().size() >= before + scrapes);
    }

    synchronized List<State> answered() {
        return List.copyOf(answered);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
