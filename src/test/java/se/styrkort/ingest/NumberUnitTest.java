package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberUnitTest {
    private static String read(String unit, String cell) {
        NumberUnit known = NumberUnit.of(unit);
        if (known == null) {
            throw new AssertionError(unit);
        }
        NumberText.Reading reading = known.read(new NumberText(',', null), cell);
        return reading.number() == null
                ? String.valueOf(reading.fault())
                : reading.number().toPlainString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tkr     | 125            | 125000
            tkr     | 125,5          | 125500
            tkr     | 125,1234       | 125123.4
            tkr     | 1\u00A0234 tkr | 1234000
            tkr     | -3 TKR         | -3000
            tkr     | (3)            | -3000
            tkr     | 125 kr         | other_unit
            tkr     | 125 %          | other_unit
            tkr     | 125 mnkr       | other_unit
            kr      | 125 kr         | 125
            kr      | 125 SEK        | 125
            kr      | 125            | 125
            kr      | 125 EUR        | other_unit
            kr      | kr             | bad_number
            mnkr    | 1,25           | 1250000
            MSEK    | 1,25 mnkr      | 1250000
            mkr     | 0,000001       | 1
            percent | 64             | 0.64
            percent | 64 %           | 0.64
            %       | 64,5           | 0.645
            tkr     | 61.982         | wrong_decimal_sign
            """)
    void asTheColumnSays(String unit, String cell, String expected) {
        assertEquals(expected, read(unit, cell));
    }

    @Test
    void aUnitThatNobodyKnows() {
        assertNull(NumberUnit.of("euro"));
        assertNull(NumberUnit.of(""));
        assertEquals(
                "bad_number", new NumberText(',', null).read("125 kr").fault(), "never guessed where nothing is said");
    }
}
