package se.styrkort.publication;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;
import se.styrkort.observation.State;
import se.styrkort.scorecard.MeasureScore;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.Subject;

/**
 * One score of a publication as readers of the database have it. Two are equal when their numbers are, however they are
 * written.
 *
 * @param name what the subject was called
 * @param node {@code total}, a perspective, or {@code perspective/measure}
 * @param withValue how many parts had values, of those applicable
 */
record PublishedScore(
        Subject subject,
        Wording name,
        String node,
        State state,
        @Nullable BigDecimal value,
        @Nullable Double score,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double missingLow,
        @Nullable Double missingHigh,
        @Nullable Double coverage,
        @Nullable String status,
        @Nullable String trend,
        @Nullable BigDecimal previous,
        int withValue,
        int applicable,
        boolean synthetic) {
    PublishedScore {
        value = value == null ? null : value.stripTrailingZeros();
        previous = previous == null ? null : previous.stripTrailingZeros();
    }

    /** All of a scorecard, in its order. */
    static List<PublishedScore> of(Scorecard scorecard, Wording name) {
        List<PublishedScore> scores = new ArrayList<>();
        PerspectiveScore total = scorecard.total();
        if (total != null) {
            scores.add(of(scorecard.subject(), name, total, scorecard.anySynthetic()));
        }
        for (PerspectiveScore perspective : scorecard.perspectives()) {
            boolean synthetic = perspective.measures().stream().anyMatch(MeasureScore::synthetic);
            scores.add(of(scorecard.subject(), name, perspective, synthetic));
            for (MeasureScore measure : perspective.measures()) {
                scores.add(of(scorecard.subject(), name, perspective.code() + "/" + measure.code(), measure));
            }
        }
        return scores;
    }

    private static PublishedScore of(Subject subject, Wording name, PerspectiveScore score, boolean synthetic) {
        int applicable = score.coverage().measures().getLast();
        State empty = applicable == 0 ? State.NOT_APPLICABLE : State.MISSING;
        return new PublishedScore(
                subject,
                name,
                score.code(),
                score.score() == null ? empty : State.VALUE,
                null,
                number(score.score()),
                number(score.low()),
                number(score.high()),
                number(score.missingLow()),
                number(score.missingHigh()),
                number(score.coverage().weight()),
                null,
                null,
                null,
                score.coverage().measures().getFirst(),
                applicable,
                synthetic);
    }

    private static PublishedScore of(Subject subject, Wording name, String node, MeasureScore score) {
        return new PublishedScore(
                subject,
                name,
                node,
                score.state(),
                score.value(),
                number(score.score()),
                number(score.low()),
                number(score.high()),
                null,
                null,
                null,
                score.status(),
                score.trend(),
                score.previous(),
                score.score() == null ? 0 : 1,
                score.state() == State.NOT_APPLICABLE ? 0 : 1,
                score.synthetic());
    }

    private static @Nullable Double number(@Nullable BigDecimal number) {
        return number == null ? null : (Double) number.doubleValue();
    }
}
