package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a value went since the previous comparable period. */
public enum Trend {
    BETTER,
    WORSE,
    UNCHANGED,
    /** One of the two values is absent. */
    NONE;

    static Trend of(Measure measure, @Nullable BigDecimal value, @Nullable BigDecimal previous) {
        if (value == null || previous == null) {
            return NONE;
        }
        int change = value.compareTo(previous);
        if (change == 0) {
            return UNCHANGED;
        }
        return change > 0 != measure.normalisation().lowerIsBetter() ? BETTER : WORSE;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
