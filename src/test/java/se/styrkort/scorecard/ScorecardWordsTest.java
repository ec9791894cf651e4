package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Period;
import se.styrkort.observation.State;
import se.styrkort.web.Assets;
import se.styrkort.web.Messages;
import se.styrkort.web.Page;

class ScorecardWordsTest {
    private static ScorecardWords words(Locale locale) {
        return new ScorecardWords(
                new Page(new Messages(), new Assets(), locale, "/scorecards", "", "anna", Set.of(), ""));
    }

    private final ScorecardWords swedish = words(Messages.SWEDISH);
    private final ScorecardWords english = words(Messages.ENGLISH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 × (0.992 − 0.98) ÷ (0.998 − 0.98) = 66.67|100 × (0,992 − 0,98) ÷ (0,998 − 0,98) = 66,67",
                "arithmetic: (1×66.67 + 2×80)/3 = 75.56|Viktat medelvärde: (1×66,67 + 2×80)/3 = 75,56",
                "geometric: (1^1 × 80.5^2)^(1/3) = 18.63|Viktat geometriskt medelvärde: (1^1 × 80,5^2)^(1/3) = 18,63",
                "1 - 18431 / MISSING * 2|1 − 18_431 ÷ saknas × 2",
                "(ln 0.5 − ln 2) ÷ NOT_APPLICABLE|(ln 0,5 − ln 2) ÷ ej tillämpligt",
            })
    void aFormulaHasTheReadersNumbersAndWords(String formula, String shown) {
        assertEquals(shown.replace('_', '\u00a0'), swedish.formula(formula));
    }

    @Test
    void anEnglishFormulaKeepsItsPoint() {
        assertEquals(
                "Weighted mean: (1×66.67 + 1×1,080)/2 = 573.34",
                english.formula("arithmetic: (1×66.67 + 1×1080)/2 = 573.34"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ratio|0.99347|99,35_%",
                "SEK|16000.5|16_001_kr",
                "SEK|12.5|12,50_kr",
                "1|64.1525|64,15",
                "1|1.0512|1,051",
                "users|18431|18_431_användare",
                "parsecs|3|3_parsecs",
            })
    void aValueHasItsUnit(String unit, BigDecimal value, String shown) {
        assertEquals(shown.replace('_', '\u00a0'), swedish.value(unit, value));
    }

    @Test
    void aTargetSaysWhichWayIsBetter() {
        assertEquals("högst 1,05", swedish.target("1", new BigDecimal("1.05"), true));
        assertEquals("at least 99.5%", english.target("ratio", new BigDecimal("0.995"), false));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03, mars 2026",
        "2026-Q2, kvartal 2 2026",
        "2026-T3, tertial 3 2026",
        "2026-H1, halvår 1 2026",
        "2026, 2026"
    })
    void aPeriodIsSaidInWords(String code, String shown) {
        assertEquals(shown, swedish.period(Period.parse(code).orElseThrow()));
    }

    @Test
    void whatIsMissingIsSaid() {
        assertEquals("saknas", swedish.valueOr("ratio", State.MISSING, null));
        assertEquals("de senaste tolv månaderna", swedish.window("rolling_12"));
        assertEquals("det senaste värdet, högst 18 månader gammalt", swedish.window("latest(18)"));
        assertEquals("Summa: Aktiva användare", swedish.term("sum(usage.active_users)", "Aktiva användare"));
    }

    @Test
    void aPerspectiveShowsItsWeakestMeasure() {
        assertEquals("1 under målet", swedish.targets(new TargetCount(1, 1, 1)));
        assertEquals("1 nära målet", swedish.targets(new TargetCount(1, 1, 0)));
        assertEquals("Alla når målet", swedish.targets(new TargetCount(3, 0, 0)));
        assertEquals("Inget mål kan bedömas", swedish.targets(TargetCount.of(List.of())));
        assertEquals("no_information", TargetCount.of(List.of()).worst());
    }

    @Test
    void theArrowFollowsTheFigureNotTheJudgement() {
        assertEquals("↓", swedish.arrow("worse", BigDecimal.ONE, BigDecimal.TEN));
        assertEquals("↑", swedish.arrow("better", BigDecimal.TEN, BigDecimal.ONE));
        assertEquals("→", swedish.arrow("unchanged", BigDecimal.TEN, new BigDecimal("9.9")));
        assertEquals("", swedish.arrow("none", BigDecimal.TEN, null));
    }

    @Test
    void anAddressKeepsWhatWasChosen() {
        ScorecardAddress address = new ScorecardAddress(
                "it-styrkort",
                2,
                Period.parse("2026-03").orElseThrow(),
                java.time.Instant.parse("2026-04-10T08:00:00Z"));
        assertEquals(
                "/scorecards/a%20b%2F%C3%A5/explain?model=it-styrkort&version=2&period=2026-03&asOf=2026-04-10T08%3A00%3A00Z&node=quality%2Fx",
                address.explanation("a b/å", "quality/x"));
        assertEquals(
                "/scorecards?model=it-styrkort&version=2&period=2026-03",
                address.now().comparison());
    }
}
