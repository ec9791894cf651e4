package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;

/**
 * Steps: the first one that the value reaches gives the score.
 *
 * @param lower whether a value reaches a step from above, by being at most its limit; else by being at least that
 * @param steps the best first: limits and scores both fall (limits rise where lower is better), so that a better value
 *     never scores less
 * @param otherwise the score of a value that reaches none, 0–100
 */
public record Steps(boolean lower, List<Step> steps, BigDecimal otherwise) implements Normalisation {
    /**
     * A step.
     *
     * @param score 0–100
     */
    public record Step(BigDecimal limit, BigDecimal score) {}

    public Steps {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || firstDisorder(lower, steps, otherwise) >= 0) {
            throw new IllegalArgumentException("steps go down from the best: " + steps + ", " + otherwise);
        }
    }

    /** The number of the first step that is not below the one before it, the number of steps for {@code otherwise}; -1: none. */
    static int firstDisorder(boolean lower, List<Step> steps, BigDecimal otherwise) {
        for (int i = 1; i < steps.size(); i++) {
            int side = steps.get(i).limit.compareTo(steps.get(i - 1).limit);
            if ((lower ? side <= 0 : side >= 0) || steps.get(i).score.compareTo(steps.get(i - 1).score) > 0) {
                return i;
            }
        }
        return otherwise.compareTo(steps.getLast().score) > 0 ? steps.size() : -1;
    }

    @Override
    public double score(BigDecimal value) {
        for (Step step : steps) {
            int side = value.compareTo(step.limit);
            if (lower ? side <= 0 : side >= 0) {
                return step.score.doubleValue();
            }
        }
        return otherwise.doubleValue();
    }

    @Override
    public double score(double value) {
        return score(BigDecimal.valueOf(value));
    }

    @Override
    public Direction direction() {
        return lower ? Direction.LOWER : Direction.HIGHER;
    }

    @Override
    public String explain(BigDecimal value) {
        String x = Figures.shown(value);
        for (Step step : steps) {
            int side = value.compareTo(step.limit);
            if (lower ? side <= 0 : side >= 0) {
                return x + (lower ? " ≤ " : " ≥ ") + Figures.shown(step.limit) + " = " + Figures.score(step.score);
            }
        }
        return x + (lower ? " > " : " < ") + Figures.shown(steps.getLast().limit) + " = " + Figures.score(otherwise);
    }
}
