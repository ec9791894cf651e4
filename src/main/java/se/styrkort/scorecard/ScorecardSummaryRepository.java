package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Entitlement;
import se.styrkort.observation.SpanRepository;

/** What is said of the scorecards in one sentence, to whoever may see them. */
@Singleton
public final class ScorecardSummaryRepository {
    private final ScorecardDefaults defaults;
    private final SpanRepository spans;
    private final ScorecardRepository scorecards;

    ScorecardSummaryRepository(ScorecardDefaults defaults, SpanRepository spans, ScorecardRepository scorecards) {
        this.defaults = defaults;
        this.spans = spans;
        this.scorecards = scorecards;
    }

    /**
     * The last period that has figures.
     *
     * @param organisations those with a scorecard that the reader may see
     * @param below measures of theirs that are below target
     * @param synthetic whether any figure that went in was made up for demonstration
     */
    public record Summary(Period period, long organisations, long below, boolean synthetic) {}

    /** Empty when there are no figures. */
    public Optional<Summary> of(Entitlement entitlement) {
        ModelRepository.Stored stored = defaults.model(null, null);
        return spans.of(stored.model().metrics()).map(span -> {
            List<Scorecard> seen = scorecards
                    .read(new ScorecardQuestion(stored.code(), null, span.last(), List.of(), null, null))
                    .seenBy(entitlement)
                    .scorecards();
            return new Summary(
                    span.last(),
                    seen.size(),
                    seen.stream()
                            .flatMap(scorecard -> scorecard.perspectives().stream())
                            .mapToInt(perspective ->
                                    TargetCount.of(perspective.measures()).below())
                            .sum(),
                    seen.stream().anyMatch(Scorecard::anySynthetic));
        });
    }
}
