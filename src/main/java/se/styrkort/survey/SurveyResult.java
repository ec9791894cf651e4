package se.styrkort.survey;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Survey;
import se.styrkort.observation.Estimate;
import se.styrkort.observation.Interval;
import se.styrkort.observation.State;

/**
 * What one organisation's answers to a survey, or to one of its questions, say: read from observations, with the shares,
 * means and intervals that are never stored.
 */
public final class SurveyResult {
    private static final double HIGHEST_SUS = 100;

    private final Survey survey;
    private final Map<String, BigDecimal> values = new HashMap<>();
    private final Map<State, Integer> states = new EnumMap<>(State.class);

    SurveyResult(Survey survey) {
        this.survey = survey;
    }

    /** Takes a figure, by its name such as {@code answers}. */
    void put(String name, State state, @Nullable BigDecimal value) {
        states.merge(state, 1, Integer::sum);
        if (value != null) {
            values.put(name, value);
        }
    }

    /** Whether there are too few answers to show any, or other groups' could be worked out. */
    public boolean isSecret() {
        return states.containsKey(State.SECRET);
    }

    public Optional<BigDecimal> answers() {
        return value("answers");
    }

    /** Respondents who left out what a score needs. */
    public Optional<BigDecimal> incomplete() {
        return value("incomplete");
    }

    public Optional<BigDecimal> invited() {
        return value("invited");
    }

    private Optional<BigDecimal> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Answers of those who were asked, 0–1; also the answers without a score are answers. */
    public Optional<BigDecimal> responseRate() {
        BigDecimal all = answers()
                .map(answers -> answers.add(incomplete().orElse(BigDecimal.ZERO)))
                .orElse(null);
        return invited().flatMap(invited -> ratio(all, invited));
    }

    /** The share that is satisfied, 0–1, or the mean score: as the survey is scored. */
    public Optional<BigDecimal> outcome() {
        return answers().flatMap(answers -> ratio(values.get(isShare() ? "satisfied" : "score_sum"), answers));
    }

    /**
     * What chance alone leaves open around the outcome, at 95 %, less the more of those asked have answered; never beyond
     * what can be answered, although Student's distribution knows no ends.
     */
    public Optional<Interval> interval() {
        double lowest = isShare() || isSus() ? 0 : survey.scale().from();
        double highest = isShare() ? 1 : isSus() ? HIGHEST_SUS : survey.scale().to();
        return estimate()
                .map(estimate -> estimate.interval(Interval.LEVEL))
                .map(found -> new Interval(
                        Math.clamp(found.low(), lowest, highest), Math.clamp(found.high(), lowest, highest)));
    }

    private Optional<Estimate> estimate() {
        Optional<BigDecimal> outcome = outcome();
        if (outcome.isEmpty()) {
            return Optional.empty();
        }
        double asked = answers().orElse(BigDecimal.ZERO).doubleValue();
        Double population = invited().map(BigDecimal::doubleValue).orElse(null);
        if (isShare()) {
            return Estimate.ofShare(outcome.get().doubleValue(), asked, population);
        }
        BigDecimal sum = values.get("score_sum");
        BigDecimal squares = values.get("score_squares");
        return sum == null || squares == null
                ? Optional.empty()
                : Estimate.ofMean(sum.doubleValue(), squares.doubleValue(), asked, population);
    }

    private boolean isShare() {
        return survey.scoring() == Survey.Scoring.SATISFIED;
    }

    private boolean isSus() {
        return survey.scoring() == Survey.Scoring.SUS;
    }

    private static Optional<BigDecimal> ratio(@Nullable BigDecimal part, BigDecimal whole) {
        return part == null || whole.signum() == 0
                ? Optional.empty()
                : Optional.of(part.divide(whole, MathContext.DECIMAL64));
    }

    /** Answers of a level of the question. */
    public Optional<BigDecimal> level(int level) {
        return value("level" + Survey.SEPARATOR + level);
    }

    /** The share of the answers that a level has, 0–1. */
    public Optional<BigDecimal> levelShare(int level) {
        return level(level).flatMap(count -> answers().flatMap(answers -> ratio(count, answers)));
    }
}
