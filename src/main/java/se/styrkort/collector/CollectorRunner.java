package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.calendar.Period;
import se.styrkort.ingest.DeliveryFactory;
import se.styrkort.ingest.Ingest;
import se.styrkort.store.TransactionFactory;

/**
 * One run of one collector: nobody else runs it meanwhile, it is written down before it begins and when it has ended, and
 * whatever goes wrong in it stays in it.
 */
@Singleton
final class CollectorRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorRunner.class);

    private final Map<String, Collector> kinds;
    private final RunRepository runs;
    private final TransactionFactory transactions;
    private final Ingest ingest;
    private final DeliveryFactory deliveries;
    private final Clock clock;

    CollectorRunner(
            List<Collector> collectors,
            RunRepository runs,
            TransactionFactory transactions,
            Ingest ingest,
            DeliveryFactory deliveries,
            Clock clock) {
        this.kinds = collectors.stream().collect(Collectors.toUnmodifiableMap(Collector::kind, Function.identity()));
        this.runs = runs;
        this.transactions = transactions;
        this.ingest = ingest;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Whether there is a reason to run now. */
    boolean isDue(CollectorRepository.Stored stored, RunRepository.Due due) {
        CollectorDefinition definition = stored.definition();
        Instant now = clock.instant();
        boolean asked = due.askedBy() != null && due.isDueAt(now);
        if (!definition.enabled()) {
            return asked;
        }
        return due.isDueAt(now) || (!due.isHeldBackAt(now) && kind(definition).isWaitedFor(definition));
    }

    private Collector kind(CollectorDefinition definition) {
        Collector kind = kinds.get(definition.kind());
        if (kind == null) {
            throw new IllegalStateException("nothing collects the kind " + definition.kind());
        }
        return kind;
    }

    /** Runs, unless another instance is at it or has just been. */
    void run(CollectorRepository.Stored stored, BooleanSupplier stopping) {
        transactions.alone(lock(stored.definition().code()), session -> {
            RunRepository.Due due = runs.due(session, stored.definition().code());
            if (isDue(stored, due)) {
                run(session, stored, due, stopping);
            }
        });
    }

    private void run(
            TransactionFactory.Session session,
            CollectorRepository.Stored stored,
            RunRepository.Due due,
            BooleanSupplier stopping) {
        CollectorDefinition definition = stored.definition();
        Instant started = clock.instant();
        // files call for a run themselves; what an address answered may be what cut the run off
        boolean files = definition.settings().due().isEmpty();
        Instant otherwise = files ? null : started.plus(definition.backoff().length(due.failed() + 1, share()));
        long runId = runs.begin(session, stored, due, started, otherwise);
        // what an Error leaves: it goes on, and the next run waits like after any other failure
        RunResult result = RunResult.failed(Trouble.passing("unexpected", "Error"));
        try {
            result = collect(stored, started, stopping);
        } finally {
            Instant ended = clock.instant();
            runs.end(
                    session,
                    definition.code(),
                    runId,
                    ended,
                    result,
                    result.next(definition, started, ended, due.failed(), share()));
        }
    }

    private RunResult collect(CollectorRepository.Stored stored, Instant now, BooleanSupplier stopping) {
        CollectorDefinition definition = stored.definition();
        Receiver receiver = new Receiver(definition, ingest, deliveries, stopping);
        try {
            List<Period> window = definition
                    .window()
                    .map(wanted -> wanted.on(LocalDate.ofInstant(now, Schedule.SWEDEN)))
                    .orElse(List.of());
            kind(definition).collect(new Collector.Task(definition, stored.version(), window, now), receiver);
        } catch (RuntimeException e) {
            LOG.warn("the collector {} failed; the others go on", definition.code(), e);
            receiver.trouble(Trouble.passing("unexpected", e.getClass().getSimpleName()));
        }
        return receiver.result();
    }

    private static double share() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** A lock's number of its own for each code, the same on every instance. */
    static long lock(String code) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("styrkort.collector/" + code).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
