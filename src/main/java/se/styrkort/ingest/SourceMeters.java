package se.styrkort.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import se.styrkort.store.StoredFigures;

/**
 * How fresh each source is, as points in time, so that the age is computed by whoever looks.
 *
 * <pre>
 * styrkort_source_last_import_timestamp_seconds{source}   when its last delivery went in
 * styrkort_source_period_end_timestamp_seconds{source}    when the newest period ended that it has a value for
 * styrkort_source_period_length_seconds{source}           how long that period was: the next is due so much later
 * </pre>
 */
@Singleton
final class SourceMeters implements StoredFigures {
    private final FreshnessRepository freshness;
    private final MultiGauge lastImport;
    private final MultiGauge periodEnd;
    private final MultiGauge periodLength;

    SourceMeters(FreshnessRepository freshness, MeterRegistry registry) {
        this.freshness = freshness;
        lastImport = gauge(registry, "last.import.timestamp", "When the source's last delivery went in");
        periodEnd = gauge(registry, "period.end.timestamp", "End of the newest period that the source has a value for");
        periodLength = gauge(registry, "period.length", "Length of the newest period that the source has a value for");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder("styrkort.source." + name)
                .baseUnit("seconds")
                .description(description)
                .register(registry);
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public Object state() {
        return freshness.state();
    }

    @Override
    public void refresh() {
        List<Freshness> sources = freshness.read();
        show(lastImport, sources.stream(), source -> seconds(source.lastImport()));
        show(periodEnd, delivering(sources), source -> seconds(source.periodEnd()));
        show(periodLength, delivering(sources), source -> source.periodLength().toSeconds());
    }

    /** Those with figures: a source whose series another one has taken over is late with nothing. */
    private static Stream<Freshness> delivering(List<Freshness> sources) {
        return sources.stream().filter(source -> source.newest() != null);
    }

    private static void show(MultiGauge gauge, Stream<Freshness> sources, ToDoubleFunction<Freshness> value) {
        gauge.register(
                sources.<MultiGauge.Row<?>>map(source ->
                                MultiGauge.Row.of(Tags.of("source", source.source()), value.applyAsDouble(source)))
                        .toList(),
                true);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
