package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as Swedish files write them; what can be read in two ways is refused. */
class NumberTextTest {
    private static String read(char decimal, @Nullable Character thousands, String cell) {
        NumberText.Reading reading = new NumberText(decimal, thousands).read(cell);
        return reading.number() != null ? reading.number().toPlainString() : String.valueOf(reading.fault());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            18431             | 18431
            18 431            | 18431
            18\u00A0431       | 18431
            18\u202F431       | 18431
            1 234 567,89      | 1234567.89
            ` 12,50 `         | 12.50
            0,1               | 0.1
            ,5                | 0.5
            -12,5             | -12.5
            \u221212,5        | -12.5
            12,5-             | -12.5
            +7                | 7
            (1 250,00)        | -1250.00
            (-5)              | bad_number
            12,5 %            | 0.125
            -3%               | -0.03
            1,5e3             | 1500
            2E-3              | 0.002
            1.234,5           | 1234.5
            1.234.567         | 1234567
            000123            | 123
            61.982            | wrong_decimal_sign
            12.5              | wrong_decimal_sign
            1.23,5            | bad_number
            1 23              | bad_number
            1 2345            | bad_number
            1,2,3             | bad_number
            --5               | bad_number
            -5-               | bad_number
            1e                | bad_number
            1e9999            | bad_number
            1e-400            | bad_number
            12 kr             | bad_number
            SEK               | bad_number
            0x1F              | bad_number
            \u0661\u0662      | bad_number
            NaN               | bad_number
            ,                 | bad_number
            %                 | bad_number
            ()                | bad_number
            """)
    void withDecimalComma(String cell, String expected) {
        assertEquals(expected, read(',', null, cell));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            61.982            | 61.982
            -14250.00         | -14250.00
            1,234.5           | 1234.5
            1,234,567         | 1234567
            1 234.5           | 1234.5
            1,234             | wrong_decimal_sign
            1,5               | wrong_decimal_sign
            1.234.567         | bad_number
            """)
    void withDecimalPoint(String cell, String expected) {
        assertEquals(expected, read('.', null, cell));
    }

    @Test
    void aGroupingSignThatTheProfileSaysDecides() {
        assertEquals("1234", read(',', '.', "1.234"));
        assertEquals("bad_number", read(',', '.', "61.98"));
        assertEquals("bad_number", read(',', '.', "1 234"));
        assertEquals("1234.5", read('.', ',', "1,234.5"));
        assertEquals("1234567", read(',', '\'', "1'234'567"));
        assertEquals("1234", read(',', '\u00A0', "1\u00A0234"), "a space is a space, narrow or not");
        assertEquals("wrong_decimal_sign", read(',', ' ', "1.234,5"));
    }

    @Test
    void everyDigitIsKeptAndALimitHolds() {
        assertEquals(
                "123456789012345678901234567890.123456789012345678901234567890",
                read('.', null, "123456789012345678901234567890.123456789012345678901234567890"));
        assertEquals("0.00000000000000000001", read('.', null, "1e-20"));
        assertEquals("9223372036854775808", read(',', null, "9223372036854775808"));
        assertEquals("9".repeat(100), read(',', null, "9".repeat(100)));
        assertEquals("bad_number", read(',', null, "9".repeat(101)));
        assertNull(new NumberText(',', null).read("1").fault());
        assertThrows(IllegalArgumentException.class, () -> new NumberText('.', '.'), "1.500 would be 1500");
    }
}
