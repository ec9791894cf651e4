package se.styrkort.scorecard;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.store.RevisionRepository;
import se.styrkort.web.Readiness;

/**
 * Keeps the stored scores of the last months at the last revision, so that whoever reads the database sees them although
 * nobody has opened a page. One thread and one connection, one month at a time, and as long a pause after each as it took: readers
 * come first. Begins when the program is ready. Of several instances on one database one works at a time.
 */
@Singleton
final class ScoreRefreshJob implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreRefreshJob.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final RefreshConfiguration configuration;
    private final Readiness readiness;
    private final RevisionRepository revisions;
    private final DueRepository due;
    private final ScorecardRepository scorecards;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    ScoreRefreshJob(
            RefreshConfiguration configuration,
            Readiness readiness,
            RevisionRepository revisions,
            DueRepository due,
            ScorecardRepository scorecards) {
        this.configuration = configuration;
        this.readiness = readiness;
        this.revisions = revisions;
        this.due = due;
        this.scorecards = scorecards;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        if (configuration.refreshMonths() > 0) {
            thread = Thread.ofPlatform().name("score-refresh").daemon().start(this::follow);
        }
    }

    /** The month under way is finished first: the database must not go while it is read. */
    @PreDestroy
    void stop() throws InterruptedException {
        stopped.countDown();
        Thread running = thread;
        if (running != null && !running.join(STOP_LIMIT)) {
            LOG.warn("scores are still being refreshed; not waiting any longer");
        }
    }

    private void follow() {
        long seen = -1;
        while (!isStoppedWithin(configuration.refreshWaitMs())) {
            try {
                long last = readiness.isReady() ? revisions.at(null) : seen;
                if (last != seen && refresh()) {
                    seen = last;
                }
            } catch (RuntimeException e) {
                LOG.warn("scores were not refreshed; trying again", e);
            }
        }
    }

    /** All that is due; false when there may be more to do. */
    private boolean refresh() {
        for (ScorecardQuestion question : due.due(configuration.refreshMonths())) {
            long began = System.nanoTime();
            if (!scorecards.refresh(question)) {
                return false;
            }
            if (isStoppedWithin(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))) {
                return false;
            }
        }
        return true;
    }

    private boolean isStoppedWithin(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
