package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.document.Fault;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/** A measure whose value comes from asking some. */
class SampleTest {
    private static final String SHARE = """
            code: asked
            version: 1
            valid_from: 2026-01
            perspectives:
              - code: p
                measures:
                  - code: satisfied
                    value: sum(yes) / sum(answers)
                    interval: {proportion: {answers: sum(answers), population: sum(invited)}, minimum: 5}
                    normalisation: {goalposts: {zero: 0.5, hundred: 0.9}}
            """;
    private static final String MEAN = SHARE.replace("sum(yes) / sum(answers)", "sum(points) / sum(answers)")
            .replace(
                    "{proportion: {answers: sum(answers), population: sum(invited)}, minimum: 5}",
                    "{mean: {sum: sum(points), squares: sum(squares), answers: sum(answers), population: sum(invited)}}")
            .replace("zero: 0.5, hundred: 0.9", "zero: 1, hundred: 5");

    private static MeasureScore score(String yaml, Map<String, String> figures) {
        ModelReader.Reading reading = ModelReader.readStored(yaml);
        ScorecardModel model =
                Objects.requireNonNull(reading.model(), () -> reading.faults().toString());
        Map<Term, Measured> terms = new HashMap<>();
        figures.forEach((metric, value) -> terms.put(Term.of(TermFunction.SUM, metric), Models.measured(value)));
        return ScorecardCalculator.score(
                        model, Subject.organisation("x"), "x", measure -> new MeasureInputs(terms, null))
                .measure("satisfied")
                .orElseThrow();
    }

    @Test
    void aShareHasWilsonsIntervalItsAnswersAndItsResponseRate() {
        MeasureScore score = score(SHARE, Map.of("yes", "45", "answers", "60", "invited", "-"));
        MeasureInterval interval = Objects.requireNonNull(score.interval());
        assertEquals("proportion", interval.kind());
        assertEquals("0.6277 0.8422", rounded(interval));
        assertEquals("60", String.valueOf(interval.answers()));
        assertNull(interval.population());
        assertNull(interval.responseRate());
        // nine in ten: 0.648624 and 0.829802 on goalposts 0.5 to 0.9
        assertEquals("37.16", Figures.score(Objects.requireNonNull(score.low())));
        assertEquals("82.45", Figures.score(Objects.requireNonNull(score.high())));
        MeasureInterval asked =
                Objects.requireNonNull(score(SHARE, Map.of("yes", "45", "answers", "60", "invited", "80"))
                        .interval());
        assertEquals("0.6912 0.8008", rounded(asked));
        assertEquals("0.75", String.valueOf(asked.responseRate()));
    }

    @Test
    void aMeanHasStudentsInterval() {
        // 12 answers of 3, 3, 3.5 … in sums: mean 3.7167, deviation 0.4407
        BigDecimal squares = BigDecimal.valueOf(0.4407 * 0.4407 * 11 + 44.6 * 44.6 / 12);
        MeasureScore score = score(
                MEAN, Map.of("points", "44.6", "squares", squares.toPlainString(), "answers", "12", "invited", "20"));
        MeasureInterval interval = Objects.requireNonNull(score.interval());
        assertEquals("mean", interval.kind());
        assertEquals("3.5350 3.8984", rounded(interval));
        assertNull(score(MEAN, Map.of("points", "44.6", "answers", "12")).interval());
    }

    @Test
    void tooFewAnswersAreNotShown() {
        MeasureScore score = score(SHARE, Map.of("yes", "3", "answers", "4"));
        assertEquals(State.SECRET, score.state());
        assertNull(score.value());
        assertNull(score.score());
        assertNull(score.interval());
        assertEquals("no_information", score.status());
        assertEquals(
                State.VALUE, score(SHARE, Map.of("yes", "3", "answers", "5")).state());
    }

    @Test
    void perspectivesCarryTheUncertainty() {
        ScorecardModel model =
                Objects.requireNonNull(ModelReader.readStored(SHARE).model());
        Map<Term, Measured> terms = Map.of(
                Term.of(TermFunction.SUM, "yes"), Models.measured("45"),
                Term.of(TermFunction.SUM, "answers"), Models.measured("60"));
        Scorecard scorecard = ScorecardCalculator.score(
                model, Subject.organisation("x"), "x", measure -> new MeasureInputs(terms, null));
        PerspectiveScore perspective = scorecard.perspective("p").orElseThrow();
        MeasureScore measure = perspective.measures().getFirst();
        assertEquals(measure.low(), perspective.low());
        assertEquals(measure.high(), perspective.high());
        assertEquals(Simulation.seed("asked", "1", "organisation", "x"), scorecard.seed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minimum: 5|minimum: 0|model_interval_minimum 9:92",
                "proportion: {answers: sum(answers), population: sum(invited)}|median: 3|yaml_unknown_key 9:28, model_interval_one 9:19",
                "answers: sum(answers), population|population|yaml_missing_key 9:32",
                "interval:|low: 1\\n        interval:|model_interval_and_bounds 10:19"
            })
    void aFaultIsNamedAtItsPlace(String what, String becomes, String faults) {
        List<Fault> found = ModelReader.readStored(SHARE.replace(what, becomes.replace("\\n", "\n")))
                .faults();
        assertEquals(
                faults,
                String.join(
                        ", ",
                        found.stream()
                                .map(fault -> fault.code() + " " + fault.line() + ":" + fault.column())
                                .toList()));
    }

    private static String rounded(MeasureInterval interval) {
        return interval.low().setScale(4, java.math.RoundingMode.HALF_UP) + " "
                + interval.high().setScale(4, java.math.RoundingMode.HALF_UP);
    }
}
