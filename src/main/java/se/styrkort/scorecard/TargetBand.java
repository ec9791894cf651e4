package se.styrkort.scorecard;

import java.math.BigDecimal;

/**
 * Target band: 100 inside it, falling on a line to 0 where a tolerance outside it ends.
 *
 * @param from the lowest value that scores 100; {@code until} the highest
 * @param toleranceBelow how far below {@code from} the score is 0, in the unit of the value; {@code toleranceAbove} how
 *     far above {@code until}. 0 means that everything outside scores 0
 */
public record TargetBand(BigDecimal from, BigDecimal until, BigDecimal toleranceBelow, BigDecimal toleranceAbove)
        implements Normalisation {
    public TargetBand {
        if (from.compareTo(until) > 0) {
            throw new IllegalArgumentException("a band begins before it ends: " + from + ", " + until);
        }
        if (toleranceBelow.signum() < 0 || toleranceAbove.signum() < 0) {
            throw new IllegalArgumentException("a tolerance is not below 0: " + toleranceBelow + ", " + toleranceAbove);
        }
    }

    @Override
    public double score(BigDecimal value) {
        return score(value.doubleValue());
    }

    @Override
    public double score(double value) {
        double outside = outside(value);
        if (outside == 0) {
            return 100;
        }
        double tolerance = (value < from.doubleValue() ? toleranceBelow : toleranceAbove).doubleValue();
        return tolerance == 0 ? 0 : Math.clamp(100 * (1 - outside / tolerance), 0, 100);
    }

    private double outside(double value) {
        return Math.max(0, Math.max(from.doubleValue() - value, value - until.doubleValue()));
    }

    @Override
    public Direction direction() {
        return Direction.INSIDE;
    }

    @Override
    public String explain(BigDecimal value) {
        String x = Figures.shown(value);
        String score = Figures.score(Figures.exact(score(value)));
        boolean below = value.compareTo(from) < 0;
        if (!below && value.compareTo(until) <= 0) {
            return Figures.shown(from) + " ≤ " + x + " ≤ " + Figures.shown(until) + " = " + score;
        }
        BigDecimal tolerance = below ? toleranceBelow : toleranceAbove;
        String distance = below ? Figures.shown(from) + " − " + x : x + " − " + Figures.shown(until);
        return tolerance.signum() == 0
                ? distance + " > 0 = " + score
                : "100 × (1 − (" + distance + ") ÷ " + Figures.shown(tolerance) + ") → " + score;
    }
}
