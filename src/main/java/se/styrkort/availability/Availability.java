package se.styrkort.availability;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * Availability (tillgänglighet) of a service, or of several together, over agreed service time. All ratios are 0–1,
 * decimal with 34 digits, and absent where they have no meaning: no agreed time is not applicable, never 100 %.
 *
 * <p>The definition is ITIL's, {@code (AST − PM − DT) / (AST − PM)}: agreed service time, planned maintenance that the
 * agreement excludes, and unplanned downtime. Time that nobody measured counts as up in {@link #ratio} and as down in
 * {@link #low}: the truth is between them, as is {@link #overMeasuredTime}, which leaves it out.
 *
 * @param agreedSeconds agreed service time (AST), at least the sum of the others
 * @param plannedSeconds planned maintenance in agreed time (PM)
 * @param downSeconds unplanned downtime in agreed time (DT), without what was planned
 * @param unknownSeconds agreed time without measurement
 */
public record Availability(long agreedSeconds, long plannedSeconds, long downSeconds, long unknownSeconds) {
    private static final BigDecimal SECONDS_LIMIT = BigDecimal.valueOf(1_000_000_000_000_000L);

    public Availability {
        if (!agrees(agreedSeconds, plannedSeconds, downSeconds, unknownSeconds)) {
            throw new IllegalArgumentException("agreed time holds planned, down and unknown time: " + agreedSeconds
                    + " " + plannedSeconds + " " + downSeconds + " " + unknownSeconds);
        }
    }

    private static boolean agrees(long agreed, long planned, long down, long unknown) {
        return planned >= 0 && down >= 0 && unknown >= 0 && agreed - planned - down >= unknown;
    }

    /**
     * Observed seconds, which may be anything: empty when one is negative, no whole number, out of all proportion or when
     * they do not fit into the agreed time.
     */
    public static Optional<Availability> of(
            BigDecimal agreed, BigDecimal planned, BigDecimal down, BigDecimal unknown) {
        boolean sound = List.of(agreed, planned, down, unknown).stream()
                .allMatch(seconds -> seconds.signum() >= 0
                        && seconds.compareTo(SECONDS_LIMIT) < 0
                        && seconds.stripTrailingZeros().scale() <= 0);
        return sound && agrees(agreed.longValue(), planned.longValue(), down.longValue(), unknown.longValue())
                ? Optional.of(new Availability(
                        agreed.longValue(), planned.longValue(), down.longValue(), unknown.longValue()))
                : Optional.empty();
    }

    /** Several services or months as one, weighted by time: seconds are added, never ratios. */
    public Availability plus(Availability other) {
        return new Availability(
                agreedSeconds + other.agreedSeconds,
                plannedSeconds + other.plannedSeconds,
                downSeconds + other.downSeconds,
                unknownSeconds + other.unknownSeconds);
    }

    /** Over the time that was measured alone: {@code (AST − PM − DT − UNK) / (AST − PM − UNK)}; absent when none was. */
    public Optional<BigDecimal> overMeasuredTime() {
        return quotient(dueSeconds() - downSeconds - unknownSeconds, dueSeconds() - unknownSeconds);
    }

    /** {@code A}, the upper bound: what was not measured counts as up. */
    public Optional<BigDecimal> ratio() {
        return quotient(dueSeconds() - downSeconds, dueSeconds());
    }

    /** {@code A_low}, the lower bound: what was not measured counts as down. */
    public Optional<BigDecimal> low() {
        return quotient(dueSeconds() - downSeconds - unknownSeconds, dueSeconds());
    }

    /** {@code A_gross}: maintenance counts as down, so that what the agreement excludes is seen. */
    public Optional<BigDecimal> gross() {
        return quotient(dueSeconds() - downSeconds, agreedSeconds);
    }

    /** The part of the time that was measured. */
    public Optional<BigDecimal> coverage() {
        return quotient(dueSeconds() - unknownSeconds, dueSeconds());
    }

    /** Mean time to restore service (MTRS), in seconds; absent without interruptions. */
    public Optional<BigDecimal> secondsToRestore(long interruptions) {
        return quotient(downSeconds, interruptions);
    }

    /** Mean time between failures (MTBF), in seconds; undefined, not infinite, without interruptions. */
    public Optional<BigDecimal> secondsBetweenFailures(long interruptions) {
        return quotient(dueSeconds() - downSeconds, interruptions);
    }

    /** The time in which the service should have been there, {@code AST − PM}; where there is none it is not applicable. */
    public long dueSeconds() {
        return agreedSeconds - plannedSeconds;
    }

    private static Optional<BigDecimal> quotient(long part, long whole) {
        return whole <= 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), MathContext.DECIMAL128));
    }
}
