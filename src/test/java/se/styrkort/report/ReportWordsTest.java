package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Period;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;
import se.styrkort.web.Assets;
import se.styrkort.web.Messages;
import se.styrkort.web.Page;

class ReportWordsTest {
    private static ReportWords words(Locale locale) {
        return new ReportWords(new Page(new Messages(), new Assets(), locale, "/usage", "", "anna", Set.of(), ""));
    }

    private final ReportWords swedish = words(Messages.SWEDISH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.991922 | 99,19_%",
                "0.996 | 99,60_%",
                "0.99996 | 99,99_%", // never rounded to all of the time
                "1 | 100,00_%",
                "0.99995 | 99,99_%",
            })
    void availabilityHasTwoDecimalsAndIsAllOnlyWhenItIs(BigDecimal ratio, String text) {
        assertEquals(text.replace('_', '\u00a0'), swedish.availability(ratio));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 min", "45, 45 s", "60, 1 min", "3599, 1 h", "3600, 1 h", "93900, 26 h 5 min", "5400000, 1_500 h"})
    void aDurationIsInHoursAndMinutes(long seconds, String text) {
        assertEquals(text.replace('_', '\u00a0'), swedish.duration(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.032 | +3,2_%", "-0.0316 | −3,2_%", "0.0004 | ±0,0_%", "-0.0004 | ±0,0_%"})
    void aChangeAlwaysHasItsSign(BigDecimal ratio, String text) {
        assertEquals(text.replace('_', '\u00a0'), swedish.change(ratio));
    }

    @Test
    void aChangeInEnglish() {
        assertEquals("+12.5%", words(Messages.ENGLISH).change(new BigDecimal("0.125")));
    }

    @Test
    void whatIsSecretIsNotCalledMissing() {
        Measured missing = Measured.empty(State.MISSING);
        assertEquals("sekretess", swedish.figure(new PeriodValue(missing, false, true, 2, 1)));
        assertEquals("saknas", swedish.figure(new PeriodValue(missing, false, false, 2, 1)));
        assertEquals("1 av 2 uppgifter saknas", swedish.incomplete(new PeriodValue(missing, false, false, 2, 1)));
        assertEquals("", swedish.incomplete(new PeriodValue(missing, false, false, 1, 1)), "said already");
    }

    @Test
    void monthsAreShortWhereThereIsLittleRoom() {
        assertEquals("sep 26", swedish.shortMonth(Period.month(2026, 9)));
        assertEquals("september", swedish.monthName(Period.month(2026, 9)));
    }
}
