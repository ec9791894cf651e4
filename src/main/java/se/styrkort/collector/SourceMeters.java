package se.styrkort.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import se.styrkort.store.StoredFigures;

/**
 * How fresh each source is, as points in time, so that the age is computed by whoever looks.
 *
 * <pre>
 * styrkort_source_last_import_timestamp_seconds{source}   when its last delivery went in
 * styrkort_source_period_end_timestamp_seconds{source}    when the newest period ended that it has a value for
 * styrkort_source_period_length_seconds{source}           how long that period was
 * styrkort_source_max_age_seconds{source}                 how old its end may become before the source is late
 * </pre>
 */
@Singleton
final class SourceMeters implements StoredFigures {
    private final SourceRepository sources;
    private final MultiGauge lastImport;
    private final MultiGauge periodEnd;
    private final MultiGauge periodLength;
    private final MultiGauge maxAge;

    SourceMeters(SourceRepository sources, MeterRegistry registry) {
        this.sources = sources;
        lastImport = gauge(registry, "last.import.timestamp", "When the source's last delivery went in");
        periodEnd = gauge(registry, "period.end.timestamp", "End of the newest period that the source has a value for");
        periodLength = gauge(registry, "period.length", "Length of the newest period that the source has a value for");
        maxAge =
                gauge(registry, "max.age", "How old the end of the newest period may become before the source is late");
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
        return sources.state();
    }

    @Override
    public void refresh() {
        List<Freshness> all = sources.all();
        show(lastImport, all, source -> Optional.ofNullable(source.lastImport()).map(SourceMeters::seconds));
        show(periodEnd, all, source -> delivering(source)
                .map(Freshness::periodEnd)
                .map(SourceMeters::seconds));
        show(periodLength, all, source -> delivering(source)
                .map(Freshness::periodLength)
                .map(SourceMeters::seconds));
        show(maxAge, all, source -> source.maxAge().map(SourceMeters::seconds));
    }

    /** One with figures: a source whose series another one has taken over is late with nothing. */
    private static Optional<Freshness> delivering(Freshness source) {
        return source.newest() == null ? Optional.empty() : Optional.of(source);
    }

    private static void show(MultiGauge gauge, List<Freshness> sources, Function<Freshness, Optional<Double>> value) {
        gauge.register(
                sources.stream()
                        .<MultiGauge.Row<?>>flatMap(source -> value.apply(source).stream()
                                .map(number -> MultiGauge.Row.of(
                                        Tags.of("source", source.source().code()), number)))
                        .toList(),
                true);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds();
    }
}
