package se.styrkort.observation;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * What a roll-up or an expression gives: a value, or the kind of nothing.
 *
 * @param value present exactly when the state is {@code VALUE}
 * @param synthetic whether any figure that went in was {@code SYNTHETIC}
 * @param of the period that the value is of, where only the latest in a window counts: its age is never hidden
 */
public record Measured(
        State state,
        @Nullable BigDecimal value,
        boolean synthetic,
        @Nullable Period of) {
    public Measured(State state, @Nullable BigDecimal value, boolean synthetic) {
        this(state, value, synthetic, null);
    }

    public Measured {
        if ((state == State.VALUE) != (value != null)) {
            throw new IllegalArgumentException(
                    "a value goes with the state VALUE and no other: " + state + " " + value);
        }
    }

    public static Measured of(BigDecimal value) {
        return new Measured(State.VALUE, value, false);
    }

    public static Measured empty(State state) {
        return new Measured(state, null, false);
    }

    /**
     * The quotient, decimal with 34 digits. A missing or secret part makes it {@code MISSING}; else one that is not
     * applicable, or a division by zero, makes it {@code NOT_APPLICABLE}.
     */
    public Measured dividedBy(Measured divisor) {
        boolean anySynthetic = synthetic || divisor.synthetic;
        if (isUnknown() || divisor.isUnknown()) {
            return new Measured(State.MISSING, null, anySynthetic);
        }
        BigDecimal dividend = value;
        return dividend == null || divisor.value == null || divisor.value.signum() == 0
                ? new Measured(State.NOT_APPLICABLE, null, anySynthetic)
                : new Measured(State.VALUE, dividend.divide(divisor.value, MathContext.DECIMAL128), anySynthetic);
    }

    private boolean isUnknown() {
        return state == State.MISSING || state == State.SECRET;
    }
}
