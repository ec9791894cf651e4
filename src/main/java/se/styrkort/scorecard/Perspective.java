package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;
import se.styrkort.document.Wording;

/**
 * A perspective (perspektiv) of the balanced scorecard.
 *
 * @param weight above 0, in the total
 * @param aggregation how its measures' scores become one
 */
public record Perspective(
        String code, Wording name, BigDecimal weight, Aggregation aggregation, List<Measure> measures) {
    public Perspective {
        measures = List.copyOf(measures);
        if (measures.isEmpty() || weight.signum() <= 0) {
            throw new IllegalArgumentException("a perspective has measures and a weight above 0: " + code);
        }
    }

    /** The same with other measures. */
    public Perspective with(List<Measure> others) {
        return new Perspective(code, name, weight, aggregation, others);
    }
}
