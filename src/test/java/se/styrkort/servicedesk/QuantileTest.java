package se.styrkort.servicedesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Medians and the like, as a spreadsheet computes them. */
class QuantileTest {
    /** What PERCENTILE.INC and percentile_cont say. */
    @ParameterizedTest
    @CsvSource({
        "7,              0.5, 7",
        "7,              0.9, 7",
        "1 3,            0.5, 2",
        "1 4,            0.5, 2.5",
        "1 2 9,          0.5, 2",
        "10 20 30 40,    0.9, 37",
        "15 20 35 40 50, 0.4, 29",
        "1 2 3 4 5 6 7 8 9 10, 0.9, 9.1",
        "1 2 3 4 5 6 7 8 9 10 11, 0.9, 10",
        "100 200,        0.9, 190",
        "0 0 0,          0.9, 0",
    })
    void asASpreadsheet(String sorted, BigDecimal share, String expected) {
        long[] values =
                Arrays.stream(sorted.split(" ")).mapToLong(Long::parseLong).toArray();
        assertEquals(expected, Quantile.of(values, share).toPlainString());
    }

    @Property
    void itLiesBetweenTheLeastAndTheGreatestAndTheMedianIsNoMoreThanNineOfTen(
            @ForAll @Size(min = 1, max = 50) long @LongRange(min = 0, max = 10_000_000) [] values) {
        long[] sorted = Arrays.stream(values).sorted().toArray();
        BigDecimal median = Quantile.of(sorted, Quantile.MEDIAN);
        BigDecimal ninetieth = Quantile.of(sorted, Quantile.NINETIETH);
        assertTrue(BigDecimal.valueOf(sorted[0]).compareTo(median) <= 0);
        assertTrue(median.compareTo(ninetieth) <= 0);
        assertTrue(ninetieth.compareTo(BigDecimal.valueOf(sorted[sorted.length - 1])) <= 0);
        assertTrue(2
                        * Arrays.stream(sorted)
                                .filter(value -> BigDecimal.valueOf(value).compareTo(median) <= 0)
                                .count()
                >= sorted.length);
    }
}
