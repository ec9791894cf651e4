package se.styrkort.observation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An observation (mätvärde): one value of a series for one period, by codes.
 *
 * @param service absent where the series has none, as is {@code organisation}
 * @param value in the metric's unit, every digit; present exactly when the state is {@code VALUE}
 * @param revision the change that made it the current one
 */
public record Observation(
        String metric,
        @Nullable String service,
        @Nullable String organisation,
        String qualifier,
        String period,
        State state,
        @Nullable BigDecimal value,
        Quality quality,
        long revision) {}
