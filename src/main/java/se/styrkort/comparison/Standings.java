package se.styrkort.comparison;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.MeasureScore;
import se.styrkort.scorecard.Normalisation;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardModel;

/** Where each stands among the others, measure by measure: better or worse than others, which is not good or bad. */
public final class Standings {
    private final Map<String, Relative> relative = new HashMap<>();
    private final Set<String> incomparable;

    /**
     * Of a group.
     *
     * @param incomparable codes of measures that the group may not be compared in
     */
    Standings(ScorecardModel model, List<Scorecard> group, Set<String> incomparable) {
        this.incomparable = Set.copyOf(incomparable);
        for (Measure measure : model.measures()) {
            List<Double> values = group.stream()
                    .map(scorecard ->
                            figure(measure, scorecard.measure(measure.code()).orElseThrow()))
                    .filter(figure -> figure != null)
                    .map(BigDecimal::doubleValue)
                    .toList();
            relative.put(
                    measure.code(), new Relative(values, measure.normalisation().lowerIsBetter()));
        }
    }

    /**
     * Of one in one measure.
     *
     * @param third absent where there is no value, where there are fewer than three, or where all are equal
     * @param zScore standard deviations from the mean, above 0 when better
     * @param worse 0–1, the share of the others that are worse; empty when all are equal
     */
    public record Standing(Relative.@Nullable Third third, OptionalDouble zScore, OptionalDouble worse) {}

    public Standing of(Measure measure, MeasureScore score) {
        BigDecimal figure = figure(measure, score);
        Relative others = relative.get(measure.code());
        if (figure == null || others == null || incomparable.contains(measure.code())) {
            return new Standing(null, OptionalDouble.empty(), OptionalDouble.empty());
        }
        double value = figure.doubleValue();
        return new Standing(others.third(value), others.zScore(value), others.worse(value));
    }

    public boolean isComparable(Measure measure) {
        return !incomparable.contains(measure.code());
    }

    /** Inside a band neither a higher nor a lower value is better: there the score says how far one is from it. */
    private static @Nullable BigDecimal figure(Measure measure, MeasureScore score) {
        return measure.normalisation().direction() == Normalisation.Direction.INSIDE ? score.score() : score.value();
    }
}
