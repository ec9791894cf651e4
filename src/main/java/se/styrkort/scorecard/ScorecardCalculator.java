package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/**
 * Computes scorecards: pure, the same inputs give the same scores on every machine. What is not applicable leaves
 * numerator and denominator; what is missing or secret counts in the coverage and is never taken for 0.
 */
public final class ScorecardCalculator {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private ScorecardCalculator() {}

    public static Scorecard score(
            ScorecardModel model,
            Subject subject,
            @Nullable String organisation,
            Function<Measure, MeasureInputs> inputs) {
        List<PerspectiveScore> perspectives = model.perspectives().stream()
                .map(perspective -> perspective(perspective, model.minShare(), inputs))
                .toList();
        Aggregation total = model.total();
        return new Scorecard(
                subject, organisation, total == null ? null : total(model, total, perspectives), perspectives);
    }

    /** The value of a measure; the caller's way to the previous period's, too. */
    public static Measured value(Measure measure, Function<Term, Measured> terms) {
        return measure.value().expression().evaluate(terms);
    }

    private static MeasureScore measure(Measure measure, MeasureInputs inputs) {
        Measured measured = value(measure, inputs::of);
        BigDecimal value = measured.value();
        BigDecimal score = null;
        BigDecimal low = null;
        BigDecimal high = null;
        if (value != null) {
            score = Figures.exact(measure.normalisation().score(value));
            BigDecimal one = bound(measure, measure.low(), inputs);
            BigDecimal other = bound(measure, measure.high(), inputs);
            if (one != null && other != null) {
                low = one.min(other);
                high = one.max(other);
            }
        }
        return new MeasureScore(
                measure.code(),
                measured.state(),
                value == null ? null : Figures.plain(value),
                score,
                low,
                high,
                Status.of(measure, measured).code(),
                Trend.of(measure, value, inputs.previous()).code(),
                inputs.previous(),
                measured.synthetic());
    }

    private static @Nullable BigDecimal bound(Measure measure, @Nullable Formula formula, MeasureInputs inputs) {
        BigDecimal value = formula == null
                ? null
                : formula.expression().evaluate(inputs::of).value();
        return value == null ? null : Figures.exact(measure.normalisation().score(value));
    }

    private static PerspectiveScore perspective(
            Perspective perspective, BigDecimal minShare, Function<Measure, MeasureInputs> inputs) {
        List<MeasureScore> scores = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Measure measure : perspective.measures()) {
            MeasureScore score = measure(measure, inputs.apply(measure));
            scores.add(score);
            if (score.state() != State.NOT_APPLICABLE) {
                BigDecimal known = score.score();
                parts.add(new Part(
                        measure.weight(),
                        known,
                        known == null ? BigDecimal.ZERO : known,
                        known == null ? HUNDRED : known));
            }
        }
        return aggregate(perspective.code(), perspective.aggregation(), minShare, parts, scores);
    }

    private static PerspectiveScore total(
            ScorecardModel model, Aggregation aggregation, List<PerspectiveScore> perspectives) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < perspectives.size(); i++) {
            PerspectiveScore score = perspectives.get(i);
            BigDecimal low = score.missingLow();
            BigDecimal high = score.missingHigh();
            if (low != null && high != null) {
                parts.add(new Part(model.perspectives().get(i).weight(), score.score(), low, high));
            }
        }
        return aggregate(Scorecard.TOTAL, aggregation, model.minShare(), parts, List.of());
    }

    /** An applicable part of an aggregate: its score if it has one, and its bounds. */
    private record Part(BigDecimal weight, @Nullable BigDecimal score, BigDecimal ifZero, BigDecimal ifHundred) {}

    private static PerspectiveScore aggregate(
            String code, Aggregation aggregation, BigDecimal minShare, List<Part> parts, List<MeasureScore> measures) {
        List<Aggregation.Weighted> known = new ArrayList<>();
        BigDecimal knownWeight = BigDecimal.ZERO;
        BigDecimal weight = BigDecimal.ZERO;
        for (Part part : parts) {
            weight = weight.add(part.weight);
            BigDecimal score = part.score;
            if (score != null) {
                knownWeight = knownWeight.add(part.weight);
                known.add(new Aggregation.Weighted(part.weight, score.doubleValue()));
            }
        }
        boolean enough = !known.isEmpty() && knownWeight.compareTo(minShare.multiply(weight)) >= 0;
        BigDecimal share =
                parts.isEmpty() ? BigDecimal.ZERO : Figures.plain(knownWeight.divide(weight, MathContext.DECIMAL64));
        return new PerspectiveScore(
                code,
                enough ? Figures.exact(aggregation.mean(known)) : null,
                null,
                null,
                bound(aggregation, parts, Part::ifZero),
                bound(aggregation, parts, Part::ifHundred),
                new Coverage(List.of(known.size(), parts.size()), share),
                measures);
    }

    private static @Nullable BigDecimal bound(
            Aggregation aggregation, List<Part> parts, Function<Part, BigDecimal> score) {
        if (parts.isEmpty()) {
            return null;
        }
        return Figures.exact(aggregation.mean(parts.stream()
                .map(part ->
                        new Aggregation.Weighted(part.weight, score.apply(part).doubleValue()))
                .toList()));
    }
}
