package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;

class WhatIfTest {
    private static final Subject X = Subject.organisation("x");
    private static final ScorecardReading READING = Readings.of(Readings.MODEL, "x 70 30 50 50");

    private static Scorecard tried(
            ScorecardReading reading, Map<String, BigDecimal> weights, Map<String, BigDecimal> targets) {
        WhatIf whatIf = new WhatIf(weights, targets);
        return reading.under(whatIf.of(reading.model())).of(X).orElseThrow();
    }

    private static String perspective(Scorecard scorecard, String code) {
        return String.valueOf(scorecard.perspective(code).orElseThrow().score());
    }

    @Test
    void anotherWeightGivesAnotherScoreAndTheReadingStays() {
        Scorecard tried = tried(READING, Map.of("p/a", new BigDecimal("3"), "q", BigDecimal.TEN), Map.of());
        assertEquals("60", perspective(tried, "p"));
        assertEquals("50", perspective(tried, "q"));
        assertEquals("50", perspective(READING.of(X).orElseThrow(), "p"));
    }

    @Test
    void anotherTargetGivesAnotherStatus() {
        assertEquals(
                "below", READING.of(X).orElseThrow().measure("a").orElseThrow().status());
        Scorecard tried = tried(READING, Map.of(), Map.of("p/a", new BigDecimal("70")));
        assertEquals("met", tried.measure("a").orElseThrow().status());
        assertEquals("50", perspective(tried, "p"));
    }

    @Test
    void aScoreThatSaysHowFarTheTargetIsMovesWithIt() {
        ScorecardReading distance = Readings.of(
                Readings.MODEL.replaceFirst(
                        "\\{goalposts: \\{zero: 0, hundred: 100\\}\\}", "{distance_to_target: {from: 0}}"),
                "x 40 50 50 50");
        assertEquals(
                "50",
                String.valueOf(
                        distance.of(X).orElseThrow().measure("a").orElseThrow().score()));
        Scorecard tried = tried(distance, Map.of(), Map.of("p/a", new BigDecimal("160")));
        assertEquals("25", String.valueOf(tried.measure("a").orElseThrow().score()));
    }

    @Test
    void nothingTriedIsTheSame() {
        WhatIf nothing = new WhatIf(Map.of(), Map.of());
        assertEquals(READING.model(), nothing.of(READING.model()));
        assertEquals(
                READING.scorecards(), READING.under(nothing.of(READING.model())).scorecards());
        assertSame(true, nothing.isNothing());
    }
}
