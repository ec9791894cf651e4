package se.styrkort.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.collector.prometheus.Answer;
import se.styrkort.collector.prometheus.AnswerReader;
import se.styrkort.collector.prometheus.Grid;

/** Asks a Prometheus by range queries of its HTTP API. */
@Singleton
final class PrometheusClient {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusClient.class);

    private final FetchClient client;

    PrometheusClient(FetchClient client) {
        this.client = client;
    }

    /** What came of asking. */
    sealed interface Reply {}

    record Found(Answer.Found answer) implements Reply {}

    /** More than is taken at once: fewer instants may do. */
    record TooMuch() implements Reply {}

    record Failed(Trouble trouble) implements Reply {}

    /** @param headers with their secrets */
    Reply ask(CollectorDefinition.Prometheus prometheus, Map<String, String> headers, Grid grid) {
        Reading reading = new Reading(prometheus, grid);
        FetchClient.Request request =
                FetchClient.Request.post(prometheus.address(), headers, form(prometheus, grid), prometheus.asking());
        try {
            Optional<Trouble> trouble = client.fetch(request, reading);
            if (trouble.isEmpty()) {
                return new Found(Objects.requireNonNull(reading.found));
            }
            return trouble.get().code().equals(FetchClient.TOO_LARGE) ? new TooMuch() : new Failed(trouble.get());
        } catch (IOException e) {
            // the reason may name a secret only if the other side put it there: the log has it, the page has the kind
            LOG.info("{} gave no whole answer", reading.place(), e);
            return new Failed(
                    Trouble.passing("no_answer", reading.place(), e.getClass().getSimpleName()));
        }
    }

    private static String form(CollectorDefinition.Prometheus prometheus, Grid grid) {
        return Map.of(
                        "query", prometheus.query(),
                        "start", String.valueOf(grid.first().getEpochSecond()),
                        "end", String.valueOf(grid.last().getEpochSecond()),
                        "step", String.valueOf(grid.step().toSeconds()),
                        "timeout", prometheus.asking().wholeLimit().toSeconds() + "s")
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Reads one answer while it comes in. */
    private static final class Reading implements FetchClient.Work {
        private final CollectorDefinition.Prometheus prometheus;
        private final Grid grid;
        private Answer.@Nullable Found found;

        Reading(CollectorDefinition.Prometheus prometheus, Grid grid) {
            this.prometheus = prometheus;
            this.grid = grid;
        }

        String place() {
            return HttpCollector.place(prometheus.address());
        }

        @Override
        public Optional<Trouble> on(FetchClient.Response response) throws IOException {
            Answer answer = AnswerReader.read(response.body(), grid, prometheus.naming(), prometheus.mostSamples());
            return switch (answer) {
                case Answer.Found whole -> {
                    found = whole;
                    yield Optional.empty();
                }
                // nobody reads the rest of it
                case Answer.TooMuch() -> throw new AnswerBody.TooLarge();
                case Answer.Failed(String reason) -> Optional.of(Trouble.passing("prometheus_failed", place(), reason));
                case Answer.Unreadable(String reason) ->
                    Optional.of(Trouble.lasting("prometheus_unreadable", place(), reason));
            };
        }

        @Override
        public Optional<String> reason(InputStream body) throws IOException {
            return AnswerReader.refusal(body);
        }
    }
}
