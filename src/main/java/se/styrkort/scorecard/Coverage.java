package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;

/**
 * Coverage (täckning): how much of what applies had values.
 *
 * @param measures with a value, and applicable: {@code [2, 3]} is "2 of 3"
 * @param weight 0–1, the share of the applicable weight that had values; 0 when nothing applies
 */
public record Coverage(List<Integer> measures, BigDecimal weight) {
    public Coverage {
        measures = List.copyOf(measures);
        if (measures.size() != 2) {
            throw new IllegalArgumentException("coverage is how many of how many: " + measures);
        }
    }
}
