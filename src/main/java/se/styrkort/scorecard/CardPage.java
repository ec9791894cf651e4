package se.styrkort.scorecard;

import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Organisation;

/**
 * The scorecard of one organisation.
 *
 * @param history its stored scores; absent where another time's knowledge or another version was asked for
 */
public record CardPage(
        ScorecardReading reading,
        Organisation organisation,
        Scorecard scorecard,
        ScorecardChoices choices,
        ScorecardAddress address,
        @Nullable ScoreHistory history,
        ScorecardWords words) {
    public PerspectiveScore score(Perspective perspective) {
        return scorecard.perspective(perspective.code()).orElseThrow();
    }

    public MeasureScore score(Measure measure) {
        return scorecard.measure(measure.code()).orElseThrow();
    }

    /** Whether the organisation has any figure in the period. */
    public boolean hasFigures() {
        return scorecard.perspectives().stream()
                .flatMap(perspective -> perspective.measures().stream())
                .anyMatch(measure -> measure.value() != null);
    }

    public TargetCount targets(PerspectiveScore score) {
        return TargetCount.of(score.measures());
    }

    public String node(Perspective perspective, Measure measure) {
        return perspective.code() + "/" + measure.code();
    }

    /** Whether what is known about a value leaves room for another. */
    public boolean isUncertain(MeasureScore score) {
        MeasureInterval interval = score.interval();
        return interval != null && interval.low().compareTo(interval.high()) < 0;
    }
}
