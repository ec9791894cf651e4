package se.styrkort.scorecard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Rule;
import se.styrkort.document.Wording;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/** Models and inputs that tests share. */
final class Models {
    /** Three measures of one metric each, goalposts 0–100, so that a score is its value. */
    static final String THREE = """
            code: three
            version: 1
            valid_from: 2026-01
            missing: {min_share: 0.6}
            perspectives:
              - code: p
                measures:
                  - {code: a, value: last(m.a), normalisation: {goalposts: {zero: 0, hundred: 100}}, target: 80, caution: 60}
                  - {code: b, value: last(m.b), normalisation: {goalposts: {zero: 0, hundred: 100}}}
                  - {code: c, value: last(m.c), normalisation: {goalposts: {zero: 0, hundred: 100}}}
            """;

    private Models() {}

    /** Metrics of months; what is not named here does not exist. */
    record Known(Map<String, Metric> metrics) implements ModelReader.Catalogue {
        @Override
        public @Nullable Metric metric(String code) {
            return metrics.get(code);
        }

        @Override
        public boolean hasService(String code) {
            return code.equals("e-moten");
        }
    }

    static Known known() {
        Map<String, Metric> metrics = new HashMap<>();
        for (String code : new String[] {"cost.it_sek", "usage.active_users", "m.a", "m.b", "m.c"}) {
            metrics.put(code, metric(code, Rule.SUM));
        }
        for (String code : new String[] {"availability.down_s", "availability.agreed_s", "availability.planned_s"}) {
            metrics.put(code, metric(code, Rule.NONE));
        }
        return new Known(metrics);
    }

    private static Metric metric(String code, Rule overTime) {
        Wording name = new Wording("Mått " + code, "Metric " + code);
        return new Metric(code, name, "1", Granularity.MONTH, overTime, Rule.SUM, Rule.SUM, Rule.SUM, null, null);
    }

    /** A metric of months that adds up in every direction. */
    static Metric metric(String code, String unit) {
        return new Metric(
                code,
                new Wording(code, code),
                unit,
                Granularity.MONTH,
                Rule.SUM,
                Rule.SUM,
                Rule.SUM,
                Rule.SUM,
                null,
                null);
    }

    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Models.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScorecardModel read(String yaml) {
        ModelReader.Reading reading = ModelReader.read(yaml, known());
        ScorecardModel model = reading.model();
        if (model == null) {
            throw new AssertionError(reading.faults());
        }
        return model;
    }

    /** {@code "50"} is a value, {@code "-"}, {@code "."} and {@code ".."} are the empty states. */
    static Measured measured(String text) {
        return switch (text) {
            case "-" -> Measured.empty(State.MISSING);
            case "." -> Measured.empty(State.NOT_APPLICABLE);
            case ".." -> Measured.empty(State.SECRET);
            default -> Measured.of(new BigDecimal(text));
        };
    }

    /** The scorecard of the only perspective of a model whose measures read one metric each, in their order. */
    static PerspectiveScore score(ScorecardModel model, String... values) {
        return scorecard(model, values).perspectives().getFirst();
    }

    static Scorecard scorecard(ScorecardModel model, String... values) {
        Map<Measure, MeasureInputs> inputs = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            Measure measure = model.measures().get(i);
            Term term = measure.terms().iterator().next();
            inputs.put(measure, new MeasureInputs(Map.of(term, measured(values[i])), null));
        }
        return ScorecardCalculator.score(
                model,
                Subject.organisation("0180"),
                "0180",
                measure -> Objects.requireNonNull(inputs.get(measure), () -> "no input: " + Arrays.toString(values)));
    }
}
