package se.styrkort.servicedesk;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A value that a given share of values does not exceed (kvantil): linear between the two nearest, so that the median of an
 * even number is the mean of the middle two. Definition 7 of Hyndman and Fan (Sample Quantiles in Statistical Packages,
 * The American Statistician 50, 1996); the same as PERCENTILE.INC of spreadsheets and percentile_cont of SQL, so that a
 * reader can check it.
 */
final class Quantile {
    static final BigDecimal MEDIAN = new BigDecimal("0.5");
    static final BigDecimal NINETIETH = new BigDecimal("0.9");

    private Quantile() {}

    /**
     * The quantile, exact.
     *
     * @param sorted at least one value, from the least to the greatest
     * @param share 0–1
     */
    static BigDecimal of(long[] sorted, BigDecimal share) {
        BigDecimal place = share.multiply(BigDecimal.valueOf(sorted.length - 1L));
        int below = place.setScale(0, RoundingMode.FLOOR).intValueExact();
        BigDecimal lower = BigDecimal.valueOf(sorted[below]);
        BigDecimal part = place.subtract(BigDecimal.valueOf(below));
        if (part.signum() == 0) {
            return lower;
        }
        BigDecimal step = BigDecimal.valueOf(sorted[below + 1]).subtract(lower);
        BigDecimal value = lower.add(step.multiply(part)).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0) : value;
    }
}
