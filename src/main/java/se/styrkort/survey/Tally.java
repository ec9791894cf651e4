package se.styrkort.survey;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Survey;

/**
 * What is known of some answers to one question, or of some scores, together. Everything in it adds up over groups; of
 * what some of the answers do not say the sum is not known.
 *
 * @param answers how many
 * @param satisfied how many of them are satisfied; null: not known
 * @param sum of all levels or scores; null: not known
 * @param squares sum of their squares; null: not known
 * @param levels how many answers each level has; empty: not known
 */
record Tally(
        long answers,
        @Nullable Long satisfied,
        @Nullable BigDecimal sum,
        @Nullable BigDecimal squares,
        NavigableMap<Integer, Long> levels) {
    static final Tally NONE = new Tally(0, 0L, BigDecimal.ZERO, BigDecimal.ZERO, new TreeMap<>());

    Tally {
        if (answers < 0 || (satisfied != null && (satisfied < 0 || satisfied > answers))) {
            throw new IllegalArgumentException(satisfied + " of " + answers + " answers");
        }
        sum = sum == null ? null : plain(sum);
        squares = squares == null ? null : plain(squares);
        levels = new TreeMap<>(levels);
    }

    /** So that equal numbers are equal, whatever they were made of. */
    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** Of answers that were counted by level. */
    static Tally of(Map<Integer, Long> levels, Survey survey) {
        long answers = 0;
        long satisfied = 0;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (Map.Entry<Integer, Long> each : levels.entrySet()) {
            BigDecimal level = BigDecimal.valueOf(each.getKey());
            BigDecimal count = BigDecimal.valueOf(each.getValue());
            answers += each.getValue();
            satisfied += survey.satisfied().contains(each.getKey()) ? each.getValue() : 0;
            sum = sum.add(level.multiply(count));
            squares = squares.add(level.multiply(level).multiply(count));
        }
        return new Tally(answers, survey.satisfied().isEmpty() ? null : satisfied, sum, squares, new TreeMap<>(levels));
    }

    /**
     * Of a summary: {@code sum = n·m} and, since the variance of a sample divides by {@code n − 1},
     * {@code squares = s²·(n − 1) + n·m²}.
     *
     * @param mean null: not known
     * @param deviation the standard deviation of the sample; null: not known
     */
    static Tally ofSummary(
            long answers, @Nullable Long satisfied, @Nullable BigDecimal mean, @Nullable BigDecimal deviation) {
        if (answers == 0) {
            return NONE;
        }
        BigDecimal count = BigDecimal.valueOf(answers);
        BigDecimal sum = mean == null ? null : mean.multiply(count);
        // one answer has no deviation, and none is needed for its square
        BigDecimal spread = answers == 1 ? BigDecimal.ZERO : deviation;
        BigDecimal squares = mean == null || spread == null
                ? null
                : spread.multiply(spread)
                        .multiply(count.subtract(BigDecimal.ONE))
                        .add(count.multiply(mean).multiply(mean));
        return new Tally(answers, satisfied, sum, squares, new TreeMap<>());
    }

    /** Of scores that were added one by one. */
    static Tally ofScores(long scores, BigDecimal sum, BigDecimal squares) {
        return new Tally(scores, null, sum, squares, new TreeMap<>());
    }

    Tally plus(Tally other) {
        if (answers == 0 || other.answers == 0) {
            return answers == 0 ? other : this;
        }
        NavigableMap<Integer, Long> together = new TreeMap<>();
        if (!levels.isEmpty() && !other.levels.isEmpty()) {
            together.putAll(levels);
            other.levels.forEach((level, count) -> together.merge(level, count, Long::sum));
        }
        return new Tally(
                answers + other.answers,
                both(satisfied, other.satisfied, Long::sum),
                both(sum, other.sum, BigDecimal::add),
                both(squares, other.squares, BigDecimal::add),
                together);
    }

    private static <T> @Nullable T both(@Nullable T one, @Nullable T other, BinaryOperator<T> sum) {
        return one == null || other == null ? null : sum.apply(one, other);
    }
}
