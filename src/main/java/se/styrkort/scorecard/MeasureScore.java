package se.styrkort.scorecard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.State;

/**
 * A measure of one subject in one period.
 *
 * @param value in the measure's unit, every digit; present exactly when the state is {@code VALUE}
 * @param score 0–100, present with the value
 * @param low score at the 5 % bound of measured uncertainty, or at the worse of hard bounds; absent where none is measured;
 *     {@code high} likewise
 * @param interval between which values the value lies, where that is known
 * @param progress how much of the way from the measure's baseline to its target has been gone, 0–1, below 0 and above 1
 *     too; absent without a baseline
 * @param scope what it may be compared by: only with subjects of an equal number; absent where the measure names nothing
 *     or it is not known
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
        @Nullable MeasureInterval interval,
        String status,
        String trend,
        @Nullable BigDecimal previous,
        @Nullable BigDecimal progress,
        @Nullable BigDecimal scope,
        boolean synthetic) {}
