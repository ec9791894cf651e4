package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/** How a value stands to the measure's target and caution. */
public enum Status {
    MET,
    NEAR,
    BELOW,
    /** The value is missing. */
    NO_INFORMATION,
    /** There is nothing to measure, or no target. */
    NOT_DEFINED;

    /** The status of a value of the measure. */
    public static Status of(Measure measure, Measured measured) {
        BigDecimal value = measured.value();
        if (measured.state() == State.MISSING || measured.state() == State.SECRET) {
            return NO_INFORMATION;
        }
        if (value == null || measure.target() == null) {
            return NOT_DEFINED;
        }
        if (reaches(measure, value, measure.target())) {
            return MET;
        }
        return measure.caution() != null && reaches(measure, value, measure.caution()) ? NEAR : BELOW;
    }

    private static boolean reaches(Measure measure, BigDecimal value, @Nullable BigDecimal limit) {
        int side = limit == null ? -1 : value.compareTo(limit);
        return measure.normalisation().lowerIsBetter() ? side <= 0 : side >= 0;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
