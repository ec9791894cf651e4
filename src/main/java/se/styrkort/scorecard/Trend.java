package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Locale;

/** Where a value went since the previous comparable period, as far as that is more than chance. */
public enum Trend {
    BETTER,
    WORSE,
    /** The value is the same, or its change is too small to say anything. */
    UNCHANGED,
    /** One of the two values is absent. */
    NONE;

    static Trend of(Measure measure, MeasureValue now, MeasureValue before) {
        BigDecimal value = now.value();
        BigDecimal previous = before.value();
        if (value == null || previous == null) {
            return NONE;
        }
        if (!isSignificant(measure, now, before, value.subtract(previous).abs())) {
            return UNCHANGED;
        }
        int change = measure.normalisation().compare(value, previous);
        return change == 0 ? UNCHANGED : change > 0 ? BETTER : WORSE;
    }

    /**
     * A change counts where the measure says how large one must be and it is larger, or where what was known then and what
     * is known now exclude each other. Where nothing is said of either, every change counts.
     */
    private static boolean isSignificant(Measure measure, MeasureValue now, MeasureValue before, BigDecimal change) {
        BigDecimal limit = measure.significance();
        MeasureInterval one = now.interval();
        MeasureInterval other = before.interval();
        if (limit == null && (one == null || other == null)) {
            return change.signum() != 0;
        }
        boolean apart = one != null
                && other != null
                && (one.low().compareTo(other.high()) > 0 || other.low().compareTo(one.high()) > 0);
        return apart || (limit != null && change.compareTo(limit) > 0);
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
