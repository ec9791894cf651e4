package se.styrkort.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.State;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.MeasureScore;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.ScoreDistribution;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.Subject;

/**
 * The scores of one of those compared, perspective by perspective in the order of the model.
 *
 * @param scored for each perspective whether it has a score, that is, enough of it is known
 */
record PeerScores(Subject subject, List<List<Known>> perspectives, List<Boolean> scored) {
    /** What is not known may be anything. */
    private static final double UNKNOWN_WIDTH = 100.0 / ScoreDistribution.LEVELS;

    PeerScores {
        perspectives = List.copyOf(perspectives);
        scored = List.copyOf(scored);
    }

    /**
     * A measure that applies to the peer and that all of them may be compared in.
     *
     * @param measure its number in the model
     * @param score absent where it is missing
     * @param uncertainty absent where none is measured
     */
    record Known(
            int measure,
            double weight,
            @Nullable BigDecimal score,
            @Nullable ScoreDistribution uncertainty) {
        /** The score at a level of what is known, 0 to {@link ScoreDistribution#LEVELS} exclusive. */
        double at(int level) {
            if (score == null) {
                return (level + 0.5) * UNKNOWN_WIDTH;
            }
            return uncertainty == null ? score.doubleValue() : uncertainty.at(level);
        }
    }

    /**
     * Of a scorecard.
     *
     * @param excluded codes of measures that the peers may not be compared in
     */
    static PeerScores of(
            ScorecardModel model,
            Scorecard scorecard,
            Map<Measure, ScoreDistribution> uncertainty,
            Set<String> excluded) {
        List<List<Known>> perspectives = new ArrayList<>();
        List<Boolean> scored = new ArrayList<>();
        int number = 0;
        for (Perspective perspective : model.perspectives()) {
            List<Known> known = new ArrayList<>();
            for (Measure measure : perspective.measures()) {
                MeasureScore score = scorecard.measure(measure.code()).orElseThrow();
                if (score.state() != State.NOT_APPLICABLE && !excluded.contains(measure.code())) {
                    known.add(
                            new Known(number, measure.weight().doubleValue(), score.score(), uncertainty.get(measure)));
                }
                number++;
            }
            perspectives.add(known);
            scored.add(scorecard.perspective(perspective.code()).orElseThrow().score() != null
                    && known.stream().anyMatch(each -> each.score() != null));
        }
        return new PeerScores(scorecard.subject(), perspectives, scored);
    }
}
