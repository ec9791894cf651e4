package se.styrkort.availability;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/**
 * A figure that was computed of one month, on its way to be an observation.
 *
 * @param metric code
 * @param service code; empty for none
 * @param organisation code; empty for none
 * @param value there exactly when the state is {@code VALUE}
 */
public record MonthlyFigure(
        String metric,
        String service,
        String organisation,
        String qualifier,
        State state,
        @Nullable BigDecimal value,
        Quality quality) {
    public MonthlyFigure {
        if ((state == State.VALUE) != (value != null)) {
            throw new IllegalArgumentException(metric + ": " + state + " with value " + value);
        }
    }
}
