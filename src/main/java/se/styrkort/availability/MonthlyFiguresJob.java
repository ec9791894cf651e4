package se.styrkort.availability;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps monthly observations at their inputs: computes what is due, one month after the other, on one thread. Looks by
 * itself from time to time, since months end and another instance may have left something behind; and at once when an
 * import says that it changed something, which then waits a little, so that whoever delivered finds the figures as they are.
 */
@Singleton
public final class MonthlyFiguresJob implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(MonthlyFiguresJob.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final MonthlyFiguresConfiguration configuration;
    private final MonthlyFiguresRepository figures;
    private final ProbeRetentionRepository retention;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition done = lock.newCondition();
    private long wanted;
    private long finished;
    private int held;
    private boolean stopping;
    private @Nullable Thread thread;

    MonthlyFiguresJob(
            MonthlyFiguresConfiguration configuration,
            MonthlyFiguresRepository figures,
            ProbeRetentionRepository retention) {
        this.configuration = configuration;
        this.figures = figures;
        this.retention = retention;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        thread = Thread.ofPlatform().name("monthly-figures").daemon().start(this::follow);
    }

    /**
     * Asks for a round and waits for it as long as the setting says; what is not ready by then comes by itself.
     *
     * @return whether the round was done by then
     */
    public boolean compute() {
        lock.lock();
        try {
            if (thread == null || held > 0 || Thread.currentThread().equals(thread)) {
                return false;
            }
            long round = ++wanted;
            asked.signalAll();
            long left = TimeUnit.MILLISECONDS.toNanos(configuration.waitMs());
            while (finished < round && !stopping && left > 0) {
                left = done.awaitNanos(left);
            }
            return finished >= round;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is computed until it is closed. */
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** For whoever delivers much about the same months at once: they are computed together, when it is all there. */
    public Hold hold() {
        change(1);
        return () -> change(-1);
    }

    private void change(int by) {
        lock.lock();
        try {
            held += by;
            asked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        boolean silent = false;
        for (long round = next(0); round >= 0; round = next(configuration.everyMs())) {
            try {
                figures.computeDue();
                retention.tidy();
                silent = false;
            } catch (Throwable e) { // an Error too: without this thread nothing would be computed any more, in silence
                if (!silent) {
                    LOG.warn("monthly figures were not computed; trying again", e);
                }
                silent = true;
            }
            finished(round);
        }
    }

    /** The number of the round to do, after a pause unless somebody asks; negative: stop. */
    private long next(long pauseMs) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(pauseMs);
            while (!stopping && (held > 0 || (wanted == finished && left > 0))) {
                if (held > 0) {
                    asked.await();
                } else {
                    left = asked.awaitNanos(left);
                }
            }
            return stopping ? -1 : wanted;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return -1;
        } finally {
            lock.unlock();
        }
    }

    private void finished(long round) {
        lock.lock();
        try {
            finished = Math.max(finished, round);
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The month under way is finished first: the database must not go while it is read. */
    @PreDestroy
    void stop() throws InterruptedException {
        lock.lock();
        try {
            stopping = true;
            asked.signalAll();
            done.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running != null && !running.join(STOP_LIMIT)) {
            LOG.warn("monthly figures are still being computed; not waiting any longer");
        }
    }
}
