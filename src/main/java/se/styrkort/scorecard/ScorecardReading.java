package se.styrkort.scorecard;

import java.time.Instant;
import java.util.HashMap;
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

    /**
     * What it would be under another model, with the same figures.
     *
     * @param other has no measure that this one's model has not, by code, and none that reads other figures
     */
    public ScorecardReading under(ScorecardModel other) {
        Map<String, Measure> own = new HashMap<>();
        model.measures().forEach(measure -> own.put(measure.code(), measure));
        Map<Subject, Map<Measure, MeasureInputs>> given = new HashMap<>();
        inputs.forEach((subject, known) -> {
            Map<Measure, MeasureInputs> moved = new HashMap<>();
            for (Measure measure : other.measures()) {
                MeasureInputs figures = known.get(own.get(measure.code()));
                if (figures != null) {
                    moved.put(measure, figures);
                }
            }
            given.put(subject, moved);
        });
        List<Scorecard> scored = scorecards.stream()
                .map(scorecard -> ScorecardCalculator.score(
                        other, scorecard.subject(), scorecard.organisation(), measure -> given.getOrDefault(
                                        scorecard.subject(), Map.of())
                                .getOrDefault(measure, MeasureInputs.NONE)))
                .toList();
        return new ScorecardReading(other, period, closed, asOf, revision, catalog, scored, given);
    }

    /** What is known about a measure's score of one subject; empty where that is not measured. */
    public Optional<ScoreDistribution> uncertainty(Subject subject, Measure measure) {
        return Optional.ofNullable(inputs.getOrDefault(subject, Map.of()).get(measure))
                .flatMap(given ->
                        Optional.ofNullable(MeasureValue.of(measure, given::of).score()));
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
