package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.document.Wording;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/** The golden case of standards D1: 22 days of office hours, 95 minutes down, 120 planned. */
class ScorecardExplainerTest {
    private static final ScorecardModel MODEL = Models.read(Models.text("model.yaml")
            .replace("scale: log", "scale: linear")
            .replace("missing: {min_share: 0.66}", "missing: {min_share: 0}"));

    private final List<String> asked = new ArrayList<>();

    private final ScorecardExplainer.Lookup lookup = new ScorecardExplainer.Lookup() {
        @Override
        public @Nullable Metric metric(String code) {
            return code.equals("cost.it_sek") ? null : Models.known().metric(code);
        }

        @Override
        public ScorecardExplainer.Behind observations(Measure measure, Term term, List<Period> periods) {
            asked.add(term.metric());
            return new ScorecardExplainer.Behind(
                    periods.isEmpty() ? List.of() : List.of(observation(term, periods.getLast())), periods.size());
        }
    };

    private static ExplainedObservation observation(Term term, Period period) {
        return new ExplainedObservation(
                term.metric(),
                "e-moten",
                null,
                null,
                period.code(),
                State.VALUE,
                new BigDecimal("5700"),
                Quality.FINAL,
                17,
                4L,
                "drift.csv",
                "driftstod",
                List.of(new ExplainedObservation.SourceRow(12, "2026-06;availability.down_s;e-moten;;5700")));
    }

    private static MeasureInputs inputs(Measure measure) {
        return measure.code().equals("cost_per_user")
                ? new MeasureInputs(Map.of(), null)
                : new MeasureInputs(
                        Map.of(
                                Term.of(TermFunction.COMMON, "availability.down_s"), Models.measured("5700"),
                                Term.of(TermFunction.COMMON, "availability.agreed_s"), Models.measured("712800"),
                                Term.of(TermFunction.COMMON, "availability.planned_s"), Models.measured("7200")),
                        Map.of(
                                Term.of(TermFunction.COMMON, "availability.down_s"), Models.measured("1"),
                                Term.of(TermFunction.COMMON, "availability.agreed_s"), Models.measured("100"),
                                Term.of(TermFunction.COMMON, "availability.planned_s"), Models.measured("0")));
    }

    private ScorecardExplainer explainer() {
        Scorecard scorecard =
                ScorecardCalculator.score(MODEL, Subject.organisation("0180"), "0180", ScorecardExplainerTest::inputs);
        return new ScorecardExplainer(MODEL, scorecard, Period.month(2026, 6), ScorecardExplainerTest::inputs, lookup);
    }

    @Test
    void theTreeLeadsFromTheScoreToTheRow() {
        Explanation whole = explainer().explain(null).orElseThrow();
        assertEquals("scorecard", whole.kind());
        assertEquals("geometric: (66.23^2)^(1/2) = 66.23", whole.formula());
        assertEquals(
                List.of("quality", "cost"),
                whole.children().stream().map(Explanation::code).toList());

        Explanation quality = whole.children().getFirst();
        assertEquals("quality", quality.path());
        assertEquals(new BigDecimal("2"), quality.weight());
        assertEquals("geometric: (66.23^0.5)^(1/0.5) = 66.23", quality.formula());

        Explanation availability = quality.children().getFirst();
        assertEquals("quality/availability_service_hours", availability.path());
        Explanation.MeasureDetail detail = Objects.requireNonNull(availability.measure());
        assertEquals("1 - 5700 / (712800 - 7200)", detail.rendered());
        assertEquals(MODEL.measures().getFirst().value().written(), detail.expression());
        assertEquals("latest(3)", detail.window());
        assertEquals(List.of("2026-04", "2026-05", "2026-06"), detail.periods());
        assertEquals("100 × (0.99192177 − 0.98) ÷ (0.998 − 0.98) = 66.23", detail.normalisation());
        assertEquals("near", detail.status());
        assertEquals("better", detail.trend());
        assertEquals(new BigDecimal("0.995"), detail.target());
        assertEquals("objective", detail.method());

        Explanation down = availability.children().getFirst();
        assertEquals("common(availability.down_s)", down.code());
        assertEquals(new Wording("Mått availability.down_s", "Metric availability.down_s"), down.name());
        Explanation.TermDetail term = Objects.requireNonNull(down.term());
        assertEquals(new BigDecimal("5700"), term.value());
        assertEquals(term.periods().size(), term.observationCount());
        ExplainedObservation observation = term.observations().getFirst();
        assertEquals("2026-06", observation.period());
        assertEquals(12, observation.rows().getFirst().line());
    }

    @Test
    void whatIsMissingOrNoLongerInTheCatalogIsShownAsSuch() {
        Explanation cost = explainer().explain("cost").orElseThrow();
        assertNull(cost.score());
        assertNull(cost.formula());
        Explanation measure = cost.children().getFirst();
        Explanation.MeasureDetail detail = Objects.requireNonNull(measure.measure());
        assertEquals("MISSING / MISSING", detail.rendered());
        assertEquals("no_information", detail.status());
        assertNull(detail.normalisation());
        Explanation gone = measure.children().getFirst();
        assertEquals(new Wording("cost.it_sek", "cost.it_sek"), gone.name());
        assertEquals(List.of(), Objects.requireNonNull(gone.term()).periods());
    }

    @Test
    void oneNodeIsExplainedAloneAndNoOtherIsAskedFor() {
        Explanation node = explainer().explain("cost/cost_per_user").orElseThrow();
        assertEquals("measure", node.kind());
        assertEquals(
                List.of("cost.it_sek", "usage.active_users"),
                asked.stream().distinct().toList());
    }

    @Test
    void anUnknownNodeIsAbsent() {
        assertTrue(explainer().explain("nothing").isEmpty());
        assertTrue(explainer().explain("quality/nothing").isEmpty());
        assertTrue(explainer().explain("cost/availability_service_hours").isEmpty());
        assertTrue(explainer().explain("quality/").isEmpty());
        assertEquals(List.of(), asked);
    }
}
