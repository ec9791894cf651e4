package se.styrkort.scorecard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.State;

/**
 * A measure of one subject in one period.
 *
 * @param value in the measure's unit, every digit; present exactly when the state is {@code VALUE}
 * @param score 0–100, present with the value
 * @param low score at the unfavourable bound of measured uncertainty, where the measure has bounds; {@code high} likewise
 * @param status the code of a {@link Status}
 * @param trend the code of a {@link Trend}
 * @param previous the value of the previous comparable period
 * @param synthetic whether figures made up for demonstration went in
 */
public record MeasureScore(
        String code,
        State state,
        @Nullable BigDecimal value,
        @Nullable BigDecimal score,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        String status,
        String trend,
        @Nullable BigDecimal previous,
        boolean synthetic) {}
