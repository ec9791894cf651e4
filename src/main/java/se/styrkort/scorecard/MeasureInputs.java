package se.styrkort.scorecard;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/**
 * What a measure is computed from, for one subject and window.
 *
 * @param terms a term that is not among them is {@code MISSING}
 * @param previous the terms of the previous comparable window; absent where the two may not be compared, as long as
 *     either of them is open
 */
public record MeasureInputs(
        Map<Term, Measured> terms, @Nullable Map<Term, Measured> previous) {
    /** Of a measure that nobody delivered anything for. */
    static final MeasureInputs NONE = new MeasureInputs(Map.of(), null);

    private static final Measured MISSING = Measured.empty(State.MISSING);

    public MeasureInputs {
        terms = Map.copyOf(terms);
        previous = previous == null ? null : Map.copyOf(previous);
    }

    Measured of(Term term) {
        return terms.getOrDefault(term, MISSING);
    }

    Measured before(Term term) {
        return previous == null ? MISSING : previous.getOrDefault(term, MISSING);
    }
}
