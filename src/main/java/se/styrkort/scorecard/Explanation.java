package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;
import se.styrkort.observation.State;

/**
 * A node of the tree that leads from a score to source rows: scorecard, perspectives, measures, terms.
 *
 * @param kind {@code scorecard}, {@code perspective}, {@code measure} or {@code term}
 * @param code within its parent; the model's for a scorecard, the written term for a term
 * @param path what to ask for to see this node alone: {@code quality/availability}; empty for the scorecard, a term has
 *     its measure’s
 * @param score 0–100; a scorecard's is its total
 * @param weight in the parent's aggregation
 * @param formula how the score comes from the children's, in numbers; absent without a score
 * @param coverage of a scorecard or perspective
 * @param measure what a measure has beyond the rest
 * @param term what a term has beyond the rest
 */
public record Explanation(
        String kind,
        String code,
        String path,
        Wording name,
        @Nullable BigDecimal score,
        @Nullable BigDecimal weight,
        @Nullable String formula,
        @Nullable Coverage coverage,
        @Nullable MeasureDetail measure,
        @Nullable TermDetail term,
        List<Explanation> children) {
    public Explanation {
        children = List.copyOf(children);
    }

    /**
     * How a measure's value and score came about.
     *
     * @param unit of the value, as it is shown
     * @param expression as its author wrote it
     * @param rendered the expression with its numbers filled in
     * @param window as the model writes it
     * @param periods the periods of its metrics in the window, ascending
     * @param interval between which values the value lies, where that is known
     * @param low the score at the 5 % bound of measured uncertainty, {@code high} at the 95 % bound
     * @param normalisation the computation of the score with its numbers; absent without a value
     * @param source where its figures come from, in words
     */
    public record MeasureDetail(
            @Nullable Wording description,
            @Nullable String unit,
            String expression,
            String rendered,
            String window,
            List<String> periods,
            State state,
            @Nullable BigDecimal value,
            @Nullable MeasureInterval interval,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            @Nullable String normalisation,
            @Nullable BigDecimal target,
            @Nullable BigDecimal caution,
            String status,
            String trend,
            @Nullable BigDecimal previous,
            @Nullable BigDecimal progress,
            boolean synthetic,
            @Nullable String method,
            @Nullable String source,
            @Nullable String owner) {
        public MeasureDetail {
            periods = List.copyOf(periods);
        }
    }

    /**
     * What a term gave, and of which observations.
     *
     * @param unit of the metric; absent when the catalog no longer has it
     * @param periods of the metric in the window, ascending
     * @param of the one of them that the value is of, where only the latest value counts: how old it is
     * @param observationCount how many there are; {@code observations} are the first of them
     */
    public record TermDetail(
            String metric,
            @Nullable String unit,
            State state,
            @Nullable BigDecimal value,
            boolean synthetic,
            List<String> periods,
            @Nullable String of,
            long observationCount,
            List<ExplainedObservation> observations) {
        public TermDetail {
            periods = List.copyOf(periods);
            observations = List.copyOf(observations);
        }
    }
}
