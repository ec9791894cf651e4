package se.styrkort.scorecard;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import se.styrkort.observation.Estimate;
import se.styrkort.observation.Interval;

/**
 * What is known about a score: its value at {@value #LEVELS} quantiles, evenly apart, ascending.
 */
public final class ScoreDistribution {
    /** A power of two, so that a draw is some bits of a random number. */
    public static final int LEVELS = 512;

    /** How many random bits choose a level. */
    public static final int LEVEL_BITS = Integer.numberOfTrailingZeros(LEVELS);

    /** How much of the uncertainty lies below {@code low}, and above {@code high}. */
    static final double TAIL = 0.05;

    /** Deviates at the middle of each level, by degrees of freedom: there are at most as many as small surveys. */
    private static final Map<Double, double[]> DEVIATES = new ConcurrentHashMap<>();

    private final double[] levels;
    private final double low;
    private final double high;

    private ScoreDistribution(double[] levels, double low, double high) {
        this.levels = levels;
        this.low = low;
        this.high = high;
    }

    static ScoreDistribution of(Estimate estimate, Normalisation normalisation) {
        double freedom = Math.min(Math.rint(estimate.freedom()), Estimate.LARGE);
        double[] deviates = DEVIATES.computeIfAbsent(freedom, ScoreDistribution::deviates);
        double[] levels = new double[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            levels[i] = normalisation.score(estimate.atDeviate(deviates[i]));
        }
        Arrays.sort(levels);
        return normalisation.isMonotone()
                ? new ScoreDistribution(levels, estimate.at(TAIL), estimate.at(1 - TAIL), normalisation)
                : new ScoreDistribution(levels, quantile(levels, TAIL), quantile(levels, 1 - TAIL));
    }

    /** Anywhere between hard bounds, each value as likely as the other. */
    static ScoreDistribution between(Interval bounds, Normalisation normalisation) {
        double width = bounds.high() - bounds.low();
        DoubleUnaryOperator at = quantile -> normalisation.score(bounds.low() + quantile * width);
        double[] levels = new double[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            levels[i] = at.applyAsDouble((i + 0.5) / LEVELS);
        }
        Arrays.sort(levels);
        return normalisation.isMonotone()
                ? new ScoreDistribution(levels, bounds.low(), bounds.high(), normalisation)
                // the best score of a target band lies between the bounds
                : new ScoreDistribution(
                        levels,
                        Math.min(levels[0], at.applyAsDouble(0)),
                        Math.max(levels[LEVELS - 1], at.applyAsDouble(1)));
    }

    /** Of scores drawn at random, ascending, at least as many as there are levels. */
    static ScoreDistribution ofDraws(double[] ascending) {
        double[] levels = new double[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            levels[i] = quantile(ascending, (i + 0.5) / LEVELS);
        }
        return new ScoreDistribution(levels, quantile(ascending, TAIL), quantile(ascending, 1 - TAIL));
    }

    /** What is known about a score that rises with this one. */
    ScoreDistribution through(DoubleUnaryOperator rising) {
        return new ScoreDistribution(
                Arrays.stream(levels).map(rising).toArray(), rising.applyAsDouble(low), rising.applyAsDouble(high));
    }

    private ScoreDistribution(double[] levels, double from, double until, Normalisation normalisation) {
        this(
                levels,
                Math.min(normalisation.score(from), normalisation.score(until)),
                Math.max(normalisation.score(from), normalisation.score(until)));
    }

    /** The score at a level, 0 to {@value #LEVELS} exclusive. */
    public double at(int level) {
        return levels[level];
    }

    /** The 5 % bound; where the model gives hard bounds, the worse of them. */
    public double low() {
        return low;
    }

    /** The 95 % bound; where the model gives hard bounds, the better of them. */
    public double high() {
        return high;
    }

    private static double[] deviates(double freedom) {
        double[] deviates = new double[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            deviates[i] = Estimate.deviate(freedom, (i + 0.5) / LEVELS);
        }
        return deviates;
    }

    /** Of ascending values, the smallest below which that share of them lies. */
    static double quantile(double[] ascending, double share) {
        return ascending[Math.clamp((long) Math.ceil(share * ascending.length) - 1, 0, ascending.length - 1)];
    }
}
