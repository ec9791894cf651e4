package se.styrkort.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all {@link StoredFigures} up to date, one after the other. One that fails is tried again the next time and holds
 * up no other:
 *
 * <pre>
 * styrkort_figures_refresh_seconds{figures}             how long reading them anew took
 * styrkort_figures_refresh_failures_total{figures}      times that it could not be read
 * styrkort_figures_checked_timestamp_seconds{figures}   when it was last known to show what the database says
 * </pre>
 */
@Singleton
class StoredFiguresJob {
    private static final Logger LOG = LoggerFactory.getLogger(StoredFiguresJob.class);

    private final List<Watched> all;
    private boolean stopped;

    StoredFiguresJob(List<StoredFigures> all, MeterRegistry registry) {
        this.all = all.stream().map(figures -> new Watched(figures, registry)).toList();
    }

    @Scheduled(initialDelay = "${styrkort.figures.refresh}", fixedDelay = "${styrkort.figures.refresh}")
    synchronized void refresh() {
        if (!stopped) {
            all.forEach(Watched::refresh);
        }
    }

    /** Waits for what is being read: the connections are closed next. */
    @PreDestroy
    synchronized void stop() {
        stopped = true;
    }

    private static final class Watched {
        private final StoredFigures figures;
        private final Counter failures;
        private final Timer refreshes;
        private final AtomicLong checkedMillis = new AtomicLong();
        private @Nullable Object shown;
        private boolean failing;

        Watched(StoredFigures figures, MeterRegistry registry) {
            this.figures = figures;
            this.failures = Counter.builder("styrkort.figures.refresh.failures")
                    .tag("figures", figures.name())
                    .description("Times that figures for Prometheus could not be read from the database")
                    .register(registry);
            this.refreshes = Timer.builder("styrkort.figures.refresh")
                    .tag("figures", figures.name())
                    .description("How long reading figures for Prometheus from the database took")
                    .register(registry);
            TimeGauge.builder("styrkort.figures.checked.timestamp", checkedMillis::get, TimeUnit.MILLISECONDS)
                    .tag("figures", figures.name())
                    .description("When figures were last known to show what the database says; 0: not yet")
                    .register(registry);
        }

        void refresh() {
            long now = System.currentTimeMillis();
            try {
                Object state = figures.state();
                if (!state.equals(shown)) {
                    refreshes.record(figures::refresh);
                    shown = state;
                }
                checkedMillis.set(now);
                failing = false;
            } catch (RuntimeException e) {
                failures.increment();
                // once, not every few seconds; the counter goes on
                if (!failing) {
                    LOG.warn(
                            "the figures '{}' for Prometheus cannot be read; they show what they showed before",
                            figures.name(),
                            e);
                }
                failing = true;
            }
        }
    }
}
