package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Weighted means of scores (COINr, {@code a_amean}, {@code a_gmean}, {@code a_hmean}). */
public enum Aggregation {
    /** {@code Σw·x ÷ Σw}: what one measure lacks another makes up for. */
    ARITHMETIC,
    /** {@code (Πx^w)^(1 ÷ Σw)}: a weak part weighs more. Each score counts as at least 1, or one zero would be all. */
    GEOMETRIC,
    /** {@code Σw ÷ Σ(w ÷ x)}: a weak part weighs most. Each score counts as at least 1. */
    HARMONIC;

    private static final double FLOOR = 1;

    /**
     * A score and its weight.
     *
     * @param score 0–100
     * @param weight above 0; only the proportions between weights matter
     */
    public record Weighted(BigDecimal weight, double score) {
        public Weighted {
            if (weight.signum() <= 0) {
                throw new IllegalArgumentException("a weight is above 0: " + weight);
            }
        }
    }

    /** The mean, 0–100, between the lowest and the highest score; of at least one. */
    public double mean(List<Weighted> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there is no mean of nothing");
        }
        double[] weights = new double[parts.size()];
        double[] scores = new double[parts.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = parts.get(i).weight.doubleValue();
            scores[i] = parts.get(i).score;
        }
        return mean(weights, scores);
    }

    /** The same of weights above 0 and as many scores, of at least one. */
    public double mean(double[] weights, double[] scores) {
        double total = 0;
        double sum = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            double weight = weights[i];
            double score = floored(scores[i]);
            total += weight;
            sum += switch (this) {
                case ARITHMETIC -> weight * score;
                case GEOMETRIC -> weight * StrictMath.log(score);
                case HARMONIC -> weight / score;
            };
            lowest = Math.min(lowest, score);
            highest = Math.max(highest, score);
        }
        double mean =
                switch (this) {
                    case ARITHMETIC -> sum / total;
                    case GEOMETRIC -> StrictMath.exp(sum / total);
                    case HARMONIC -> total / sum;
                };
        // rounding alone must not lift a mean above its best part
        return Math.clamp(mean, lowest, highest);
    }

    /** The mean with its numbers and no words but its own: {@code arithmetic: (1×80 + 1×75)/2}. */
    public String explain(List<Weighted> parts) {
        String weights = Figures.shown(parts.stream().map(Weighted::weight).reduce(BigDecimal.ZERO, BigDecimal::add));
        return code() + ": "
                + switch (this) {
                    case ARITHMETIC -> "(" + joined(parts, " + ", (w, x) -> w + "×" + x) + ")/" + weights;
                    case GEOMETRIC -> "(" + joined(parts, " × ", (w, x) -> x + "^" + w) + ")^(1/" + weights + ")";
                    case HARMONIC -> weights + "/(" + joined(parts, " + ", (w, x) -> w + "/" + x) + ")";
                };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private double floored(double score) {
        return this == ARITHMETIC ? score : Math.max(FLOOR, score);
    }

    private String joined(List<Weighted> parts, String sign, java.util.function.BinaryOperator<String> form) {
        return parts.stream()
                .map(part ->
                        form.apply(Figures.shown(part.weight), Figures.score(BigDecimal.valueOf(floored(part.score)))))
                .collect(Collectors.joining(sign));
    }
}
