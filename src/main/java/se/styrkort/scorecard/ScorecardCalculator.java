package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
        long seed = Simulation.seed(model.code(), String.valueOf(model.version()), subject.kind(), subject.code());
        List<Known> known = model.perspectives().stream()
                .map(perspective -> perspective(perspective, model.minShare(), inputs, seed))
                .toList();
        Aggregation total = model.total();
        return new Scorecard(
                subject,
                organisation,
                seed,
                total == null ? null : total(model, total, known, seed),
                known.stream().map(Known::score).toList());
    }

    /** A perspective's score, and what is known about it where it has one. */
    private record Known(PerspectiveScore score, @Nullable ScoreDistribution uncertainty) {}

    /** A measure's score, and what is known about it where it has one. */
    private record KnownMeasure(
            MeasureScore score, @Nullable ScoreDistribution uncertainty) {}

    private static KnownMeasure measure(Measure measure, MeasureInputs inputs) {
        MeasureValue now = MeasureValue.of(measure, inputs::of);
        MeasureValue before = MeasureValue.of(measure, inputs::before);
        BigDecimal value = now.value();
        BigDecimal previous = before.value();
        ScoreDistribution uncertainty = now.score();
        Formula scope = measure.comparableBy();
        BigDecimal comparable =
                scope == null ? null : scope.expression().evaluate(inputs::of).value();
        MeasureScore score = new MeasureScore(
                measure.code(),
                now.measured().state(),
                value == null ? null : Figures.plain(value),
                value == null ? null : Figures.exact(measure.normalisation().score(value)),
                uncertainty == null ? null : Figures.rounded(uncertainty.low()),
                uncertainty == null ? null : Figures.rounded(uncertainty.high()),
                now.interval(),
                Status.of(measure, now.measured()).code(),
                Trend.of(measure, now, before).code(),
                previous,
                progress(measure, value),
                comparable == null ? null : Figures.plain(comparable),
                now.measured().synthetic());
        return new KnownMeasure(score, uncertainty);
    }

    /** {@code (x − baseline) ÷ (target − baseline)}. */
    private static @Nullable BigDecimal progress(Measure measure, @Nullable BigDecimal value) {
        BigDecimal from = measure.baseline();
        BigDecimal target = measure.target();
        return value == null || from == null || target == null
                ? null
                : Figures.plain(value.subtract(from).divide(target.subtract(from), MathContext.DECIMAL64));
    }

    private static Known perspective(
            Perspective perspective, BigDecimal minShare, Function<Measure, MeasureInputs> inputs, long seed) {
        List<MeasureScore> scores = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Measure measure : perspective.measures()) {
            KnownMeasure known = measure(measure, inputs.apply(measure));
            scores.add(known.score);
            if (known.score.state() != State.NOT_APPLICABLE) {
                BigDecimal score = known.score.score();
                parts.add(new Part(
                        measure.weight(),
                        score,
                        score == null ? BigDecimal.ZERO : score,
                        score == null ? HUNDRED : score,
                        known.uncertainty));
            }
        }
        return aggregate(perspective.code(), perspective.aggregation(), minShare, parts, scores, seed);
    }

    private static PerspectiveScore total(
            ScorecardModel model, Aggregation aggregation, List<Known> perspectives, long seed) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < perspectives.size(); i++) {
            PerspectiveScore score = perspectives.get(i).score;
            BigDecimal low = score.missingLow();
            BigDecimal high = score.missingHigh();
            if (low != null && high != null) {
                parts.add(new Part(
                        model.perspectives().get(i).weight(),
                        score.score(),
                        low,
                        high,
                        perspectives.get(i).uncertainty));
            }
        }
        return aggregate(Scorecard.TOTAL, aggregation, model.minShare(), parts, List.of(), seed).score;
    }

    /** An applicable part of an aggregate: its score if it has one, its bounds, and what is known about the score. */
    private record Part(
            BigDecimal weight,
            @Nullable BigDecimal score,
            BigDecimal ifZero,
            BigDecimal ifHundred,
            @Nullable ScoreDistribution uncertainty) {}

    private static Known aggregate(
            String code,
            Aggregation aggregation,
            BigDecimal minShare,
            List<Part> parts,
            List<MeasureScore> measures,
            long seed) {
        List<Simulation.Part> known = new ArrayList<>();
        BigDecimal knownWeight = BigDecimal.ZERO;
        BigDecimal weight = BigDecimal.ZERO;
        for (Part part : parts) {
            weight = weight.add(part.weight);
            BigDecimal score = part.score;
            if (score != null) {
                knownWeight = knownWeight.add(part.weight);
                known.add(new Simulation.Part(part.weight.doubleValue(), score.doubleValue(), part.uncertainty));
            }
        }
        boolean enough = !known.isEmpty() && knownWeight.compareTo(minShare.multiply(weight)) >= 0;
        BigDecimal share =
                parts.isEmpty() ? BigDecimal.ZERO : Figures.plain(knownWeight.divide(weight, MathContext.DECIMAL64));
        ScoreDistribution uncertainty = enough ? Simulation.of(aggregation, known, seed, code) : null;
        PerspectiveScore score = new PerspectiveScore(
                code,
                enough ? Figures.exact(Simulation.certain(aggregation, known)) : null,
                uncertainty == null ? null : Figures.rounded(uncertainty.low()),
                uncertainty == null ? null : Figures.rounded(uncertainty.high()),
                bound(aggregation, parts, Part::ifZero),
                bound(aggregation, parts, Part::ifHundred),
                new Coverage(List.of(known.size(), parts.size()), share),
                measures);
        return new Known(score, uncertainty);
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
