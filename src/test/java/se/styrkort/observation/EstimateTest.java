package se.styrkort.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals against the golden numbers, against a table computed by other methods, and by their laws. */
class EstimateTest {
    @ParameterizedTest
    @CsvSource({
        "45, 60, 0.6277, 0.8422",
        "312, 400, 0.7368, 0.8178",
        "7, 9, 0.4526, 0.9368",
        "0, 10, 0.0000, 0.2775",
        "10, 10, 0.7225, 1.0000"
    })
    void goldenShares(double yes, double answers, String low, String high) {
        Interval interval = share(yes, answers, null).interval(Interval.LEVEL);
        assertEquals(low, text("%.4f", interval.low()));
        assertEquals(high, text("%.4f", interval.high()));
    }

    @ParameterizedTest
    @CsvSource({"12, 3.7167, 0.4407, , 3.4366, 3.9967", "12, 3.7167, 0.4407, 20, 3.5350, 3.8984"})
    void goldenMeans(
            double answers, double mean, double deviation, @Nullable Double population, double low, double high) {
        Interval interval = mean(answers, mean, deviation, population).interval(Interval.LEVEL);
        // the golden numbers come from an unrounded mean and deviation; the ones printed are off by less than this
        assertEquals(low, interval.low(), 0.00011);
        assertEquals(high, interval.high(), 0.00011);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "intervals/shares.csv")
    void sharesEqualTheIndependentTable(
            double yes, double answers, @Nullable Double population, double level, double low, double high) {
        Interval interval = share(yes, answers, population).interval(level);
        assertEquals(low, interval.low(), 0.000001);
        assertEquals(high, interval.high(), 0.000001);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "intervals/means.csv")
    void meansEqualTheIndependentTable(
            double answers,
            double mean,
            double deviation,
            @Nullable Double population,
            double level,
            double low,
            double high) {
        Interval interval = mean(answers, mean, deviation, population).interval(level);
        assertEquals(low, interval.low(), 0.00002);
        assertEquals(high, interval.high(), 0.00002);
    }

    @Test
    void nobodyOrOneSaysNothing() {
        assertTrue(Estimate.ofShare(0.5, 0, null).isEmpty());
        assertTrue(Estimate.ofShare(1.2, 10, null).isEmpty());
        assertTrue(Estimate.ofMean(3, 9, 1, null).isEmpty());
        assertTrue(Estimate.ofMean(0, 0, 0, null).isEmpty());
    }

    @Test
    void whereEverybodyAnsweredNothingIsUncertain() {
        Interval all = share(7, 9, 9.0).interval(Interval.LEVEL);
        assertEquals(7 / 9.0, all.low(), 1e-12);
        assertEquals(7 / 9.0, all.high(), 1e-12);
        assertEquals(new Interval(3.5, 3.5), mean(4, 3.5, 1, 4.0).interval(Interval.LEVEL));
    }

    @Test
    void aPopulationSmallerThanItsAnswersIsNotBelieved() {
        assertEquals(share(7, 9, null).interval(0.95), share(7, 9, 5.0).interval(0.95));
    }

    @Property
    void anIntervalHoldsItsShareAndNarrowsWithAnswersAndLevel(
            @ForAll @IntRange(min = 1, max = 2_000) int answers, @ForAll @DoubleRange(min = 0, max = 1) double part) {
        double yes = Math.rint(part * answers);
        Interval interval = share(yes, answers, null).interval(0.95);
        assertTrue(interval.low() <= yes / answers + 1e-12 && yes / answers <= interval.high() + 1e-12);
        assertTrue(interval.low() >= 0 && interval.high() <= 1);
        Interval narrower = share(yes, answers, null).interval(0.9);
        assertTrue(interval.low() <= narrower.low() + 1e-12 && narrower.high() <= interval.high() + 1e-12);
        Interval more = share(yes * 4, answers * 4, null).interval(0.95);
        assertTrue(more.high() - more.low() < interval.high() - interval.low());
        Interval corrected = share(yes, answers, answers * 2.0).interval(0.95);
        assertTrue(corrected.high() - corrected.low() <= interval.high() - interval.low());
    }

    private static Estimate share(double yes, double answers, @Nullable Double population) {
        return Estimate.ofShare(yes / answers, answers, population).orElseThrow();
    }

    private static Estimate mean(double answers, double mean, double deviation, @Nullable Double population) {
        double squares = deviation * deviation * (answers - 1) + answers * mean * mean;
        return Estimate.ofMean(mean * answers, squares, answers, population).orElseThrow();
    }

    private static String text(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
