package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/** A model as what it says of each of its nodes, each saying by a name: what two versions of it are compared by. */
final class ModelFacts {
    /** The node that stands for the model as a whole. */
    static final String WHOLE = "";

    private final SequencedMap<String, SequencedMap<String, String>> nodes = new LinkedHashMap<>();

    private ModelFacts() {}

    /** By node (empty for the model, {@code quality}, {@code quality/availability}), by aspect, as text. */
    static SequencedMap<String, SequencedMap<String, String>> of(ScorecardModel model) {
        ModelFacts facts = new ModelFacts();
        Aggregation total = model.total();
        facts.put(WHOLE, "name", model.name());
        facts.put(WHOLE, "note", model.note());
        facts.put(WHOLE, "valid_from", model.validFrom().code());
        facts.put(WHOLE, "proposal", String.valueOf(model.proposal()));
        facts.put(WHOLE, "min_share", model.minShare());
        facts.put(WHOLE, "size", model.size());
        facts.put(WHOLE, "total", total == null ? "none" : total.code());
        for (Perspective perspective : model.perspectives()) {
            facts.put(perspective.code(), "name", perspective.name());
            facts.put(perspective.code(), "weight", perspective.weight());
            facts.put(
                    perspective.code(), "aggregation", perspective.aggregation().code());
            perspective
                    .measures()
                    .forEach(measure -> facts.measure(perspective.code() + "/" + measure.code(), measure));
        }
        return facts.nodes;
    }

    private void measure(String node, Measure measure) {
        Measure.Method method = measure.method();
        put(node, "name", measure.name());
        put(node, "description", measure.description());
        put(node, "value", written(measure.value()));
        put(node, "low", written(measure.low()));
        put(node, "high", written(measure.high()));
        put(node, "interval", sample(measure.sample()));
        put(node, "comparable_by", written(measure.comparableBy()));
        put(node, "window", measure.window().code());
        put(node, "normalisation", normalisation(measure.normalisation()));
        put(node, "target", measure.target());
        put(node, "caution", measure.caution());
        put(node, "baseline", measure.baseline());
        put(node, "significance", measure.significance());
        put(node, "weight", measure.weight());
        put(node, "unit", measure.unit());
        put(node, "method", method == null ? null : method.code());
        put(
                node,
                "covers",
                measure.covers().stream()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
        put(node, "collection_cost_hours_per_year", measure.collectionCostHoursPerYear());
        put(node, "owner", measure.owner());
        put(node, "source", measure.source());
    }

    private void put(String node, String aspect, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            nodes.computeIfAbsent(node, key -> new LinkedHashMap<>()).put(aspect, text);
        }
    }

    private void put(String node, String aspect, @Nullable BigDecimal number) {
        put(node, aspect, number == null ? null : Figures.plain(number).toPlainString());
    }

    private void put(String node, String aspect, @Nullable Wording wording) {
        if (wording != null) {
            put(node, aspect, wording.sv().equals(wording.en()) ? wording.sv() : wording.sv() + " | " + wording.en());
        }
    }

    private static @Nullable String written(@Nullable Formula formula) {
        return formula == null ? null : formula.expression().toString();
    }

    private static @Nullable String sample(@Nullable Sample sample) {
        if (sample == null) {
            return null;
        }
        Map<String, @Nullable Formula> formulas = new LinkedHashMap<>();
        if (sample instanceof Sample.Mean mean) {
            formulas.put("sum", mean.sum());
            formulas.put("squares", mean.squares());
        }
        formulas.put("answers", sample.answers());
        formulas.put("population", sample.population());
        return (sample instanceof Sample.Mean ? MeasureInterval.MEAN : MeasureInterval.PROPORTION) + ": "
                + formulas.entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .map(entry -> entry.getKey() + " " + written(entry.getValue()))
                        .collect(Collectors.joining(", "))
                + ", minimum " + sample.minimum();
    }

    /** As a model writes it. */
    static String normalisation(Normalisation normalisation) {
        return switch (normalisation) {
            case Goalposts posts ->
                "goalposts: " + text(posts.zero()) + " → 0, " + text(posts.hundred()) + " → 100, "
                        + posts.scale().name().toLowerCase(Locale.ROOT);
            case TargetBand band ->
                "target_band: " + text(band.from()) + "–" + text(band.until()) + ", −" + text(band.toleranceBelow())
                        + " +" + text(band.toleranceAbove());
            case DistanceToTarget distance ->
                "distance_to_target: " + text(distance.from()) + " → 0, " + text(distance.target()) + " → 100";
            case Steps steps ->
                steps.steps().stream()
                        .map(step -> (steps.lower() ? "≤ " : "≥ ") + text(step.limit()) + " → " + text(step.score()))
                        .collect(Collectors.joining(", ", "steps: ", ", else " + text(steps.otherwise())));
        };
    }

    private static String text(BigDecimal number) {
        return Figures.plain(number).toPlainString();
    }

    /** Nodes of either, in the order of the later and then of the earlier. */
    static Iterable<String> nodes(Map<String, ?> later, Map<String, ?> earlier) {
        SequencedMap<String, Boolean> all = new LinkedHashMap<>();
        later.keySet().forEach(node -> all.put(node, true));
        new TreeSet<>(earlier.keySet()).forEach(node -> all.putIfAbsent(node, true));
        return all.keySet();
    }
}
