package se.styrkort.scorecard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Between which values a measure's value lies.
 *
 * @param kind {@code bounds} where the model gives hard bounds (what was not measured taken for the worst and the best),
 *     {@code proportion} or {@code mean} for a confidence interval of those who answered
 * @param level of confidence, 0–1; absent for bounds, which are certain
 * @param low in the unit of the measure; {@code high} likewise
 * @param answers how many answered; absent for bounds
 * @param population how many could have answered, where it is known
 */
public record MeasureInterval(
        String kind,
        @Nullable BigDecimal level,
        BigDecimal low,
        BigDecimal high,
        @Nullable BigDecimal answers,
        @Nullable BigDecimal population) {
    public static final String BOUNDS = "bounds";
    public static final String PROPORTION = "proportion";
    public static final String MEAN = "mean";

    /** The share that answered, 0–1; absent where the population is not known. */
    public @Nullable BigDecimal responseRate() {
        return answers == null || population == null || population.signum() <= 0
                ? null
                : Figures.rounded(answers.doubleValue() / population.doubleValue());
    }
}
