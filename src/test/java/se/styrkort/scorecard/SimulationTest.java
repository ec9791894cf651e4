package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.styrkort.observation.Estimate;
import se.styrkort.observation.Interval;

/** How the uncertainty of parts becomes that of the whole. */
class SimulationTest {
    private static final Normalisation SHARE = new Goalposts(BigDecimal.ZERO, BigDecimal.ONE, Goalposts.Scale.LINEAR);

    private static ScoreDistribution between(double low, double high) {
        return ScoreDistribution.between(new Interval(low, high), SHARE);
    }

    private static Simulation.Part part(double score, @Nullable ScoreDistribution uncertainty) {
        return new Simulation.Part(1, score, uncertainty);
    }

    private static ScoreDistribution of(Aggregation aggregation, long seed, Simulation.Part... parts) {
        return Objects.requireNonNull(Simulation.of(aggregation, List.of(parts), seed, "p"));
    }

    @Test
    void whatIsCertainHasNoBounds() {
        assertNull(Simulation.of(Aggregation.ARITHMETIC, List.of(part(40, null), part(60, null)), 1, "p"));
    }

    @Test
    void oneUncertainPartIsCarriedOverExactly() {
        ScoreDistribution one = of(Aggregation.ARITHMETIC, 1, part(40, null), part(60, between(0.5, 0.7)));
        assertEquals(45, one.low(), 1e-9);
        assertEquals(55, one.high(), 1e-9);
        ScoreDistribution geometric = of(Aggregation.GEOMETRIC, 1, part(40, null), part(60, between(0.5, 0.9)));
        assertEquals(Math.sqrt(40 * 50), geometric.low(), 1e-9);
        assertEquals(Math.sqrt(40 * 90), geometric.high(), 1e-9);
    }

    @Test
    void twoUncertainPartsOfEqualWidthGiveTheBoundsOfTheirTriangle() {
        // the sum of two uniforms on 0..1 has its 5 % point where x²/2 = 0.05
        double low = 100 * Math.sqrt(0.1) / 2;
        ScoreDistribution two = of(Aggregation.ARITHMETIC, 7, part(50, between(0, 1)), part(50, between(0, 1)));
        assertEquals(low, two.low(), 0.6);
        assertEquals(100 - low, two.high(), 0.6);
    }

    @Test
    void twoNormalPartsGiveTheNormalBoundsOfTheirMean() {
        // 400 answers of 50 % each: standard error 2.5 points; of the mean of two 2.5 ÷ √2
        ScoreDistribution half =
                ScoreDistribution.of(Estimate.ofShare(0.5, 400, null).orElseThrow(), SHARE);
        ScoreDistribution two = of(Aggregation.ARITHMETIC, 3, part(50, half), part(50, half));
        assertEquals(50 - 1.645 * 2.5 / Math.sqrt(2), two.low(), 0.1);
        assertEquals(50 + 1.645 * 2.5 / Math.sqrt(2), two.high(), 0.1);
    }

    @Test
    void theSeedIsTheWholeOfChance() {
        Simulation.Part[] parts = {part(50, between(0, 1)), part(50, between(0.2, 0.9))};
        assertEquals(
                of(Aggregation.ARITHMETIC, 5, parts).low(),
                of(Aggregation.ARITHMETIC, 5, parts).low());
        assertNotEquals(
                of(Aggregation.ARITHMETIC, 5, parts).low(),
                of(Aggregation.ARITHMETIC, 6, parts).low());
    }

    /** The same on every machine and in every release; a change here changes published scores. */
    @Test
    void theDrawsAreThoseOfTheNamedGenerator() {
        assertEquals(1036497399157160L, Simulation.seed("it-styrkort", "1", "organisation", "0180"));
        assertEquals(-5600175640509174766L, Simulation.generator(42).nextLong());
        ScoreDistribution drawn = of(Aggregation.ARITHMETIC, 42, part(50, between(0, 1)), part(50, between(0.2, 0.9)));
        assertEquals("22.83", Figures.score(Figures.exact(drawn.low())));
        assertEquals("81.8", Figures.score(Figures.exact(drawn.high())));
    }

    @Test
    void aTargetBandKnowsThatTheBestLiesBetween() {
        TargetBand band = new TargetBand(
                new BigDecimal("0.4"), new BigDecimal("0.6"), new BigDecimal("0.4"), new BigDecimal("0.4"));
        ScoreDistribution across = ScoreDistribution.between(new Interval(0.2, 0.8), band);
        assertEquals(50, across.low(), 1e-9);
        assertEquals(100, across.high(), 1e-9);
        assertTrue(across.at(0) <= across.at(ScoreDistribution.LEVELS - 1));
    }
}
