package se.styrkort.availability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import se.styrkort.store.StoredFigures;

/**
 * How far what sources tell of services reaches, as points in time, so that the age is computed by whoever looks.
 *
 * <pre>
 * styrkort_availability_input_timestamp_seconds{source,input}   the last delivery of outages; the last probe
 * </pre>
 */
@Singleton
final class InputMeters implements StoredFigures {
    private final InputFreshnessRepository inputs;
    private final MultiGauge until;

    InputMeters(InputFreshnessRepository inputs, MeterRegistry registry) {
        this.inputs = inputs;
        until = MultiGauge.builder("styrkort.availability.input.timestamp")
                .baseUnit("seconds")
                .description("Until when the source has told how services were")
                .register(registry);
    }

    @Override
    public String name() {
        return "availability_inputs";
    }

    /** As cheap to read as to compare: a word that nothing happened makes no revision. */
    @Override
    public Object state() {
        return inputs.all();
    }

    @Override
    public void refresh() {
        List<InputFreshnessRepository.Freshness> all = inputs.all();
        until.register(
                all.stream()
                        .<MultiGauge.Row<?>>map(each -> MultiGauge.Row.of(
                                Tags.of("source", each.source(), "input", each.input()),
                                each.until().getEpochSecond()))
                        .toList(),
                true);
    }
}
