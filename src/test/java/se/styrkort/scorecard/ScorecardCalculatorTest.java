package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

class ScorecardCalculatorTest {
    private static final long SEED = 4711;

    @ParameterizedTest
    @CsvFileSource(resources = "golden/perspectives.csv")
    void missingAndNotApplicableHaveTheirOwnArithmetic(
            String values,
            @Nullable String score,
            @Nullable String missingLow,
            @Nullable String missingHigh,
            int with,
            int applicable,
            String weight) {
        PerspectiveScore result = Models.score(Models.read(Models.THREE), values.split(" "));
        assertEquals(score, text(result.score()));
        assertEquals(missingLow, text(result.missingLow()));
        assertEquals(missingHigh, text(result.missingHigh()));
        assertEquals(List.of(with, applicable), result.coverage().measures());
        assertEquals(weight, text(result.coverage().weight()));
        assertNull(result.low());
        assertNull(result.high());
    }

    @Test
    void weightsCountInTheMeanAndInTheCoverage() {
        ScorecardModel model = Models.read(Models.THREE.replaceFirst("target: 80", "weight: 3, target: 80"));
        PerspectiveScore result = Models.score(model, "40", "80", "-");
        assertEquals("50", text(result.score()));
        assertEquals("0.8", text(result.coverage().weight()));
        assertEquals("40", text(result.missingLow()));
        assertEquals("60", text(result.missingHigh()));
        assertNull(Models.score(model, "-", "80", "20").score());
    }

    @Test
    void geometricBoundsAreGeometric() {
        ScorecardModel model = Models.read(Models.THREE.replace("code: p", "code: p\n    aggregation: geometric"));
        PerspectiveScore result = Models.score(model, "20", "80", ".");
        assertEquals("40", rounded(result.score()));
        result = Models.score(Models.read(Models.THREE), "20", "80", "-");
        assertEquals("50", text(result.score()));
        result = Models.score(model, "20", "80", "-");
        assertEquals("11.7", rounded(result.missingLow()));
        assertEquals("54.29", rounded(result.missingHigh()));
    }

    @ParameterizedTest
    @CsvSource({
        "80, met",
        "100, met",
        "79.9, near",
        "60, near",
        "59.9, below",
        "-, no_information",
        ".., no_information",
        "., not_defined"
    })
    void higherIsBetterStatus(String value, String status) {
        PerspectiveScore result = Models.score(Models.read(Models.THREE), value, "1", "1");
        assertEquals(status, result.measures().getFirst().status());
    }

    @ParameterizedTest
    @CsvSource({"20, met", "0, met", "20.1, near", "40, near", "40.1, below"})
    void lowerIsBetterStatus(String value, String status) {
        ScorecardModel model = Models.read(Models.THREE
                .replaceFirst("zero: 0, hundred: 100", "zero: 100, hundred: 0")
                .replace("target: 80, caution: 60", "target: 20, caution: 40"));
        assertEquals(
                status,
                Models.score(model, value, "1", "1").measures().getFirst().status());
    }

    @Test
    void withoutTargetNoStatusAndWithoutCautionNothingIsNear() {
        ScorecardModel model = Models.read(Models.THREE.replace(", caution: 60", ""));
        List<MeasureScore> measures = Models.score(model, "79.9", "100", "-").measures();
        assertEquals("below", measures.get(0).status());
        assertEquals("not_defined", measures.get(1).status());
        assertEquals("no_information", measures.get(2).status());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 50, 40, better",
        "0, 100, 40, 50, worse",
        "0, 100, 50, 50.00, unchanged",
        "0, 100, 50, , none",
        "0, 100, -, 50, none",
        "100, 0, 50, 40, worse",
        "100, 0, 40, 50, better"
    })
    void trendFollowsTheGoalposts(
            String zero, String hundred, String value, @Nullable BigDecimal previous, String trend) {
        ScorecardModel model = Models.read(Models.THREE
                .replace("zero: 0, hundred: 100", "zero: " + zero + ", hundred: " + hundred)
                .replace(", target: 80, caution: 60", ""));
        Measure measure = model.measures().getFirst();
        Term term = measure.terms().iterator().next();
        MeasureInputs inputs = new MeasureInputs(
                Map.of(term, Models.measured(value)), previous == null ? null : Map.of(term, Measured.of(previous)));
        MeasureScore result = ScorecardCalculator.score(model, Subject.organisation("x"), null, any -> inputs)
                .measure("a")
                .orElseThrow();
        assertEquals(trend, result.trend());
        assertEquals(previous, result.previous());
    }

    @Test
    void boundsAreScoresInOrder() {
        String wide = Models.THREE.replaceFirst(
                "value: last\\(m.a\\)", "value: last(m.a), low: last(m.a) + 7, high: last(m.a) - 5");
        MeasureScore result =
                Models.score(Models.read(wide), "50", "1", "1").measures().getFirst();
        assertEquals("45", text(result.low()));
        assertEquals("57", text(result.high()));
        String half = wide.replace("high: last(m.a) - 5", "high: last(m.a) / 0");
        result = Models.score(Models.read(half), "50", "1", "1").measures().getFirst();
        assertNull(result.low());
        assertNull(result.high());
        assertNull(Models.score(Models.read(wide), "-", "1", "1")
                .measures()
                .getFirst()
                .low());
    }

    @Test
    void divisionByZeroForOneSubjectIsNotApplicableAndHarmsNothingElse() {
        ScorecardModel model = Models.read(Models.THREE.replaceFirst("last\\(m.a\\)", "100 / last(m.a)"));
        PerspectiveScore zero = Models.score(model, "0", "30", "50");
        assertEquals(State.NOT_APPLICABLE, zero.measures().getFirst().state());
        assertNull(zero.measures().getFirst().score());
        assertEquals("40", text(zero.score()));
        assertEquals("60", text(Models.score(model, "1", "30", "50").score()));
    }

    @Test
    void aTermThatNobodyGaveIsMissing() {
        MeasureInputs nothing = new MeasureInputs(Map.of(), null);
        ScorecardModel model = Models.read(Models.THREE);
        Scorecard result = ScorecardCalculator.score(model, Subject.organisation("x"), null, any -> nothing);
        assertEquals(State.MISSING, result.measure("a").orElseThrow().state());
        assertEquals("0", text(result.perspective("p").orElseThrow().missingLow()));
    }

    @Test
    void syntheticFiguresAreMarked() {
        ScorecardModel model = Models.read(Models.THREE);
        MeasureInputs inputs = new MeasureInputs(
                Map.of(Term.of(TermFunction.LAST, "m.b"), new Measured(State.VALUE, BigDecimal.ONE, true)), null);
        Scorecard result = ScorecardCalculator.score(model, Subject.organisation("x"), null, any -> inputs);
        assertTrue(result.measure("b").orElseThrow().synthetic());
        assertEquals(false, result.measure("a").orElseThrow().synthetic());
        assertTrue(result.anySynthetic());
    }

    @Test
    void theTotalIsOverPerspectives() {
        String second = Models.THREE.substring(Models.THREE.indexOf("  - code: p"));
        String yaml = Models.THREE
                + second.replace("code: p", "code: q\n    weight: 3")
                        .replace("code: a", "code: d")
                        .replace("code: b", "code: e")
                        .replace("code: c", "code: f");
        ScorecardModel model = Models.read(yaml.replace("valid_from", "total: arithmetic\nvalid_from"));
        PerspectiveScore total = Objects.requireNonNull(
                Models.scorecard(model, "10", "10", "10", "50", "50", "-").total());
        assertEquals("40", text(total.score()));
        assertEquals("27.5", rounded(total.missingLow()));
        assertEquals("52.5", rounded(total.missingHigh()));
        assertEquals(List.of(2, 2), total.coverage().measures());
        assertEquals(List.of(), total.measures());

        total = Objects.requireNonNull(
                Models.scorecard(model, "10", "-", "-", "50", "50", "50").total());
        assertEquals("50", text(total.score()));
        assertEquals(List.of(1, 2), total.coverage().measures());
        assertEquals("0.75", text(total.coverage().weight()));

        total = Objects.requireNonNull(
                Models.scorecard(model, "10", "10", "10", ".", ".", ".").total());
        assertEquals("10", text(total.score()));
        assertEquals(List.of(1, 1), total.coverage().measures());

        assertNull(Models.scorecard(Models.read(yaml), "1", "1", "1", "1", "1", "1")
                .total());
    }

    @Test
    void aHigherValueNeverLowersAnyScoreAndBoundsHoldTheScore() {
        System.out.println("seed: " + SEED);
        Random random = new Random(SEED);
        for (String aggregation : List.of("arithmetic", "geometric", "harmonic")) {
            ScorecardModel model = Models.read(Models.THREE
                    .replace("code: p", "code: p\n    aggregation: " + aggregation)
                    .replace("valid_from", "total: " + aggregation + "\nvalid_from"));
            for (int i = 0; i < 3_000; i++) {
                int value = random.nextInt(-20, 120);
                String[] others = {any(random), any(random)};
                Scorecard before = Models.scorecard(model, String.valueOf(value), others[0], others[1]);
                Scorecard after =
                        Models.scorecard(model, String.valueOf(value + random.nextInt(40)), others[0], others[1]);
                PerspectiveScore lower = before.perspectives().getFirst();
                PerspectiveScore higher = after.perspectives().getFirst();
                String message = lower + " and " + higher;
                BigDecimal score = lower.score();
                if (score != null) {
                    assertTrue(score.compareTo(Objects.requireNonNull(higher.score())) <= 0, message);
                    assertTrue(score.compareTo(Objects.requireNonNull(lower.missingLow())) >= 0, message);
                    assertTrue(score.compareTo(Objects.requireNonNull(lower.missingHigh())) <= 0, message);
                    assertEquals(score, Objects.requireNonNull(before.total()).score(), message);
                }
                assertNotNull(lower.missingLow());
            }
        }
    }

    private static String any(Random random) {
        int value = random.nextInt(-20, 130);
        return value > 120 ? "-" : value > 110 ? "." : String.valueOf(value);
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable String rounded(@Nullable BigDecimal number) {
        return number == null ? null : Figures.score(number);
    }
}
