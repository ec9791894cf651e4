package se.styrkort.observation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a roll-up or an expression gives: a value, or the kind of nothing.
 *
 * @param value present exactly when the state is {@code VALUE}
 * @param synthetic whether any figure that went in was {@code SYNTHETIC}
 */
public record Measured(State state, @Nullable BigDecimal value, boolean synthetic) {
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
}
