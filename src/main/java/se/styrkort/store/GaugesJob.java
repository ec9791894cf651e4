package se.styrkort.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all {@link StoredGauges} up to date, one after the other. One that fails is tried again the next time and holds
 * up no other:
 *
 * <pre>
 * styrkort_gauge_refresh_failures_total{gauges}       times that it could not be read
 * styrkort_gauge_checked_timestamp_seconds{gauges}    when it was last known to show what the database says
 * </pre>
 */
@Singleton
class GaugesJob {
    private static final Logger LOG = LoggerFactory.getLogger(GaugesJob.class);

    private final List<Watched> all;

    GaugesJob(List<StoredGauges> all, MeterRegistry registry) {
        this.all = all.stream().map(gauges -> new Watched(gauges, registry)).toList();
    }

    @Scheduled(initialDelay = "${styrkort.gauges.refresh}", fixedDelay = "${styrkort.gauges.refresh}")
    void refresh() {
        all.forEach(Watched::refresh);
    }

    private static final class Watched {
        private final StoredGauges gauges;
        private final Counter failures;
        private final AtomicLong checkedMillis = new AtomicLong();
        private @Nullable Object shown;
        private boolean failing;

        Watched(StoredGauges gauges, MeterRegistry registry) {
            this.gauges = gauges;
            this.failures = Counter.builder("styrkort.gauge.refresh.failures")
                    .tag("gauges", gauges.name())
                    .description("Times that gauges could not be read from the database")
                    .register(registry);
            TimeGauge.builder("styrkort.gauge.checked.timestamp", checkedMillis::get, TimeUnit.MILLISECONDS)
                    .tag("gauges", gauges.name())
                    .description("When gauges were last known to show what the database says; 0: not yet")
                    .register(registry);
        }

        void refresh() {
            long now = System.currentTimeMillis();
            try {
                Object state = gauges.state();
                if (!state.equals(shown)) {
                    gauges.refresh();
                    shown = state;
                }
                checkedMillis.set(now);
                failing = false;
            } catch (RuntimeException e) {
                failures.increment();
                // once, not every few seconds; the counter goes on
                if (!failing) {
                    LOG.warn("the gauges '{}' cannot be read; they show what they showed before", gauges.name(), e);
                }
                failing = true;
            }
        }
    }
}
