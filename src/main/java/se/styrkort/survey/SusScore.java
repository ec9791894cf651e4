package se.styrkort.survey;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * System Usability Scale: one respondent's score, 0–100. Odd items are worded positively and give the level less 1, even
 * ones negatively and give 5 less the level; the sum is multiplied by 2.5 (Brooke, J.: SUS: A quick and dirty usability
 * scale, in Usability Evaluation in Industry, 1996).
 */
final class SusScore {
    static final int ITEMS = 10;
    private static final int LOWEST = 1;
    private static final int HIGHEST = 5;
    private static final BigDecimal STEP = new BigDecimal("2.5");

    private SusScore() {}

    /**
     * The score.
     *
     * @param levels of the ten items in the order of the scale, null for one that was not answered
     * @return empty when an item is missing: such a respondent has no score
     */
    static Optional<BigDecimal> of(List<@Nullable Integer> levels) {
        if (levels.size() != ITEMS) {
            throw new IllegalArgumentException("a SUS has ten items, not " + levels.size());
        }
        int sum = 0;
        for (int item = 0; item < ITEMS; item++) {
            Integer level = levels.get(item);
            if (level == null) {
                return Optional.empty();
            }
            if (level < LOWEST || level > HIGHEST) {
                throw new IllegalArgumentException("a level of a SUS is 1 to 5, not " + level);
            }
            sum += item % 2 == 0 ? level - LOWEST : HIGHEST - level;
        }
        return Optional.of(STEP.multiply(BigDecimal.valueOf(sum)));
    }
}
