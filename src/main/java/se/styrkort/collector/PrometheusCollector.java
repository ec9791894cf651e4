package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import se.styrkort.collector.PositionRepository.Position;
import se.styrkort.collector.prometheus.Answer;
import se.styrkort.collector.prometheus.Grid;

/**
 * Asks a Prometheus which services were up and when, from where it stopped to what has settled, so many instants at a time. How
 * far it has come is committed with the import of what it read: whatever happens, no instant is left out, and one that is read
 * twice is the same probe.
 *
 * <p>What Prometheus has no sample of is not delivered, and so unknown. Instants without any sample at all are only passed when
 * later ones have some: a query that finds nothing is asked for the same time again. An answer with warnings may lack
 * something: what there is of it is taken, and it is asked for once more in the next run; after that, what it lacks is unknown.
 */
@Singleton
final class PrometheusCollector implements Collector {
    private static final int TOO_LARGE = 413;

    private final PrometheusClient client;
    private final HeaderProvider headers;
    private final PositionRepository positions;

    PrometheusCollector(PrometheusClient client, HeaderProvider headers, PositionRepository positions) {
        this.client = client;
        this.headers = headers;
        this.positions = positions;
    }

    @Override
    public String kind() {
        return "prometheus";
    }

    @Override
    public boolean isWaitedFor(CollectorDefinition definition) {
        return false;
    }

    @Override
    public void collect(Task task, Receiver receiver) {
        if (!(task.definition().settings() instanceof CollectorDefinition.Prometheus prometheus)) {
            throw new IllegalArgumentException(
                    "not of this kind: " + task.definition().code());
        }
        try {
            Map<String, String> sent = headers.values(prometheus.asking().headers());
            new Walk(task, prometheus, sent, receiver).go();
        } catch (HeaderProvider.NoSecret e) {
            receiver.trouble(e.trouble());
        }
    }

    /** One run: from where it stopped to what has settled. */
    private final class Walk {
        private final String code;
        private final CollectorDefinition.Prometheus prometheus;
        private final Map<String, String> sent;
        private final Receiver receiver;
        private final String place;
        private final Instant until;
        private Position position;
        private int most;
        /** Whether the last answer held nothing. */
        private boolean silent;

        Walk(Task task, CollectorDefinition.Prometheus prometheus, Map<String, String> sent, Receiver receiver) {
            this.code = task.definition().code();
            this.prometheus = prometheus;
            this.sent = sent;
            this.receiver = receiver;
            this.place = HttpCollector.place(prometheus.address());
            this.until = task.now().minus(prometheus.settling());
            this.position = positions.find(code, prometheus.start());
            this.most = prometheus.mostPoints();
        }

        void go() {
            Optional<Instant> from = Optional.of(Grid.ceiling(position.readTo(), prometheus.step()));
            if (!from.get().isBefore(until)) {
                receiver.unchanged();
            }
            while (from.isPresent() && from.get().isBefore(until) && !receiver.isStopping()) {
                from = step(Grid.of(from.get(), until, prometheus.step(), most));
            }
            if (from.isPresent() && from.get().isBefore(until)) {
                // only the program's end leaves something unread without a word: it is not left until the next time
                receiver.trouble(Trouble.passing("prometheus_stopped", place, from.get()));
            }
            if (silent && from.isPresent() && !from.get().isBefore(until)) {
                receiver.trouble(Trouble.lasting("prometheus_silent", place, position.readTo(), until));
            }
        }

        /** @return where to go on; nothing when the run ends here */
        private Optional<Instant> step(Grid grid) {
            return switch (client.ask(prometheus, sent, grid)) {
                case PrometheusClient.Found(Answer.Found found) -> taken(grid, found);
                case PrometheusClient.TooMuch() -> halved(grid);
                case PrometheusClient.Failed(Trouble trouble) -> stopped(trouble);
            };
        }

        private Optional<Instant> stopped(Trouble trouble) {
            receiver.trouble(trouble);
            return Optional.empty();
        }

        /** The same again with fewer instants at once, for the rest of the run. */
        private Optional<Instant> halved(Grid grid) {
            most = grid.points() / 2;
            return most > 0
                    ? Optional.of(grid.first())
                    : stopped(Trouble.lasting(
                            "prometheus_too_much",
                            place,
                            prometheus.mostSamples(),
                            prometheus.asking().sizeLimit()));
        }

        private Optional<Instant> taken(Grid grid, Answer.Found found) {
            boolean isWarned = !found.warnings().isEmpty();
            boolean isFirstTime = position.warned().filter(grid::spans).isEmpty();
            Position after = isWarned && isFirstTime ? position.warnedAt(grid.first()) : position.movedTo(grid.end());
            silent = found.states().isEmpty();
            if (!silent) {
                switch (deliver(grid, found, after)) {
                    case Receiver.Taken _, Receiver.Passed _ -> position = after;
                    case Receiver.Refused refused
                    when refused.problem().status() == TOO_LARGE -> {
                        return halved(grid);
                    }
                    case Receiver.Refused refused -> {
                        return stopped(Trouble.lasting(
                                "refused", place, refused.problem().code()));
                    }
                }
            }
            tellWhatIsStrange(found);
            if (!isWarned) {
                return Optional.of(grid.end());
            }
            return warned(grid, found.warnings().getFirst(), isFirstTime, after);
        }

        private Receiver.Outcome deliver(Grid grid, Answer.Found found, Position after) {
            String name = code + "-" + grid.first().toString().replace(":", "") + ".csv";
            try {
                return receiver.take(
                        found.states().csv(),
                        name,
                        _ -> Optional.of((connection, importId) -> positions.keep(connection, code, after, importId)));
            } catch (IOException e) {
                // the disk on which deliveries are put; not the network, which has been read
                throw new UncheckedIOException(e);
            }
        }

        private void tellWhatIsStrange(Answer.Found found) {
            if (found.nameless() > 0) {
                receiver.trouble(Trouble.lasting(
                        "prometheus_no_label",
                        place,
                        found.nameless(),
                        prometheus.naming().label()));
            }
            if (found.strange() > 0) {
                receiver.trouble(
                        Trouble.lasting("prometheus_no_state", place, found.strange(), found.strangeExample()));
            }
        }

        private Optional<Instant> warned(Grid grid, String warning, boolean isFirstTime, Position after) {
            if (!isFirstTime) {
                receiver.trouble(Trouble.lasting("prometheus_incomplete", place, grid.first(), grid.end(), warning));
                return Optional.of(grid.end());
            }
            if (silent) {
                positions.keep(code, after);
            }
            return stopped(Trouble.passing("prometheus_warnings", place, grid.first(), grid.end(), warning));
        }
    }
}
