package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A perspective of one subject in one period; the total has the same shape, with perspectives for measures in its
 * coverage.
 *
 * @param score 0–100; absent when too little of the weight had values, never 0 for that
 * @param low 5 % bound of measured uncertainty, carried up from the measures; absent where none is measured; {@code high}
 *     (95 %) likewise
 * @param missingLow the score if what is missing were 0, {@code missingHigh} if it were 100; equal to the score when
 *     nothing is missing, absent when nothing applies
 */
public record PerspectiveScore(
        String code,
        @Nullable BigDecimal score,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable BigDecimal missingLow,
        @Nullable BigDecimal missingHigh,
        Coverage coverage,
        List<MeasureScore> measures) {
    public PerspectiveScore {
        measures = List.copyOf(measures);
    }

    /** Whether something is missing, so that the score could be another. */
    public boolean anyMissing() {
        return missingLow != null && missingHigh != null && missingLow.compareTo(missingHigh) < 0;
    }
}
