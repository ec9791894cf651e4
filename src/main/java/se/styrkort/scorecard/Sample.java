package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Estimate;
import se.styrkort.observation.Measured;

/** That a measure's value comes from asking some, and what says how many: so that its uncertainty can be measured. */
public sealed interface Sample {
    /** How many answered. */
    Formula answers();

    /** How many could have answered; absent: not known, and no correction for a small population. */
    @Nullable
    Formula population();

    /** Fewer answers than these are not shown: somebody could be known by them. */
    int minimum();

    /** The value is the share of answers that say yes, 0–1. */
    record Proportion(Formula answers, @Nullable Formula population, int minimum) implements Sample {}

    /**
     * The value is a mean of answers on a scale.
     *
     * @param sum of the values, in the unit of the measure
     * @param squares sum of the squares of the values
     */
    record Mean(
            Formula sum,
            Formula squares,
            Formula answers,
            @Nullable Formula population,
            int minimum) implements Sample {}

    default Stream<Formula> formulas() {
        return switch (this) {
            case Proportion it -> Stream.of(it.answers, it.population).filter(formula -> formula != null);
            case Mean it ->
                Stream.of(it.sum, it.squares, it.answers, it.population).filter(formula -> formula != null);
        };
    }

    /** What is known beside the value; empty where the answers are too few or were not delivered. */
    default Optional<Estimate> estimate(BigDecimal value, Function<Term, Measured> terms) {
        Double asked = number(answers(), terms);
        if (asked == null) {
            return Optional.empty();
        }
        Double all = number(population(), terms);
        return switch (this) {
            case Proportion it -> Estimate.ofShare(value.doubleValue(), asked, all);
            case Mean it -> {
                Double sum = number(it.sum, terms);
                Double squares = number(it.squares, terms);
                yield sum == null || squares == null ? Optional.empty() : Estimate.ofMean(sum, squares, asked, all);
            }
        };
    }

    private static @Nullable Double number(@Nullable Formula formula, Function<Term, Measured> terms) {
        BigDecimal value =
                formula == null ? null : formula.expression().evaluate(terms).value();
        return value == null ? null : value.doubleValue();
    }
}
