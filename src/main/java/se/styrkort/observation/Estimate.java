package se.styrkort.observation;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What some who answered say about all who were asked. Measures chance alone: those who did not answer may think otherwise,
 * and no interval repairs that.
 */
public sealed interface Estimate {
    NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** From this many answers on, Student's distribution is taken for the normal one (0.1 % wider at most). */
    int LARGE = 1_000;

    /**
     * The value that lies so many standard errors from the middle of what is known about it; rises with them.
     *
     * @param deviate of the normal distribution, or of Student's where {@link #freedom} is finite
     */
    double atDeviate(double deviate);

    /** Degrees of freedom of Student's distribution; infinite where the normal one holds. */
    double freedom();

    /**
     * The value at a quantile of what is known about it.
     *
     * @param quantile above 0 and below 1; 0.5 is the middle
     */
    default double at(double quantile) {
        return atDeviate(deviate(freedom(), quantile));
    }

    /** Quantile of Student's distribution, of the normal one where the degrees of freedom are {@link #LARGE}. */
    static double deviate(double freedom, double quantile) {
        return freedom >= LARGE
                ? NORMAL.inverseCumulativeProbability(quantile)
                : TDistribution.of(freedom).inverseCumulativeProbability(quantile);
    }

    /** The two-sided interval of a level of confidence, such as {@link Interval#LEVEL}. */
    default Interval interval(double level) {
        return new Interval(at((1 - level) / 2), at((1 + level) / 2));
    }

    /**
     * A share of answers, by Wilson's score interval (Wilson 1927): {@code (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n)}.
     *
     * @param share 0–1
     * @param effective number of answers, corrected for the size of the population
     */
    record Proportion(double share, double effective) implements Estimate {
        @Override
        public double atDeviate(double z) {
            double square = z * z / effective;
            double root = Math.sqrt(share * (1 - share) / effective + square / (4 * effective));
            return Math.clamp((share + square / 2 + z * root) / (1 + square), 0, 1);
        }

        @Override
        public double freedom() {
            return Double.POSITIVE_INFINITY;
        }
    }

    /**
     * The mean of answers, by Student's distribution: {@code x̄ ± t·s ÷ √n}.
     *
     * @param error standard error of the mean, corrected for the size of the population
     * @param freedom degrees of freedom, one less than the answers
     */
    record Mean(double mean, double error, double freedom) implements Estimate {
        @Override
        public double atDeviate(double t) {
            return mean + t * error;
        }
    }

    /**
     * Of a share of answers. Empty without answers, or when the share is none.
     *
     * @param population how many could have answered; absent, or smaller than the answers: no correction
     */
    static Optional<Estimate> ofShare(double share, double answers, @Nullable Double population) {
        if (answers <= 0 || !(share >= 0 && share <= 1)) {
            return Optional.empty();
        }
        double remaining = remaining(answers, population);
        return Optional.of(new Proportion(share, answers / remaining));
    }

    /**
     * Of the mean of a scale, from sums that add up over groups. Empty with fewer than two answers: one says nothing about
     * how they differ.
     *
     * @param sum of the answers' values
     * @param squares sum of the squares of the answers' values
     * @param population how many could have answered; absent, or smaller than the answers: no correction
     */
    static Optional<Estimate> ofMean(double sum, double squares, double answers, @Nullable Double population) {
        if (answers < 2) {
            return Optional.empty();
        }
        double mean = sum / answers;
        double variance = Math.max(0, (squares - sum * mean) / (answers - 1));
        double error = Math.sqrt(variance / answers * remaining(answers, population));
        return Optional.of(new Mean(mean, error, answers - 1));
    }

    /** The finite-population correction, squared: {@code (N−n) ÷ (N−1)}; 0 when everybody has answered. */
    private static double remaining(double answers, @Nullable Double population) {
        return population == null || population < answers || population <= 1
                ? 1
                : (population - answers) / (population - 1);
    }
}
