package se.styrkort.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.DistanceToTarget;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.Normalisation;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.ScorecardModel;

/**
 * What of a model is tried with other numbers, without storing anything.
 *
 * @param weights by node: a perspective's code, or {@code perspective/measure}; each above 0
 * @param targets by {@code perspective/measure}, in the unit of the measure
 */
public record WhatIf(Map<String, BigDecimal> weights, Map<String, BigDecimal> targets) {
    public WhatIf {
        weights = Map.copyOf(weights);
        targets = Map.copyOf(targets);
    }

    public boolean isNothing() {
        return weights.isEmpty() && targets.isEmpty();
    }

    /** The model with these numbers instead of its own. */
    public ScorecardModel of(ScorecardModel model) {
        List<Perspective> perspectives = model.perspectives().stream()
                .map(perspective -> new Perspective(
                        perspective.code(),
                        perspective.name(),
                        weights.getOrDefault(perspective.code(), perspective.weight()),
                        perspective.aggregation(),
                        perspective.measures().stream()
                                .map(measure -> of(measure, perspective.code() + "/" + measure.code()))
                                .toList()))
                .toList();
        return model.with(perspectives);
    }

    private Measure of(Measure measure, String node) {
        BigDecimal target = targets.getOrDefault(node, measure.target());
        return measure.with(
                weights.getOrDefault(node, measure.weight()),
                target,
                normalisation(measure, target),
                caution(measure, target));
    }

    /** A score that says how far the target is away moves with it. */
    private static Normalisation normalisation(Measure measure, @Nullable BigDecimal target) {
        return measure.normalisation() instanceof DistanceToTarget distance
                        && target != null
                        && measure.target() != null
                        && distance.target().compareTo(measure.target()) == 0
                        && distance.from().compareTo(target) != 0
                ? new DistanceToTarget(distance.from(), target)
                : measure.normalisation();
    }

    /** What was near the target is not beyond the new one. */
    private static @Nullable BigDecimal caution(Measure measure, @Nullable BigDecimal target) {
        BigDecimal caution = measure.caution();
        return caution == null || target == null || measure.normalisation().compare(target, caution) >= 0
                ? caution
                : target;
    }
}
