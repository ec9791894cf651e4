package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderFormatTest {
    private final ReaderFormat swedish = new ReaderFormat(Messages.SWEDISH);
    private final ReaderFormat english = new ReaderFormat(Messages.ENGLISH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "18431      | 0 | 18\u00a0431      | 18,431",
                "1234.5     | 2 | 1\u00a0234,5     | 1,234.5",
                "-1234567.8 | 1 | \u22121\u00a0234\u00a0567,8 | \u22121,234,567.8",
                "66.666667  | 2 | 66,67       | 66.67",
                "0.005      | 2 | 0,01        | 0.01",
                "-0.004     | 2 | 0           | 0",
                "1E+3       | 2 | 1\u00a0000  | 1,000",
                "99999999999999999999.25 | 2 | 99\u00a0999\u00a0999\u00a0999\u00a0999\u00a0999\u00a0999,25 "
                        + "| 99,999,999,999,999,999,999.25",
            })
    void numbersAreWrittenAsTheReaderWritesThem(BigDecimal value, int decimals, String sv, String en) {
        assertEquals(sv, swedish.number(value, decimals));
        assertEquals(en, english.number(value, decimals));
    }

    @Test
    void aColumnOfFixedDecimalsLinesUp() {
        assertEquals("1\u00a0234,50", swedish.fixed(new BigDecimal("1234.5"), 2));
        assertEquals("7,00", swedish.fixed(BigDecimal.valueOf(7), 2));
        assertEquals("1\u00a0000", swedish.whole(1000));
    }

    @Test
    void aRatioIsShownAsPercent() {
        assertEquals("99,3\u00a0%", swedish.percent(new BigDecimal("0.9925"), 1));
        assertEquals("99.3%", english.percent(new BigDecimal("0.9925"), 1));
    }

    @Test
    void amountsCarryTheirCurrency() {
        assertEquals("1\u00a0234\u00a0567,89\u00a0kr", swedish.kronor(new BigDecimal("1234567.89")));
        assertEquals("SEK\u00a01,234,567.89", english.kronor(new BigDecimal("1234567.89")));
        assertEquals("1\u00a0234\u00a0568\u00a0kr", swedish.wholeKronor(new BigDecimal("1234567.50")));
        assertEquals("SEK\u00a01,234,568", english.wholeKronor(new BigDecimal("1234567.50")));
    }

    @Test
    void monthsAreNamed() {
        assertEquals("september 2026", swedish.month(YearMonth.of(2026, 9)));
        assertEquals("September 2026", english.month(YearMonth.of(2026, 9)));
        assertEquals("maj 2026", swedish.month(YearMonth.of(2026, 5)));
    }

    @Test
    void timesAreSwedishTimes() {
        assertEquals("2026-09-30", swedish.date(LocalDate.of(2026, 9, 30)));
        assertEquals("2026-07-01 00:30", swedish.dateTime(Instant.parse("2026-06-30T22:30:00Z")));
        assertEquals("2026-12-31 23:30", english.dateTime(Instant.parse("2026-12-31T22:30:00Z")));
    }
}
