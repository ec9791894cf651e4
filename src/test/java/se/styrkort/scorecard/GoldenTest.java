package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** Golden numbers of normalisation, means and windows, and the laws that they obey. */
class GoldenTest {
    private static final long SEED = 20260331;

    @ParameterizedTest
    @CsvFileSource(resources = "golden/goalposts.csv")
    void goalpostsGiveTheGoldenScores(
            BigDecimal value, BigDecimal zero, BigDecimal hundred, String scale, String score) {
        Normalisation goalposts = new Goalposts(zero, hundred, Goalposts.Scale.valueOf(scale.toUpperCase(Locale.ROOT)));
        assertEquals(score, twoDecimals(goalposts.score(value)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "golden/means.csv")
    void meansGiveTheGoldenScores(String aggregation, String scores, String weights, String mean) {
        String[] score = scores.split(" ");
        String[] weight = weights.split(" ");
        List<Aggregation.Weighted> parts = new ArrayList<>();
        for (int i = 0; i < score.length; i++) {
            parts.add(new Aggregation.Weighted(new BigDecimal(weight[i]), Double.parseDouble(score[i])));
        }
        assertEquals(mean, twoDecimals(aggregation(aggregation).mean(parts)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "golden/windows.csv")
    void windowsHoldTheGoldenPeriods(String code, String anchor, String granularity, String periods, String previous) {
        Window window = Window.parse(code).orElseThrow();
        Period month = Period.parse(anchor).orElseThrow();
        assertEquals(code, window.code());
        assertEquals(
                periods,
                window.periods(month, Granularity.valueOf(granularity.toUpperCase(Locale.ROOT))).stream()
                        .map(Period::code)
                        .collect(Collectors.joining(" ")));
        assertEquals(previous, window.previousAnchor(month).code());
    }

    @Test
    void spansSeveralSaysWhetherTheLargestWindowHoldsMoreThanOnePeriod() {
        for (String code : List.of(
                "month",
                "quarter",
                "tertial",
                "half_year",
                "year",
                "year_to_date",
                "rolling_12",
                "latest(1)",
                "latest(2)")) {
            Window window = Window.parse(code).orElseThrow();
            for (Granularity granularity :
                    List.of(Granularity.DAY, Granularity.WEEK, Granularity.MONTH, Granularity.YEAR)) {
                int most = 0;
                for (int month = 1; month <= 12; month++) {
                    most = Math.max(
                            most,
                            window.periods(Period.month(2026, month), granularity)
                                    .size());
                }
                assertEquals(most > 1, window.spansSeveral(granularity), code + " of " + granularity);
            }
        }
    }

    @Test
    void explanationsShowTheNumbers() {
        Normalisation higher = new Goalposts(new BigDecimal("0.98"), new BigDecimal("0.998"), Goalposts.Scale.LINEAR);
        assertEquals("100 × (0.992 − 0.98) ÷ (0.998 − 0.98) = 66.67", higher.explain(new BigDecimal("0.992")));
        assertEquals("100 × (1 − 0.98) ÷ (0.998 − 0.98) = 111.11 → 100", higher.explain(new BigDecimal("1.000")));
        Normalisation lower = new Goalposts(new BigDecimal("400"), new BigDecimal("200"), Goalposts.Scale.LINEAR);
        assertEquals("100 × (400 − 310) ÷ (400 − 200) = 45", lower.explain(new BigDecimal("310")));
        Normalisation log = new Goalposts(new BigDecimal("1"), new BigDecimal("100"), Goalposts.Scale.LOG);
        assertEquals("100 × (ln 10 − ln 1) ÷ (ln 100 − ln 1) = 50", log.explain(new BigDecimal("10")));
        assertEquals("100 × (ln 0 − ln 1) ÷ (ln 100 − ln 1) = −∞ → 0", log.explain(new BigDecimal("0")));

        List<Aggregation.Weighted> parts =
                List.of(new Aggregation.Weighted(BigDecimal.ONE, 80), new Aggregation.Weighted(BigDecimal.ONE, 75));
        assertEquals("arithmetic: (1×80 + 1×75)/2", Aggregation.ARITHMETIC.explain(parts));
        assertEquals("geometric: (80^1 × 75^1)^(1/2)", Aggregation.GEOMETRIC.explain(parts));
        assertEquals("harmonic: 2/(1/80 + 1/75)", Aggregation.HARMONIC.explain(parts));
    }

    @Test
    void aScoreNeverFallsWhenAHigherBetterValueRises() {
        Random random = random("monotony");
        for (int i = 0; i < 20_000; i++) {
            BigDecimal zero = decimal(random, 1, 1000);
            BigDecimal hundred = zero.add(decimal(random, 1, 1000));
            BigDecimal value = decimal(random, -500, 2500);
            BigDecimal more = value.add(decimal(random, 0, 500));
            for (Goalposts.Scale scale : Goalposts.Scale.values()) {
                Normalisation higher = new Goalposts(zero, hundred, scale);
                Normalisation lower = new Goalposts(hundred, zero, scale);
                String message = value + " to " + more + " in " + higher;
                assertTrue(higher.score(more) >= higher.score(value), message);
                assertTrue(lower.score(more) <= lower.score(value), message);
                assertTrue(higher.score(value) >= 0 && higher.score(value) <= 100, message);
            }
        }
    }

    @Test
    void meansLieBetweenTheLowestAndTheHighestAndFollowOnlyTheProportionsOfWeights() {
        Random random = random("means");
        for (int i = 0; i < 20_000; i++) {
            List<Aggregation.Weighted> parts = new ArrayList<>();
            List<Aggregation.Weighted> scaled = new ArrayList<>();
            BigDecimal factor = decimal(random, 1, 50);
            double lowest = 100;
            double highest = 0;
            for (int n = random.nextInt(1, 8); n > 0; n--) {
                BigDecimal weight = decimal(random, 1, 9);
                double score = random.nextInt(4) == 0 ? random.nextInt(0, 2) * 100 : random.nextDouble(0, 100);
                parts.add(new Aggregation.Weighted(weight, score));
                scaled.add(new Aggregation.Weighted(weight.multiply(factor), score));
                lowest = Math.min(lowest, score);
                highest = Math.max(highest, score);
            }
            for (Aggregation aggregation : Aggregation.values()) {
                double floor = aggregation == Aggregation.ARITHMETIC ? 0 : 1;
                double mean = aggregation.mean(parts);
                String message = aggregation + " of " + parts + " is " + mean;
                assertTrue(mean >= Math.max(floor, lowest) && mean <= Math.max(floor, highest), message);
                assertEquals(mean, aggregation.mean(scaled), 1e-9, message);
            }
            assertTrue(Aggregation.GEOMETRIC.mean(parts) <= Aggregation.ARITHMETIC.mean(floored(parts)) + 1e-9);
            assertTrue(Aggregation.HARMONIC.mean(parts) <= Aggregation.GEOMETRIC.mean(parts) + 1e-9);
        }
    }

    private static List<Aggregation.Weighted> floored(List<Aggregation.Weighted> parts) {
        return parts.stream()
                .map(part -> new Aggregation.Weighted(part.weight(), Math.max(1, part.score())))
                .toList();
    }

    private static Aggregation aggregation(String code) {
        return Aggregation.valueOf(code.toUpperCase(Locale.ROOT));
    }

    private static Random random(String law) {
        System.out.println("seed of " + law + ": " + SEED);
        return new Random(SEED);
    }

    private static BigDecimal decimal(Random random, int from, int to) {
        return BigDecimal.valueOf(random.nextLong(from * 1000L, to * 1000L), 3);
    }

    private static String twoDecimals(double number) {
        return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
