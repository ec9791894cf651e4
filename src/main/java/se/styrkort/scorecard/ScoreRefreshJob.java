package se.styrkort.scorecard;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Readiness;

/**
 * Keeps the stored scores of the last months at the last revision, so that whoever reads the database sees them although
 * nobody has opened a page. One thread and one connection, a few months at a time, and as long a pause after them as they took: readers
 * come first. Begins when the program is ready. Of several instances on one database one works at a time, and the others do
 * not even look what is due. A scorecard that fails is said once, tried again after a while, and holds up no other.
 */
@Singleton
final class ScoreRefreshJob implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreRefreshJob.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMinutes(1);
    static final long LOCK = 0x5374_7972_6b6f_0008L;

    private final RefreshConfiguration configuration;
    private final Readiness readiness;
    private final RevisionRepository revisions;
    private final DueRepository due;
    private final ScorecardRepository scorecards;
    private final TransactionFactory transactions;
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** What failed the last time, and was said to. */
    private final Set<ScorecardQuestion> failing = new HashSet<>();

    private @Nullable Thread thread;

    ScoreRefreshJob(
            RefreshConfiguration configuration,
            Readiness readiness,
            RevisionRepository revisions,
            DueRepository due,
            ScorecardRepository scorecards,
            TransactionFactory transactions) {
        this.configuration = configuration;
        this.readiness = readiness;
        this.revisions = revisions;
        this.due = due;
        this.scorecards = scorecards;
        this.transactions = transactions;
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
        long began = System.nanoTime();
        boolean silent = false;
        while (!isStoppedWithin(configuration.refreshWaitMs())) {
            try {
                long last = readiness.isReady() ? revisions.at(null) : seen;
                boolean again = !failing.isEmpty() && System.nanoTime() - began > RETRY.toNanos();
                if (last != seen || again) {
                    began = System.nanoTime();
                    if (transactions.alone(LOCK, this::refresh)) {
                        seen = last;
                    }
                }
                silent = false;
            } catch (RuntimeException e) {
                if (!silent) {
                    LOG.warn("scores were not refreshed; trying again", e);
                }
                silent = true;
            }
        }
    }

    /** All that is due: months of one model version together, as many as one snapshot answers. */
    private void refresh(TransactionFactory.Session session) {
        List<ScorecardQuestion> rest = due.due(session, configuration.refreshMonths());
        failing.retainAll(Set.copyOf(rest));
        while (!rest.isEmpty()) {
            long began = System.nanoTime();
            int done = refresh(session, rest);
            if (isStoppedWithin(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))) {
                return;
            }
            rest = rest.subList(done, rest.size());
        }
    }

    /** The first of them, and how many that was. What cannot be computed with others is computed alone. */
    private int refresh(TransactionFactory.Session session, List<ScorecardQuestion> rest) {
        List<ScorecardQuestion> alike = alike(rest);
        List<ScorecardReading> readings = compute(session, alike);
        if (readings.isEmpty() && alike.size() > 1) {
            readings = compute(session, alike.subList(0, 1));
        }
        for (int i = 0; i < readings.size(); i++) {
            ScorecardReading reading = readings.get(i);
            attempt(session, alike.get(i), () -> scorecards.store(session, reading));
        }
        return Math.max(1, readings.size());
    }

    private static List<ScorecardQuestion> alike(List<ScorecardQuestion> rest) {
        ScorecardQuestion first = rest.getFirst();
        int end = 1;
        while (end < rest.size()
                && rest.get(end).model().equals(first.model())
                && Objects.equals(rest.get(end).version(), first.version())) {
            end++;
        }
        return rest.subList(0, end);
    }

    /** Empty when it failed; a single one that fails is said. */
    private List<ScorecardReading> compute(TransactionFactory.Session session, List<ScorecardQuestion> questions) {
        List<ScorecardReading> readings = new ArrayList<>();
        Runnable work = () -> readings.addAll(scorecards.compute(session, questions));
        if (questions.size() == 1) {
            attempt(session, questions.getFirst(), work);
            return readings;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!session.isAlive()) {
                throw e;
            }
            LOG.debug("{} months cannot be computed together", questions.size(), e);
        }
        return readings;
    }

    private void attempt(TransactionFactory.Session session, ScorecardQuestion question, Runnable work) {
        try {
            work.run();
            failing.remove(question);
        } catch (RuntimeException e) {
            if (!session.isAlive()) {
                throw e;
            }
            if (failing.add(question)) {
                LOG.warn(
                        "the scores of {} version {} for {} cannot be stored; the others are",
                        question.model(),
                        question.version(),
                        question.period(),
                        e);
            }
        }
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
