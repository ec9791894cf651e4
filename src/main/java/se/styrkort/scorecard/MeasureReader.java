package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.document.YamlNode;

/** Reads the measures of one model. */
final class MeasureReader {
    private final FormulaReader formulas;
    private final Faults faults;
    private final Set<String> measureCodes = new HashSet<>();

    MeasureReader(FormulaReader formulas, Faults faults) {
        this.formulas = formulas;
        this.faults = faults;
    }

    /** Empty when its value or normalisation cannot be read. */
    Optional<Measure> read(Mapping measure) {
        measure.only(
                "code",
                "name",
                "description",
                "unit",
                "source",
                "method",
                "covers",
                "value",
                "low",
                "high",
                "interval",
                "comparable_by",
                "window",
                "normalisation",
                "baseline",
                "significance",
                "target",
                "caution",
                "weight",
                "collection_cost_hours_per_year",
                "owner");
        String code = Entries.code(measure, "model_duplicate_measure", measureCodes);
        Wording name = Entries.name(measure, code);
        Wording description = Entries.wording(measure, "description");
        String unit = measure.optionalText("unit");
        String source = measure.optionalText("source");
        Measure.Method method =
                measure.has("method") ? measure.choice("method", Measure.Method.class, Measure.Method.OBJECTIVE) : null;
        List<Measure.Scope> covers = covers(measure);
        Window window = window(measure);
        if (!measure.has("value")) {
            faults.at(measure.node(), "yaml_missing_key", "value");
        }
        Formula value = formulas.read(measure, "value", window);
        Formula low = formulas.read(measure, "low", window);
        Formula high = formulas.read(measure, "high", window);
        Formula comparableBy = formulas.read(measure, "comparable_by", window);
        Sample sample = new SampleReader(formulas, faults).read(measure, window);
        Normalisation normalisation = NormalisationReader.read(measure);
        BigDecimal significance = notNegative(measure, "significance", "model_significance");
        BigDecimal target = Entries.number(measure, "target");
        BigDecimal caution = Entries.number(measure, "caution");
        BigDecimal baseline = Entries.number(measure, "baseline");
        judgeCaution(measure, normalisation, target, caution);
        judgeTarget(measure, normalisation, target, baseline);
        BigDecimal weight = Entries.weight(measure);
        BigDecimal cost = notNegative(measure, "collection_cost_hours_per_year", "model_cost_negative");
        String owner = measure.optionalText("owner");
        if (value == null || normalisation == null) {
            return Optional.empty();
        }
        return Optional.of(new Measure(
                code,
                name,
                description,
                unit,
                source,
                method,
                covers,
                value,
                low,
                high,
                sample,
                comparableBy,
                window,
                normalisation,
                baseline,
                significance,
                target,
                caution,
                weight,
                cost,
                owner));
    }

    private @Nullable BigDecimal notNegative(Mapping measure, String key, String fault) {
        BigDecimal number = Entries.number(measure, key);
        if (number != null && number.signum() < 0) {
            faults.at(measure.place(key), fault, number.toPlainString());
        }
        return number;
    }

    private void judgeTarget(
            Mapping measure,
            @Nullable Normalisation normalisation,
            @Nullable BigDecimal target,
            @Nullable BigDecimal baseline) {
        if (normalisation != null && !normalisation.isMonotone() && target != null) {
            faults.at(measure.place("target"), "model_target_of_band");
        }
        if (baseline == null) {
            return;
        }
        if (target == null) {
            if (!measure.has("target")) {
                faults.at(measure.place("baseline"), "model_baseline_without_target");
            }
        } else if (baseline.compareTo(target) == 0) {
            faults.at(measure.place("baseline"), "model_baseline_is_target", baseline.toPlainString());
        }
    }

    private List<Measure.Scope> covers(Mapping measure) {
        List<Measure.Scope> covers = new ArrayList<>();
        YamlNode node = measure.get("covers");
        for (YamlNode item : node == null ? List.<YamlNode>of() : node.items()) {
            switch (item.scalar()) {
                case "running" -> covers.add(Measure.Scope.RUNNING);
                case "projects" -> covers.add(Measure.Scope.PROJECTS);
                default -> faults.at(item, "yaml_choice_expected", "covers", item.scalar(), "projects, running");
            }
        }
        return covers.stream().distinct().toList();
    }

    private void judgeCaution(
            Mapping measure,
            @Nullable Normalisation normalisation,
            @Nullable BigDecimal target,
            @Nullable BigDecimal caution) {
        if (caution == null) {
            return;
        }
        if (target == null) {
            if (!measure.has("target")) {
                faults.at(measure.place("caution"), "model_caution_without_target");
            }
        } else if (normalisation != null) {
            int side = caution.compareTo(target);
            if (normalisation.lowerIsBetter() ? side < 0 : side > 0) {
                String code =
                        normalisation.lowerIsBetter() ? "model_caution_below_target" : "model_caution_above_target";
                faults.at(measure.place("caution"), code, caution.toPlainString(), target.toPlainString());
            }
        }
    }

    private Window window(Mapping measure) {
        String code = measure.text("window", "month");
        Optional<Window> window = Window.parse(code);
        if (window.isEmpty()) {
            faults.at(measure.place("window"), "model_window", code, Window.LATEST_LIMIT);
        }
        return window.orElse(Window.of(Window.Kind.MONTH));
    }
}
