package se.styrkort.availability;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * The downtime that a target leaves room for (felbudget), and what of it is used.
 *
 * @param allowedSeconds {@code (1 − target) × (agreed − planned)} of the whole period, also while it runs
 * @param usedSeconds the downtime so far
 */
public record ErrorBudget(BigDecimal allowedSeconds, long usedSeconds) {
    /**
     * The budget of a period.
     *
     * @param target above 0 up to 1
     * @param whole agreed and planned time of the whole period; for one that has ended the same as {@code soFar}
     */
    public static ErrorBudget of(BigDecimal target, Availability whole, Availability soFar) {
        return new ErrorBudget(
                BigDecimal.ONE.subtract(target).multiply(BigDecimal.valueOf(whole.dueSeconds())), soFar.downSeconds());
    }

    /** What is left, in seconds; below 0 when the target is missed. */
    public BigDecimal leftSeconds() {
        return allowedSeconds.subtract(BigDecimal.valueOf(usedSeconds));
    }

    /** The part of the budget that is used, above 1 when the target is missed; absent when nothing is allowed. */
    public Optional<BigDecimal> usedShare() {
        return allowedSeconds.signum() <= 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(usedSeconds).divide(allowedSeconds, MathContext.DECIMAL128));
    }
}
