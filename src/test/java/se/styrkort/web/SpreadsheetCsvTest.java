package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetCsvTest {
    @Test
    void swedishExcelOpensItByItself() {
        assertEquals(
                "\uFEFFRad;Värde\r\n",
                new String(SpreadsheetCsv.head(List.of("Rad", "Värde")), StandardCharsets.UTF_8));
        assertEquals(
                "2;\"a;b\"\r\n3;\"c\"\"d\"\r\n",
                new String(
                        SpreadsheetCsv.rows(List.of(List.of("2", "a;b"), List.of("3", "c\"d"))),
                        StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '$',
            value = {
                "=1+1, '=1+1",
                "+cmd, '+cmd",
                "@SUM(A1), '@SUM(A1)",
                "-2+3, '-2+3",
                "-12.5, -12.5",
                "$-1 204,5$, $-1 204,5$",
                "+46, +46",
                "-, -",
                "a=b, a=b",
                "'=1, ''=1",
                "'a, 'a",
                "', '",
                "$$, $$",
            })
    void textThatWouldBeAFormulaIsDefused(String cell, String written) {
        assertEquals(written, SpreadsheetCsv.defused(cell));
        assertEquals(cell, SpreadsheetCsv.restored(written));
    }
}
