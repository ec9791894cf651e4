package se.styrkort.scorecard;

import java.math.BigDecimal;

/**
 * Distance to target: how much of the way from a start to the target has been gone, {@code 100·(x − from) ÷ (target −
 * from)}, truncated to 0–100: beyond the target is as good as on it (COINr, {@code n_dist2targ} with a cap).
 *
 * @param from the value that scores 0; above the target lower is better
 * @param target the value that scores 100
 */
public record DistanceToTarget(BigDecimal from, BigDecimal target) implements Normalisation {
    public DistanceToTarget {
        if (from.compareTo(target) == 0) {
            throw new IllegalArgumentException("there is no way to go: " + from);
        }
    }

    private Goalposts way() {
        return new Goalposts(from, target, Goalposts.Scale.LINEAR);
    }

    @Override
    public double score(BigDecimal value) {
        return way().score(value);
    }

    @Override
    public double score(double value) {
        return way().score(value);
    }

    @Override
    public Direction direction() {
        return way().direction();
    }

    @Override
    public String explain(BigDecimal value) {
        return way().explain(value);
    }
}
