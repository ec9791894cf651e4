package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/**
 * What a measure is computed from, for one subject and window.
 *
 * @param terms a term that is not among them is {@code MISSING}
 * @param previous the measure's value in the previous comparable period
 */
public record MeasureInputs(
        Map<Term, Measured> terms, @Nullable BigDecimal previous) {
    public MeasureInputs {
        terms = Map.copyOf(terms);
    }

    Measured of(Term term) {
        return terms.getOrDefault(term, Measured.empty(State.MISSING));
    }
}
