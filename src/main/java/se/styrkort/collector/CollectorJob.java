package se.styrkort.collector;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.annotation.Order;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.web.Readiness;

/**
 * Looks every few seconds which collectors are due, and runs those: a few at a time, each on a thread of its own, so that
 * one that is slow or fails holds up no other.
 */
@Singleton
@Order(CollectorJob.AFTER_PROFILES)
class CollectorJob implements ApplicationEventListener<StartupEvent> {
    static final int AFTER_PROFILES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(CollectorJob.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final CollectorConfiguration configuration;
    private final Readiness readiness;
    private final CollectorRepository collectors;
    private final RunRepository runs;
    private final CollectorRunner runner;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("collector-", 1).factory());
    private final Semaphore places;
    /** Released when somebody asks for a run, so that nobody waits for the next look. */
    private final Semaphore wake = new Semaphore(0);

    private volatile boolean stopping;
    private @Nullable Thread dispatcher;

    CollectorJob(
            CollectorConfiguration configuration,
            Readiness readiness,
            CollectorRepository collectors,
            RunRepository runs,
            CollectorRunner runner) {
        this.configuration = configuration;
        this.readiness = readiness;
        this.collectors = collectors;
        this.runs = runs;
        this.runner = runner;
        this.places = new Semaphore(configuration.atOnce());
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        collectors.storeBuiltIn();
        if (configuration.lookMs() > 0) {
            dispatcher = Thread.ofPlatform().name("collectors").daemon().start(this::follow);
        }
    }

    /** Looks at once. */
    void wake() {
        wake.release();
    }

    /** What is under way comes to an end between two deliveries: the database must not go while one is taken in. */
    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        wake.release();
        Thread following = dispatcher;
        if (following != null) {
            following.join(STOP_LIMIT);
        }
        workers.shutdown();
        if (!workers.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("collectors are still at work ({}); not waiting any longer", running);
        }
    }

    private void follow() {
        boolean silent = false;
        while (!stopping) {
            try {
                if (readiness.isReady()) {
                    look();
                }
                silent = false;
            } catch (RuntimeException e) {
                if (!silent) {
                    LOG.warn("could not look which collectors are due; trying again", e);
                }
                silent = true;
            }
            rest();
        }
    }

    private void rest() {
        try {
            if (wake.tryAcquire(configuration.lookMs(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void look() {
        Map<String, RunRepository.Due> due = runs.due();
        for (CollectorRepository.Stored stored : collectors.inForce()) {
            String code = stored.definition().code();
            RunRepository.Due next = due.getOrDefault(code, RunRepository.Due.NEVER);
            if (!stopping && !running.contains(code) && runner.isDue(stored, next)) {
                start(code, stored);
            }
        }
    }

    private void start(String code, CollectorRepository.Stored stored) {
        running.add(code);
        workers.execute(() -> {
            try {
                places.acquire();
                try {
                    if (!stopping) {
                        runner.run(stored, () -> stopping);
                    }
                } finally {
                    places.release();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // the database, most likely: what was to be written down about the run could not be
                LOG.warn("the run of the collector {} could not be kept; trying again", code, e);
            } finally {
                running.remove(code);
            }
        });
    }
}
