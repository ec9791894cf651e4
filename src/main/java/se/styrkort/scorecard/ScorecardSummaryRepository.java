package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Entitlement;
import se.styrkort.observation.PeriodRepository;
import se.styrkort.observation.SpanRepository;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** What is said of the scorecards in one sentence, to whoever may see them. */
@Singleton
public final class ScorecardSummaryRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final PeriodRepository periods;
    private final ScorecardDefaults defaults;
    private final SpanRepository spans;
    private final ScorecardRepository scorecards;

    ScorecardSummaryRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            PeriodRepository periods,
            ScorecardDefaults defaults,
            SpanRepository spans,
            ScorecardRepository scorecards) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.periods = periods;
        this.defaults = defaults;
        this.spans = spans;
        this.scorecards = scorecards;
    }

    /**
     * The last closed month that has figures, or where none is closed the last that has any.
     *
     * @param organisations those with a scorecard that the reader may see
     * @param below measures of theirs that are below target
     * @param synthetic whether any figure that went in was made up for demonstration
     */
    public record Summary(Period month, boolean closed, long organisations, long below, boolean synthetic) {}

    /** Empty when there are no figures. */
    public Optional<Summary> of(Entitlement entitlement) {
        ModelRepository.Stored stored = defaults.model(null, null);
        return spans.of(stored.model().metrics()).map(span -> {
            Optional<Period> closed = transactions.inSnapshot(connection ->
                    periods.closed(connection, span.first(), span.last(), revisions.at(connection, null)).stream()
                            .max(Period::compareTo));
            Period month = closed.orElse(span.last());
            List<Scorecard> seen = scorecards
                    .read(new ScorecardQuestion(stored.code(), null, month, List.of(), null, null))
                    .seenBy(entitlement)
                    .scorecards();
            return new Summary(
                    month,
                    closed.isPresent(),
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
