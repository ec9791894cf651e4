package se.styrkort.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import se.styrkort.observation.State;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.MeasureScore;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.ScoreDistribution;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;

/**
 * Scorecards held against each other, and what that can bear.
 *
 * @param incomparable codes of measures that are left out, because what their figures take in differs between the peers
 * @param rankings one for each perspective, and one of all together, called {@code total}
 * @param whole how many have every perspective that may be compared, so that one can dominate another; 0 where they are too many
 * @param dominances pairs whose order no weights of perspectives can turn round; none are told where they are too many
 */
public record Comparison(
        List<String> incomparable,
        List<Ranking> rankings,
        int whole,
        List<Dominance> dominances,
        Recomputation recomputed) {
    /** A place is counted of each in each place: so much room is taken at most twice at a time, whoever asks. */
    private static final Turns TURNS = new Turns(2);

    public Comparison {
        incomparable = List.copyOf(incomparable);
        rankings = List.copyOf(rankings);
        dominances = List.copyOf(dominances);
    }

    /**
     * Of some of the scorecards of a reading; waits while two others are computed.
     *
     * @param peers subjects that the reading has scorecards of
     */
    public static Comparison of(ScorecardReading reading, List<Subject> peers) {
        return TURNS.take(() -> compute(reading, peers));
    }

    private static Comparison compute(ScorecardReading reading, List<Subject> peers) {
        ScorecardModel model = reading.model();
        Set<Subject> chosen = Set.copyOf(peers);
        List<Scorecard> scorecards = reading.scorecards().stream()
                .filter(scorecard -> chosen.contains(scorecard.subject()))
                .toList();
        List<String> incomparable = model.measures().stream()
                .filter(measure -> measure.comparableBy() != null && scopes(measure, scorecards) > 1)
                .map(Measure::code)
                .toList();
        Set<String> excluded = new HashSet<>(incomparable);
        List<PeerScores> scores = scorecards.stream()
                .map(scorecard -> PeerScores.of(model, scorecard, uncertainty(reading, scorecard.subject()), excluded))
                .toList();
        List<Scorecard> whole = scorecards.size() > RankStudy.PAIRED
                ? List.of()
                : without(excluded, reading, scorecards).stream()
                        .filter(Comparison::isWhole)
                        .toList();
        return new Comparison(
                incomparable,
                new RankStudy(model, scores).rankings(),
                whole.size(),
                Dominance.among(model, whole),
                Recomputation.of(model));
    }

    private static boolean isWhole(Scorecard scorecard) {
        return scorecard.perspectives().stream().allMatch(each -> each.score() != null);
    }

    /** The scorecards as they are when what may not be compared is left out; without a perspective that is nothing else. */
    private static List<Scorecard> without(Set<String> excluded, ScorecardReading reading, List<Scorecard> scorecards) {
        if (excluded.isEmpty()) {
            return scorecards;
        }
        List<Perspective> comparable = new ArrayList<>();
        for (Perspective perspective : reading.model().perspectives()) {
            List<Measure> measures = perspective.measures().stream()
                    .filter(measure -> !excluded.contains(measure.code()))
                    .toList();
            if (!measures.isEmpty()) {
                comparable.add(perspective.with(measures));
            }
        }
        if (comparable.isEmpty()) {
            return List.of();
        }
        ScorecardReading rest = reading.under(reading.model().with(comparable));
        return scorecards.stream()
                .map(scorecard -> rest.of(scorecard.subject()).orElseThrow())
                .toList();
    }

    /**
     * What was recomputed, so that anybody can do it again.
     *
     * @param draws how often
     * @param weightNoise by which share every weight was changed at most
     * @param established so large a share of the recomputations must give the order of two for it to be established
     * @param seed of the random numbers: with it all are the same again
     */
    public record Recomputation(int draws, double weightNoise, double established, long seed) {
        static Recomputation of(ScorecardModel model) {
            return new Recomputation(RankStudy.DRAWS, RankStudy.NOISE, Ranking.ESTABLISHED, RankStudy.seed(model));
        }
    }

    /** How many different things the measure's figures take in; not knowing it is a thing of its own. */
    private static int scopes(Measure measure, List<Scorecard> scorecards) {
        return scorecards.stream()
                .map(scorecard -> scorecard.measure(measure.code()).orElseThrow())
                .filter(score -> score.state() == State.VALUE)
                .map(MeasureScore::scope)
                .map(scope -> scope == null ? "" : scope.toPlainString())
                .collect(Collectors.toSet())
                .size();
    }

    private static Map<Measure, ScoreDistribution> uncertainty(ScorecardReading reading, Subject subject) {
        Map<Measure, ScoreDistribution> known = new HashMap<>();
        reading.model().measures().forEach(measure -> reading.uncertainty(subject, measure)
                .ifPresent(uncertain -> known.put(measure, uncertain)));
        return known;
    }

    /** The ranking of a perspective, or of all together. */
    public Ranking ranking(String node) {
        return rankings.stream()
                .filter(ranking -> ranking.node().equals(node))
                .findFirst()
                .orElseThrow();
    }
}
