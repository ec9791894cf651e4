package se.styrkort.scorecard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;

/**
 * Scorecards of one model and period, with everything that they were computed from.
 *
 * @param closed whether the period is closed; figures of an open one may still change
 * @param asOf the instant whose knowledge this is
 * @param revision the last change that counts
 * @param catalog as it was at the revision
 * @param scorecards one per subject, by the subject's code
 * @param inputs what each subject's measures were computed from
 */
public record ScorecardReading(
        ScorecardModel model,
        Period period,
        boolean closed,
        Instant asOf,
        long revision,
        Catalog catalog,
        List<Scorecard> scorecards,
        Map<Subject, Map<Measure, MeasureInputs>> inputs) {
    public ScorecardReading {
        scorecards = List.copyOf(scorecards);
        inputs = Map.copyOf(inputs);
    }

    ScorecardReading knownAt(Instant instant) {
        return new ScorecardReading(model, period, closed, instant, revision, catalog, scorecards, inputs);
    }

    /** What of it someone may see. */
    public ScorecardReading seenBy(Entitlement entitlement) {
        return new ScorecardReading(
                model,
                period,
                closed,
                asOf,
                revision,
                catalog,
                scorecards.stream()
                        .filter(scorecard ->
                                scorecard.subject().isSeenBy(entitlement, scorecard.organisation(), catalog))
                        .toList(),
                inputs);
    }

    public Optional<Scorecard> of(Subject subject) {
        return scorecards.stream()
                .filter(scorecard -> scorecard.subject().equals(subject))
                .findFirst();
    }

    /** Whether any figure that went in was made up for demonstration. */
    public boolean anySynthetic() {
        return scorecards.stream().anyMatch(Scorecard::anySynthetic);
    }
}
