package se.styrkort.scorecard;

import java.math.BigDecimal;

/**
 * How a measure's value becomes a score of 0–100, from that value alone: what depends on the others, such as a z-score or
 * a percentile rank, changes when any of them changes and is for relative views only.
 */
public sealed interface Normalisation permits Goalposts, TargetBand, DistanceToTarget, Steps {
    /** 0–100. */
    double score(BigDecimal value);

    /** The same of a value that is itself an approximation, such as one drawn at random. */
    double score(double value);

    Direction direction();

    /** The computation with its numbers, such as {@code 100 × (0.992 − 0.98) ÷ (0.998 − 0.98) = 66.67}. */
    String explain(BigDecimal value);

    /** Which values are better. */
    enum Direction {
        HIGHER,
        LOWER,
        /** Those inside a band: both a higher and a lower value may be worse. */
        INSIDE
    }

    default boolean lowerIsBetter() {
        return direction() == Direction.LOWER;
    }

    /** Whether a better value never scores less. */
    default boolean isMonotone() {
        return direction() != Direction.INSIDE;
    }

    /** Below 0 when the one value is worse than the other, above 0 when it is better. */
    default int compare(BigDecimal one, BigDecimal other) {
        return switch (direction()) {
            case HIGHER -> one.compareTo(other);
            case LOWER -> other.compareTo(one);
            case INSIDE -> Double.compare(score(one), score(other));
        };
    }
}
