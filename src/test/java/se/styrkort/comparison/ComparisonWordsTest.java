package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Granularity;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Rule;
import se.styrkort.document.Wording;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;
import se.styrkort.web.Assets;
import se.styrkort.web.Messages;
import se.styrkort.web.Page;

class ComparisonWordsTest {
    private static final Subject X = Subject.organisation("x");

    private static ComparisonWords words(Locale locale, String yaml, String... rows) {
        ScorecardReading reading = Readings.of(yaml, rows);
        return new ComparisonWords(
                new Page(new Messages(), new Assets(), locale, "/scorecards", "", "anna", Set.of(), ""), reading);
    }

    private final ComparisonWords swedish = words(Messages.SWEDISH, Readings.MODEL);

    @ParameterizedTest
    @CsvSource({"2, 4, plats 2–4 av 9, place 2–4 of 9", "3, 3, plats 3 av 9, place 3 of 9"})
    void aPlaceIsARange(int from, int until, String shown, String english) {
        assertEquals(shown, swedish.place(new RankRange(X, from, until, 9)));
        assertEquals(english, words(Messages.ENGLISH, Readings.MODEL).place(new RankRange(X, from, until, 9)));
    }

    /** What is almost established must not look established. */
    @ParameterizedTest
    @CsvSource({"0.5, 50 av 100", "0.8333, 83 av 100", "0.9499, 94 av 100", "0.99975, 99 av 100", "1, 100 av 100"})
    void aShareIsNeverMoreThanItIs(double share, String shown) {
        assertEquals(shown, swedish.share(share));
    }

    @Test
    void whoHasNoPlaceIsToldWhy() {
        String[] rows = {"x 60 - 50 50", "y - - 50 50", "z . . 50 50"};
        ScorecardReading reading = Readings.of(Readings.MODEL.replace("0.5", "0.6"), rows);
        ComparisonWords words = words(Messages.SWEDISH, Readings.MODEL.replace("0.5", "0.6"), rows);
        assertEquals("ingen plats: för lite är känt (1 av 2 mätetal)", words.unranked("p", card(reading, "x")));
        assertEquals("ingen plats: för lite är känt (0 av 2 mätetal)", words.unranked("p", card(reading, "y")));
        assertEquals("ingen plats: ej tillämpligt", words.unranked("p", card(reading, "z")));
        assertEquals("ingen plats: saknar poäng i p", words.unranked(Scorecard.TOTAL, card(reading, "x")));
        assertEquals("ingen plats: siffrorna kan inte jämföras", words.unranked("q", card(reading, "x")));
    }

    private static Scorecard card(ScorecardReading reading, String code) {
        return reading.of(Subject.organisation(code)).orElseThrow();
    }

    private static Ranking ranking(int... ranges) {
        List<RankRange> list = new java.util.ArrayList<>();
        for (int i = 0; i < ranges.length; i += 2) {
            list.add(new RankRange(
                    Subject.organisation("o" + list.size()), ranges[i], ranges[i + 1], ranges.length / 2));
        }
        return new Ranking("p", list, List.of(), List.of());
    }

    @Test
    void nobodyIsCalledFirstWhoMayBeSecond() {
        assertEquals("o0 kan kallas först.", swedish.first(ranking(1, 1, 2, 3, 2, 3)));
        assertEquals(
                "Ingen kan kallas först: plats 1 är möjlig för o0 och o1.", swedish.first(ranking(1, 2, 1, 2, 3, 3)));
        assertEquals("Ingen kan kallas först, men o0 ligger där oftast.", swedish.first(ranking(1, 2, 2, 3, 2, 3)));
        assertEquals(
                "Ingen kan kallas först: plats 1 är möjlig för o0 och o1.",
                swedish.first(ranking(1, 1, 1, 1)),
                "two that are equal");
    }

    @Test
    void ofManyOnlyTheNumberIsTold() {
        assertEquals("a, b och c", swedish.list(List.of("a", "b", "c")));
        assertEquals("7 organisationer", swedish.list(List.of("a", "b", "c", "d", "e", "f", "g")));
    }

    @Test
    void whoIsAheadEverywhereIsToldOnce() {
        Subject y = Subject.organisation("y");
        Subject z = Subject.organisation("z");
        assertEquals(
                List.of(new ComparisonWords.Lead("x", "y och z", "z"), new ComparisonWords.Lead("y", "z", null)),
                swedish.leads(
                        List.of(new Dominance(X, y, false), new Dominance(X, z, true), new Dominance(y, z, false))));
    }

    private static SizeBand band(@Nullable String own) {
        Metric staff = new Metric(
                "m.staff",
                new Wording("Anställda", "Staff"),
                "persons",
                Granularity.MONTH,
                Rule.MEAN,
                Rule.SUM,
                Rule.SUM,
                Rule.SUM,
                null,
                null);
        Map<String, BigDecimal> others = Map.of(
                "half", BigDecimal.valueOf(50), "double", BigDecimal.valueOf(200), "less", BigDecimal.valueOf(49));
        Map<String, BigDecimal> sizes = new java.util.HashMap<>(others);
        if (own != null) {
            sizes.put("x", new BigDecimal(own));
        }
        return new SizeBand(organisation("x"), staff, sizes);
    }

    private static Organisation organisation(String code) {
        return new Organisation(code, new Wording(code, code), null, null, List.of(), null, null);
    }

    @ParameterizedTest
    @CsvSource({"x, true", "half, true", "double, true", "less, false", "unknown, false"})
    void aBandIsFromHalfToDouble(String code, boolean held) {
        assertEquals(held, band("100").holds(organisation(code)));
        assertEquals(false, band(null).holds(organisation(code)), "nobody is near what is not known");
    }

    @Test
    void aBandSaysItsBounds() {
        assertEquals(
                "Storlek: de som är hälften till dubbelt så stora som x. Anställda: 50–200.",
                swedish.band(band("100")));
        assertEquals(
                "Storleken på x är inte känd i perioden. Därför finns ingen att jämföra med efter storlek.",
                swedish.band(band(null)));
        assertEquals(
                "Modellen säger inte vad storlek är. Därför finns ingen att jämföra med efter storlek.",
                swedish.band(new SizeBand(organisation("x"), null, Map.of())));
    }
}
