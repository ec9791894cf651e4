package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeTest {
    private static final List<Double> FIVE = List.of(2.0, 4.0, 4.0, 6.0, 9.0);

    @ParameterizedTest
    @CsvSource({
        "false, 2, -1.1339, 0.0, 0.0, 0.0, WORSE",
        "false, 4, -0.3780, 0.375, 0.25, 0.2857, MIDDLE",
        "false, 6, 0.3780, 0.75, 0.75, 0.5714, BETTER",
        "false, 9, 1.5119, 1.0, 1.0, 1.0, BETTER",
        "true, 2, 1.1339, 1.0, 1.0, 1.0, BETTER",
        "true, 4, 0.3780, 0.625, 0.5, 0.7143, MIDDLE",
        "true, 9, -1.5119, 0.0, 0.0, 0.0, WORSE"
    })
    void aValueStandsAmongTheOthers(
            boolean lower,
            double value,
            double zScore,
            double rank,
            double worse,
            double minMax,
            Relative.Third third) {
        Relative relative = new Relative(FIVE, lower);
        assertEquals(zScore, relative.zScore(value).orElseThrow(), 0.0001);
        assertEquals(rank, relative.percentileRank(value).orElseThrow(), 0.0001);
        assertEquals(worse, relative.worse(value).orElseThrow(), 0.0001);
        assertEquals(minMax, relative.minMax(value).orElseThrow(), 0.0001);
        assertEquals(third, relative.third(value));
    }

    @Test
    void equalsAreNeitherBestNorWorst() {
        Relative equal = new Relative(List.of(3.0, 3.0, 3.0), false);
        assertTrue(equal.minMax(3).isEmpty());
        assertTrue(equal.zScore(3).isEmpty());
        assertNull(equal.third(3));
        assertEquals(0.5, equal.percentileRank(3).orElseThrow());
        assertTrue(equal.worse(3).isEmpty(), "nobody is better than any of them");
        Relative alone = new Relative(List.of(3.0), false);
        assertTrue(alone.percentileRank(3).isEmpty());
        assertTrue(alone.worse(3).isEmpty());
        assertTrue(alone.zScore(3).isEmpty());
    }
}
