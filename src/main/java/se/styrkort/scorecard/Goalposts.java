package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Goalposts: {@code 100·(x − zero) ÷ (hundred − zero)}, truncated to 0–100, on logarithms where the scale is
 * {@code LOG}. Independent of other subjects, thus comparable over time (COINr, {@code n_goalposts}).
 *
 * @param zero the value that scores 0; above {@code hundred} lower is better
 * @param hundred the value that scores 100
 */
public record Goalposts(BigDecimal zero, BigDecimal hundred, Scale scale) implements Normalisation {
    public Goalposts {
        if (zero.compareTo(hundred) == 0) {
            throw new IllegalArgumentException("the goalposts are equal: " + zero);
        }
        if (scale == Scale.LOG && (zero.signum() <= 0 || hundred.signum() <= 0)) {
            throw new IllegalArgumentException("a logarithm needs goalposts above 0: " + zero + ", " + hundred);
        }
    }

    /** Whether equal ratios or equal differences count alike. */
    public enum Scale {
        LINEAR,
        LOG
    }

    @Override
    public Direction direction() {
        return zero.compareTo(hundred) > 0 ? Direction.LOWER : Direction.HIGHER;
    }

    @Override
    public double score(double value) {
        if (scale == Scale.LOG) {
            return Math.clamp(onLogarithms(value), 0, 100);
        }
        double from = zero.doubleValue();
        return Math.clamp(100 * (value - from) / (hundred.doubleValue() - from), 0, 100);
    }

    @Override
    public double score(BigDecimal value) {
        return Math.clamp(untruncated(value), 0, 100);
    }

    private double untruncated(BigDecimal value) {
        MathContext context = MathContext.DECIMAL128;
        if (scale == Scale.LINEAR) {
            return value.subtract(zero, context)
                    .multiply(BigDecimal.valueOf(100), context)
                    .divide(hundred.subtract(zero, context), context)
                    .doubleValue();
        }
        return onLogarithms(value.doubleValue());
    }

    private double onLogarithms(double value) {
        if (value <= 0) {
            // the logarithm falls without end: beyond the lower goalpost, whichever score that is
            return lowerIsBetter() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        double from = StrictMath.log(zero.doubleValue());
        double to = StrictMath.log(hundred.doubleValue());
        return 100 * (StrictMath.log(value) - from) / (to - from);
    }

    @Override
    public String explain(BigDecimal value) {
        double untruncated = untruncated(value);
        String x = shown(value);
        String top = lowerIsBetter() ? shown(zero) + " − " + x : x + " − " + shown(zero);
        String bottom = lowerIsBetter() ? shown(zero) + " − " + shown(hundred) : shown(hundred) + " − " + shown(zero);
        String result = Double.isInfinite(untruncated)
                ? (untruncated > 0 ? "∞" : "−∞")
                : Figures.score(BigDecimal.valueOf(untruncated)).replace('-', '−');
        double score = score(value);
        String truncated = score == untruncated ? "" : " → " + Figures.score(BigDecimal.valueOf(score));
        return "100 × (" + top + ") ÷ (" + bottom + ") = " + result + truncated;
    }

    private String shown(BigDecimal number) {
        String text = Figures.shown(number);
        String signed = number.signum() < 0 ? "(" + text + ")" : text;
        return scale == Scale.LOG ? "ln " + signed : signed;
    }
}
