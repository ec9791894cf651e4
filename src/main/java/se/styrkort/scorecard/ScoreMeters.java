package se.styrkort.scorecard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.StoredFigures;

/**
 * The stored scores of the latest closed month, under the model that is shown to someone who names none.
 *
 * <pre>
 * styrkort_scorecard_perspective_score_ratio{org_unit,perspective}   0–1, that is 0–100 points; left out where there is none
 * styrkort_scorecard_coverage_ratio{org_unit,perspective}            0–1, the share of the weight that had values
 * styrkort_scorecard_figures_left_out                                perspectives beyond the limit; 0 when all are shown
 * </pre>
 */
@Singleton
final class ScoreMeters implements StoredFigures {
    private static final double POINTS = 100;

    private final LatestScoreRepository latest;
    private final MultiGauge scores;
    private final MultiGauge coverages;
    private final MultiGauge leftOut;

    ScoreMeters(LatestScoreRepository latest, MeterRegistry registry) {
        this.latest = latest;
        scores = MultiGauge.builder("styrkort.scorecard.perspective.score")
                .baseUnit("ratio")
                .description("An organisation's score in a perspective for the latest closed month; 1 is 100 points")
                .register(registry);
        coverages = MultiGauge.builder("styrkort.scorecard.coverage")
                .baseUnit("ratio")
                .description("Share of a perspective's weight that had values in the latest closed month")
                .register(registry);
        leftOut = MultiGauge.builder("styrkort.scorecard.figures.left.out")
                .description("Perspectives of organisations beyond the limit")
                .register(registry);
    }

    @Override
    public String name() {
        return "scores";
    }

    @Override
    public Object state() {
        return latest.state();
    }

    @Override
    public void refresh() {
        List<MultiGauge.Row<?>> scoreRows = new ArrayList<>();
        List<MultiGauge.Row<?>> coverageRows = new ArrayList<>();
        LatestScoreRepository.Read read = latest.read();
        for (LatestScoreRepository.Latest each : read.scores()) {
            Tags tags = Tags.of("org_unit", each.organisation(), "perspective", each.perspective());
            add(scoreRows, tags, each.score(), POINTS);
            add(coverageRows, tags, each.coverage(), 1);
        }
        scores.register(scoreRows, true);
        coverages.register(coverageRows, true);
        leftOut.register(List.of(MultiGauge.Row.of(Tags.empty(), read.leftOut())), true);
    }

    /** What there is no number for is left out: on a graph it must be a gap, not a zero. */
    private static void add(List<MultiGauge.Row<?>> rows, Tags tags, @Nullable Double value, double one) {
        if (value != null) {
            rows.add(MultiGauge.Row.of(tags, value / one));
        }
    }
}
