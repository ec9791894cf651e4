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

    /** The status of a value of the measure; a target band is its own target, and what is near is in its tolerance. */
    public static Status of(Measure measure, Measured measured) {
        BigDecimal value = measured.value();
        if (measured.state() == State.MISSING || measured.state() == State.SECRET) {
            return NO_INFORMATION;
        }
        if (value == null) {
            return NOT_DEFINED;
        }
        if (measure.normalisation() instanceof TargetBand band) {
            double score = band.score(value);
            return score == 100 ? MET : score > 0 ? NEAR : BELOW;
        }
        if (measure.target() == null) {
            return NOT_DEFINED;
        }
        if (reaches(measure, value, measure.target())) {
            return MET;
        }
        return measure.caution() != null && reaches(measure, value, measure.caution()) ? NEAR : BELOW;
    }

    private static boolean reaches(Measure measure, BigDecimal value, @Nullable BigDecimal limit) {
        return limit != null && measure.normalisation().compare(value, limit) >= 0;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
