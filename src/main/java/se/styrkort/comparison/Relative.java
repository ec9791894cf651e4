package se.styrkort.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands among the others (COINr, {@code n_zscore}, {@code n_prank}, {@code n_minmax}). Each answer changes when
 * any of the others changes, so none of them ever becomes a score of a scorecard.
 */
public final class Relative {
    private final double[] ascending;
    private final boolean lowerIsBetter;

    /** @param values of all that are compared, in any order */
    public Relative(List<Double> values, boolean lowerIsBetter) {
        this.ascending = values.stream().mapToDouble(value -> value).sorted().toArray();
        this.lowerIsBetter = lowerIsBetter;
    }

    /** A third of those compared: better, middle or worse than others, which says nothing about good and bad. */
    public enum Third {
        BETTER,
        MIDDLE,
        WORSE
    }

    /** Standard deviations from the mean, above 0 when better; empty when all are equal or fewer than two. */
    public OptionalDouble zScore(double value) {
        double mean = Arrays.stream(ascending).average().orElse(value);
        double variance =
                Arrays.stream(ascending).map(x -> (x - mean) * (x - mean)).sum() / (ascending.length - 1.0);
        return ascending.length < 2 || variance == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((lowerIsBetter ? mean - value : value - mean) / StrictMath.sqrt(variance));
    }

    /** Worse ones among the others with equal ones counted half, 0–1; empty when there are no others. */
    public OptionalDouble percentileRank(double value) {
        if (ascending.length < 2) {
            return OptionalDouble.empty();
        }
        double worse = 0;
        for (double other : ascending) {
            int side = lowerIsBetter ? Double.compare(other, value) : Double.compare(value, other);
            worse += side > 0 ? 1 : side == 0 ? 0.5 : 0;
        }
        return OptionalDouble.of((worse - 0.5) / (ascending.length - 1));
    }

    /** The share of the others that are worse, without equal ones, 0–1; empty when there are no others, or all are equal. */
    public OptionalDouble worse(double value) {
        if (ascending.length < 2 || ascending[0] == ascending[ascending.length - 1]) {
            return OptionalDouble.empty();
        }
        long worse = Arrays.stream(ascending)
                .filter(other -> lowerIsBetter ? other > value : other < value)
                .count();
        return OptionalDouble.of((double) worse / (ascending.length - 1));
    }

    /** 0–1 between the worst and the best of them; empty when they are equal: that is neither. */
    public OptionalDouble minMax(double value) {
        double low = ascending.length == 0 ? value : ascending[0];
        double high = ascending.length == 0 ? value : ascending[ascending.length - 1];
        return low == high
                ? OptionalDouble.empty()
                : OptionalDouble.of((lowerIsBetter ? high - value : value - low) / (high - low));
    }

    /** Null where there are fewer than three, or all are equal. */
    public @Nullable Third third(double value) {
        OptionalDouble rank = percentileRank(value);
        if (ascending.length < 3 || rank.isEmpty() || ascending[0] == ascending[ascending.length - 1]) {
            return null;
        }
        return rank.getAsDouble() > 2.0 / 3 ? Third.BETTER : rank.getAsDouble() < 1.0 / 3 ? Third.WORSE : Third.MIDDLE;
    }
}
