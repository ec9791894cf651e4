package se.styrkort.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.store.StoredFigures;

/**
 * How collectors do, those that are turned on:
 *
 * <pre>
 * styrkort_collector_failed_runs{collector}                     runs in a row that failed, wholly or in part, or were cut off
 * styrkort_collector_last_success_timestamp_seconds{collector}  when it last did all that it should
 * </pre>
 */
@Singleton
final class CollectorMeters implements StoredFigures {
    private final RunRepository runs;
    private final CollectorRepository collectors;
    private final MultiGauge failed;
    private final MultiGauge lastSuccess;

    CollectorMeters(RunRepository runs, CollectorRepository collectors, MeterRegistry registry) {
        this.runs = runs;
        this.collectors = collectors;
        failed = MultiGauge.builder("styrkort.collector.failed.runs")
                .description("Runs in a row that failed, wholly or in part, or were cut off")
                .register(registry);
        lastSuccess = MultiGauge.builder("styrkort.collector.last.success.timestamp")
                .baseUnit("seconds")
                .description("When the collector last did all that it should")
                .register(registry);
    }

    @Override
    public String name() {
        return "collectors";
    }

    @Override
    public Object state() {
        return runs.state();
    }

    @Override
    public void refresh() {
        List<String> on = collectors.inForce().stream()
                .map(CollectorRepository.Stored::definition)
                .filter(CollectorDefinition::enabled)
                .map(CollectorDefinition::code)
                .toList();
        List<MultiGauge.Row<?>> failures = new ArrayList<>();
        List<MultiGauge.Row<?>> successes = new ArrayList<>();
        for (RunRepository.Standing standing : runs.standings()) {
            if (on.contains(standing.collector())) {
                Tags tags = Tags.of("collector", standing.collector());
                failures.add(MultiGauge.Row.of(tags, standing.failed()));
                Instant success = standing.lastSuccess();
                if (success != null) {
                    successes.add(MultiGauge.Row.of(tags, success.toEpochMilli() / 1000.0));
                }
            }
        }
        failed.register(failures, true);
        lastSuccess.register(successes, true);
    }
}
