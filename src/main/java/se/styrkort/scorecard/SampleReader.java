package se.styrkort.scorecard;

import org.jspecify.annotations.Nullable;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;

/** Reads what a measure says of those who were asked: {@code interval: {proportion: {answers: …}, minimum: 5}}. */
final class SampleReader {
    /** Where a model says nothing, fewer answers than this are not shown. */
    static final int MINIMUM = 5;

    private static final int MINIMUM_LIMIT = 1_000_000;

    private final FormulaReader formulas;
    private final Faults faults;

    SampleReader(FormulaReader formulas, Faults faults) {
        this.formulas = formulas;
        this.faults = faults;
    }

    /** Null when the measure names none, or it is faulty. */
    @Nullable
    Sample read(Mapping measure, Window window) {
        Mapping interval = measure.mapping("interval");
        if (interval == null) {
            return null;
        }
        interval.only("proportion", "mean", "minimum");
        if (measure.has("low") || measure.has("high")) {
            faults.at(measure.place("interval"), "model_interval_and_bounds");
            return null;
        }
        int minimum = minimum(interval);
        if (interval.has("proportion") == interval.has("mean")) {
            faults.at(interval.node(), "model_interval_one");
            return null;
        }
        return interval.has("mean") ? mean(interval, minimum, window) : proportion(interval, minimum, window);
    }

    private @Nullable Sample proportion(Mapping interval, int minimum, Window window) {
        Mapping proportion = interval.mapping("proportion");
        if (proportion == null) {
            return null;
        }
        proportion.only("answers", "population");
        Formula answers = required(proportion, "answers", window);
        Formula population = formulas.read(proportion, "population", window);
        return answers == null ? null : new Sample.Proportion(answers, population, minimum);
    }

    private @Nullable Sample mean(Mapping interval, int minimum, Window window) {
        Mapping mean = interval.mapping("mean");
        if (mean == null) {
            return null;
        }
        mean.only("sum", "squares", "answers", "population");
        Formula sum = required(mean, "sum", window);
        Formula squares = required(mean, "squares", window);
        Formula answers = required(mean, "answers", window);
        Formula population = formulas.read(mean, "population", window);
        return sum == null || squares == null || answers == null
                ? null
                : new Sample.Mean(sum, squares, answers, population, minimum);
    }

    private int minimum(Mapping interval) {
        Integer minimum = interval.optionalInteger("minimum");
        if (minimum != null && (minimum < 1 || minimum > MINIMUM_LIMIT)) {
            faults.at(interval.place("minimum"), "model_interval_minimum", minimum);
            return MINIMUM;
        }
        return minimum == null ? MINIMUM : minimum;
    }

    private @Nullable Formula required(Mapping mapping, String key, Window window) {
        if (!mapping.has(key)) {
            faults.at(mapping.node(), "yaml_missing_key", key);
        }
        return formulas.read(mapping, key, window);
    }
}
