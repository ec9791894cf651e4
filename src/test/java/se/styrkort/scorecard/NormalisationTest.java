package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Target bands, distances and steps, as a model writes them, and the laws that every normalisation obeys. */
class NormalisationTest {
    private static final String BAND = "{target_band: {from: 18, until: 22, tolerance: 4, tolerance_above: 8}}";
    private static final String STRICT = "{target_band: {from: 18, until: 22}}";
    private static final String DISTANCE = "{distance_to_target: {from: 20, target: 80}}";
    private static final String FALLING = "{distance_to_target: {from: 300, target: 200}}";
    private static final String STEPS =
            "{steps: [{at_least: 0.99, score: 100}, {at_least: 0.95, score: 60}], otherwise: 10}";
    private static final String LOWER = "{steps: [{at_most: 4, score: 100}, {at_most: 8, score: 50}], otherwise: 0}";

    private static Measure measure(String normalisation) {
        return Models.read(Models.THREE
                        .replaceFirst("\\{goalposts: \\{zero: 0, hundred: 100\\}\\}", normalisation)
                        .replace(", target: 80, caution: 60", ""))
                .measures()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                BAND + "|20|100|18 ≤ 20 ≤ 22 = 100",
                BAND + "|18|100|18 ≤ 18 ≤ 22 = 100",
                BAND + "|17|75|100 × (1 − (18 − 17) ÷ 4) → 75",
                BAND + "|13|0|100 × (1 − (18 − 13) ÷ 4) → 0",
                BAND + "|26|50|100 × (1 − (26 − 22) ÷ 8) → 50",
                STRICT + "|22.01|0|22.01 − 22 > 0 = 0",
                STRICT + "|22|100|18 ≤ 22 ≤ 22 = 100",
                DISTANCE + "|50|50|100 × (50 − 20) ÷ (80 − 20) = 50",
                DISTANCE + "|95|100|100 × (95 − 20) ÷ (80 − 20) = 125 → 100",
                FALLING + "|275|25|100 × (300 − 275) ÷ (300 − 200) = 25",
                STEPS + "|0.995|100|0.995 ≥ 0.99 = 100",
                STEPS + "|0.99|100|0.99 ≥ 0.99 = 100",
                STEPS + "|0.97|60|0.97 ≥ 0.95 = 60",
                STEPS + "|0.5|10|0.5 < 0.95 = 10",
                LOWER + "|8|50|8 ≤ 8 = 50",
                LOWER + "|8.1|0|8.1 > 8 = 0"
            })
    void aValueHasItsScoreAndItsExplanation(String yaml, BigDecimal value, String score, String explanation) {
        Normalisation normalisation = measure(yaml).normalisation();
        assertEquals(score, Figures.score(Figures.exact(normalisation.score(value))));
        assertEquals(score, Figures.score(Figures.exact(normalisation.score(value.doubleValue()))));
        assertEquals(explanation, normalisation.explain(value));
    }

    @ParameterizedTest
    @CsvSource({"20, met", "22, met", "25, near", "30, below", "14, below", "15, near"})
    void aTargetBandIsItsOwnTarget(String value, String status) {
        Measure band = measure(BAND);
        assertEquals(status, Status.of(band, Models.measured(value)).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DISTANCE,
                FALLING,
                STEPS,
                LOWER,
                "{goalposts: {zero: 400, hundred: 200}}",
                "{goalposts: {zero: 1, hundred: 200}, scale: log}"
            })
    void theTargetIsNeverScoredLowerThanTheWorse(String yaml) {
        Normalisation normalisation = measure(yaml).normalisation();
        for (int i = 0; i < 400; i++) {
            double one = normalisation.score(BigDecimal.valueOf(i));
            double next = normalisation.score(BigDecimal.valueOf(i + 1));
            assertTrue(normalisation.lowerIsBetter() ? next <= one : next >= one, yaml + " " + i);
        }
    }

    /** A linear change of unit together with its goalposts changes nothing. */
    @Property
    void theUnitDoesNotMatter(
            @ForAll @DoubleRange(min = -100, max = 200) double value,
            @ForAll @IntRange(min = 1, max = 1000) int factor,
            @ForAll @IntRange(min = -50, max = 50) int shift) {
        BigDecimal x = BigDecimal.valueOf(value);
        Goalposts own = new Goalposts(new BigDecimal("3"), new BigDecimal("97"), Goalposts.Scale.LINEAR);
        Goalposts changed = new Goalposts(
                changed(own.zero(), factor, shift), changed(own.hundred(), factor, shift), Goalposts.Scale.LINEAR);
        assertEquals(own.score(x), changed.score(changed(x, factor, shift)), 1e-12);
    }

    private static BigDecimal changed(BigDecimal value, int factor, int shift) {
        return value.multiply(BigDecimal.valueOf(factor)).add(BigDecimal.valueOf(shift));
    }

    @ParameterizedTest
    @CsvSource({", 70, 50, 0.4", "0, 40, 50, 0.5", "100, 90, 50, 0.5", "50, 40, 80, -0.3333333333333333"})
    void progressIsTheWayFromBaselineToTarget(@Nullable String baseline, String value, String target, String progress) {
        String from = baseline == null ? "20" : baseline;
        String to = baseline == null ? "145" : baseline.equals("0") ? "80" : baseline.equals("100") ? "80" : target;
        ScorecardModel model =
                Models.read(Models.THREE.replace("target: 80, caution: 60", "target: " + to + ", baseline: " + from));
        MeasureScore score = Models.score(model, value, "1", "1").measures().getFirst();
        assertEquals(progress, Objects.requireNonNull(score.progress()).toPlainString());
    }

    @ParameterizedTest
    @CsvSource({"50, 52, unchanged", "50, 53, unchanged", "50, 53.1, worse", "53.1, 50, better"})
    void aChangeWithinItsLimitIsNone(String value, String previous, String trend) {
        ScorecardModel model =
                Models.read(Models.THREE.replace("value: last(m.a)", "value: last(m.a), significance: 3"));
        assertEquals(trend, trend(model, value, previous));
    }

    /** 40 of 100 or 55 of 100: the intervals part only when the change is large enough. */
    @ParameterizedTest
    @CsvSource({"0.55, 0.45, unchanged", "0.65, 0.40, better"})
    void aChangeWithinWhatIsUncertainIsNone(String value, String previous, String trend) {
        ScorecardModel model = Models.read(
                Models.THREE.replace("value: last(m.a)", "value: last(m.a), interval: {proportion: {answers: 100}}"));
        assertEquals(trend, trend(model, value, previous));
    }

    private static String trend(ScorecardModel model, String value, String previous) {
        Measure measure = model.measures().getFirst();
        Term term = Term.of(TermFunction.LAST, "m.a");
        MeasureInputs inputs = new MeasureInputs(
                java.util.Map.of(term, Models.measured(value)), java.util.Map.of(term, Models.measured(previous)));
        return List.of(ScorecardCalculator.score(model, Subject.organisation("x"), null, any -> inputs))
                .getFirst()
                .measure(measure.code())
                .orElseThrow()
                .trend();
    }
}
