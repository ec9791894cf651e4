package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

class PeriodTextTest {
    private static String read(String cell, Granularity granularity, String... forms) {
        Optional<PeriodText.Reading> reading =
                PeriodText.read(cell, List.of(forms).stream().map(DateForm::of).toList());
        if (reading.isEmpty()) {
            return "none";
        }
        return reading.get().as(granularity).map(Period::code).orElse("another length");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-03        | MONTH | 2026-03
            202603         | MONTH | 2026-03
            2026-03-31     | MONTH | 2026-03
            mars 2026      | MONTH | 2026-03
            Mars 2026      | MONTH | 2026-03
            mar. 2026      | MONTH | 2026-03
            sep 2026       | MONTH | 2026-09
            september 2026 | MONTH | 2026-09
            maj\u00A02026  | MONTH | 2026-05
            2026 mars      | MONTH | 2026-03
            2026 okt.      | MONTH | 2026-10
            maj\u202F2026  | MONTH | 2026-05
            DECEMBER 2026  | MONTH | 2026-12
            mar-26         | MONTH | none
            mars 26        | MONTH | none
            26 mars        | MONTH | none
            3 mars 2026    | MONTH | none
            2026           | YEAR  | 2026
            2026-07-15     | YEAR  | 2026
            2026-W05       | WEEK  | 2026-W05
            2026-01-01     | WEEK  | 2026-W01
            2027-01-01     | WEEK  | 2026-W53
            2026-02-28     | DAY   | 2026-02-28
            2026-03        | YEAR  | another length
            2026           | MONTH | another length
            2026-Q1        | MONTH | another length
            2026-W05       | MONTH | another length
            2026-13        | MONTH | none
            202613         | MONTH | none
            2026-02-30     | DAY   | none
            2026-W54       | WEEK  | none
            2025-W53       | WEEK  | none
            ma 2026        | MONTH | none
            march 2026     | MONTH | none
            mars           | MONTH | none
            1/2026         | MONTH | none
            0026-03        | MONTH | none
            1899-12        | MONTH | none
            2200-01        | MONTH | none
            -              | MONTH | none
            """)
    void asPeopleWriteThem(String cell, Granularity granularity, String expected) {
        assertEquals(expected, read(cell, granularity));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2/2020     | M/yyyy              | MONTH | 2020-02
            12/2020    | M/yyyy              | MONTH | 2020-12
            13/2020    | M/yyyy              | MONTH | none
            2/2020     | M/yyyy              | YEAR  | another length
            09/24/17   | MM/dd/yy            | WEEK  | 2017-W38
            02/29/17   | MM/dd/yy            | DAY   | none
            20260331   | yyyyMMdd            | MONTH | 2026-03
            202603     | yyyyMM              | MONTH | 2026-03
            2026       | yyyy                | YEAR  | 2026
            3.12.2026  | d.M.yyyy            | MONTH | 2026-12
            2026-03-31 23:59 | yyyy-MM-dd HH:mm | MONTH | 2026-03
            2026-03    | yyyy-MM-dd          | MONTH | none
            0026-03-01 | yyyy-MM-dd          | MONTH | none
            3 mars 2026  | d MMMM yyyy       | DAY   | 2026-03-03
            3 Mar. 2026  | d MMM yyyy        | DAY   | 2026-03-03
            31-maj-26    | d-MMM-yy          | MONTH | 2026-05
            mar-26       | MMM-yy            | MONTH | 2026-03
            sept 2026    | MMM yyyy          | MONTH | 2026-09
            32 mars 2026 | d MMMM yyyy       | DAY   | none
            3 march 2026 | d MMMM yyyy       | DAY   | none
            """)
    void inAFormThatTheProfileSays(String cell, String form, Granularity granularity, String expected) {
        assertEquals(expected, read(cell, granularity, form));
    }

    @Test
    void severalFormsAreTriedInOrder() {
        assertEquals("2026-04", read("03/04/2026", Granularity.MONTH, "dd/MM/yyyy", "MM/dd/yyyy"));
        assertEquals("2026-03", read("03/31/2026", Granularity.MONTH, "dd/MM/yyyy", "MM/dd/yyyy"));
        assertEquals("2026-12", read("261231", Granularity.MONTH, "uuMMdd"));
        assertEquals(
                "2026-03", read("0026-03", Granularity.MONTH, "yyyy-MM", "'00'yy-MM"), "the first is no year of ours");
    }
}
