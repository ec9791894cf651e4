package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;

/** What a comparison says about places, and when it says nothing. */
class ComparisonTest {
    private static final String[] ROWS = {
        "ahead 90 91 92 93", "one 60 62 50 52", "other 61 60 53 50", "lone 70 20 30 80", "last 10 11 9 12"
    };

    private static Comparison compare(String yaml, String... rows) {
        ScorecardReading reading = Readings.of(yaml, rows);
        return Comparison.of(reading, Readings.subjects(reading));
    }

    /** {@code ahead 1–1, …} of all perspectives together. */
    private static String places(Comparison comparison, String node) {
        return comparison.ranking(node).ranges().stream()
                .map(range -> range.subject().code() + " " + range.from() + "–" + range.until())
                .collect(Collectors.joining(", "));
    }

    @Test
    void aPlaceIsARangeAndOnlyWhoIsFarAheadHasOne() {
        Comparison comparison = compare(Readings.MODEL, ROWS);
        Ranking total = comparison.ranking(Scorecard.TOTAL);
        assertEquals(
                List.of(1, 1),
                List.of(range(total, "ahead").from(), range(total, "ahead").until()));
        assertEquals(
                List.of(5, 5),
                List.of(range(total, "last").from(), range(total, "last").until()));
        for (String near : List.of("one", "other", "lone")) {
            assertEquals(2, range(total, near).from(), near);
            assertEquals(4, range(total, near).until(), near);
        }
        assertEquals(5, range(total, "one").of());
    }

    private static RankRange range(Ranking ranking, String code) {
        return ranking.of(Subject.organisation(code)).orElseThrow();
    }

    @Test
    void whoIsAheadOfWhomIsToldWithHowOften() {
        Ranking total = compare(Readings.MODEL, ROWS).ranking(Scorecard.TOTAL);
        assertEquals(10, total.pairs().size());
        Ranking.Pair certain = pair(total, "ahead", "last");
        assertEquals(1.0, certain.share());
        assertEquals(Subject.organisation("ahead"), certain.ahead());
        assertTrue(certain.isEstablished());
        Ranking.Pair open = pair(total, "one", "other");
        assertFalse(open.isEstablished());
        assertTrue(open.share() < 0.8, () -> String.valueOf(open.share()));
        assertEquals(7, total.established());
    }

    private static Ranking.Pair pair(Ranking ranking, String one, String other) {
        return ranking.pairs().stream()
                .filter(pair ->
                        List.of(pair.ahead().code(), pair.behind().code()).containsAll(List.of(one, other)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void equalsSharePlacesAndHalfOfTheRecomputations() {
        Ranking total =
                compare(Readings.MODEL, "x 50 60 70 80", "y 50 60 70 80").ranking(Scorecard.TOTAL);
        assertEquals("x 1–1, y 1–1", places(compare(Readings.MODEL, "x 50 60 70 80", "y 50 60 70 80"), "total"));
        assertEquals(0.5, total.pairs().getFirst().share());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfRowsChangesNothing(long seed) {
        List<String> shuffled = Arrays.asList(ROWS.clone());
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(
                compare(Readings.MODEL, ROWS).rankings(),
                compare(Readings.MODEL, shuffled.toArray(String[]::new)).rankings());
    }

    @Test
    void scalingAllWeightsChangesNothing() {
        String scaled = Readings.MODEL
                .replace("measures:", "weight: 7\n    measures:")
                .replace("value:", "weight: 0.5, value:");
        assertEquals(
                compare(Readings.MODEL, ROWS).rankings(), compare(scaled, ROWS).rankings());
    }

    @Test
    void whatIsMissingMayBeAnythingAndWidensThePlaces() {
        String sure = places(compare(Readings.MODEL, "x 60 60 60 60", "y 50 50 50 50", "z 40 40 40 40"), "p");
        assertEquals("x 1–1, y 2–2, z 3–3", sure);
        String unsure = places(compare(Readings.MODEL, "x 60 60 60 60", "y 50 - 50 50", "z 40 40 40 40"), "p");
        assertEquals("x 1–2, y 1–3, z 2–3", unsure);
    }

    @Test
    void whoHasNoScoreHasNoPlace() {
        Comparison comparison = compare(Readings.MODEL, "x 60 60 60 60", "y - - 50 50", "z 40 40 40 40");
        assertEquals(List.of(Subject.organisation("y")), comparison.ranking("p").unranked());
        assertEquals("x 1–1, z 2–2", places(comparison, "p"));
        assertEquals("x 1–1, y 2–2, z 3–3", places(comparison, "q"));
        assertEquals(
                List.of(Subject.organisation("y")),
                comparison.ranking(Scorecard.TOTAL).unranked());
        assertEquals(1, comparison.dominances().size());
    }

    @Test
    void uncertaintyOfAMeasureWidensThePlaces() {
        String wide = Readings.MODEL.replace(
                "value: last(m.a)", "value: last(m.a), low: last(m.a) - 40, high: last(m.a) + 40");
        assertEquals("x 1–1, y 2–2", places(compare(Readings.MODEL, "x 55 55 55 55", "y 50 50 50 50"), "p"));
        assertEquals("x 1–2, y 1–2", places(compare(wide, "x 55 55 55 55", "y 50 50 50 50"), "p"));
        assertTrue(compare(wide, "x 55 55 55 55", "y 50 50 50 50")
                .ranking("p")
                .ranges()
                .getFirst()
                .isAny());
    }

    @Test
    void costsThatTakeInDifferentThingsAreNotCompared() {
        String scoped = Readings.MODEL.replace("value: last(m.a)", "value: last(m.a), comparable_by: last(m.e)");
        assertEquals(
                List.of(), compare(scoped, "x 1 60 60 60 1", "y 99 50 50 50 1").incomparable());
        assertEquals("x 1–2, y 1–2", places(compare(scoped, "x 40 60 60 60 1", "y 70 50 50 50 1"), "p"));
        Comparison different = compare(scoped, "x 40 60 60 60 1", "y 70 50 50 50 2");
        assertEquals(List.of("a"), different.incomparable());
        assertEquals("x 1–1, y 2–2", places(different, "p"));
        assertEquals(
                List.of("a"),
                compare(scoped, "x 40 60 60 60 -", "y 70 50 50 50 1").incomparable());
    }

    @Test
    void dominanceIsBeingNowhereBehind() {
        Comparison comparison = compare(Readings.MODEL, ROWS);
        List<String> found = comparison.dominances().stream()
                .map(each -> each.ahead().code() + ">" + each.behind().code())
                .toList();
        assertTrue(found.containsAll(List.of("ahead>one", "ahead>other", "ahead>lone", "one>last")), found::toString);
        assertFalse(found.contains("one>lone"), found::toString);
        assertTrue(comparison.dominances().stream().allMatch(Dominance::certain));
        String wide = Readings.MODEL.replace(
                "value: last(m.a)", "value: last(m.a), low: last(m.a) - 40, high: last(m.a) + 40");
        Dominance open =
                compare(wide, "x 55 55 55 55", "y 50 50 50 50").dominances().getFirst();
        assertFalse(open.certain());
    }

    @Test
    void moreThanCanBeReadAreNotToldInPairs() {
        String[] many = new String[RankStudy.PAIRED + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = "o" + i + " " + i + " " + i + " " + i + " " + i;
        }
        Ranking total = compare(Readings.MODEL, many).ranking(Scorecard.TOTAL);
        assertEquals(List.of(), total.pairs());
        assertEquals(many.length, total.ranges().size());
    }

    /** Cost decides nothing where it takes in different things: then y is ahead in all that may be compared. */
    @Test
    void whoIsAheadEverywhereIsAskedOnlyOfWhatMayBeCompared() {
        String scoped = Readings.MODEL.replace("value: last(m.a)", "value: last(m.a), comparable_by: last(m.e)");
        String[] equal = {"x 90 50 50 50 1", "y 10 60 60 60 1"};
        String[] different = {"x 90 50 50 50 1", "y 10 60 60 60 2"};
        assertEquals(List.of(), compare(scoped, equal).dominances());
        assertEquals(
                List.of(new Dominance(Subject.organisation("y"), Subject.organisation("x"), true)),
                compare(scoped, different).dominances());
    }

    @Test
    void aLeadThatWhatIsMissingCouldTurnIsNotCertain() {
        assertEquals(
                List.of(new Dominance(Subject.organisation("x"), Subject.organisation("y"), false)),
                compare(Readings.MODEL, "x 90 - 90 90", "y 80 80 80 80").dominances());
        assertEquals(
                List.of(new Dominance(Subject.organisation("x"), Subject.organisation("y"), true)),
                compare(Readings.MODEL, "x 90 90 90 90", "y 50 - 80 80").dominances(),
                "50 and anything is at most 75");
    }

    /**
     * In a geometric mean what is missing enlarges what is measured: 4 may be 16, and with 100 beside it that is 40, though
     * 16 alone is 16 and 4 with 100 beside it is 20.
     */
    @ParameterizedTest
    @ValueSource(strings = {"geometric", "harmonic"})
    void boundsAreNotAddedWhereOneEnlargesTheOther(String aggregation) {
        String yaml = Readings.MODEL
                .replace("- code: p\n", "- code: p\n    aggregation: " + aggregation + "\n")
                .replace("value: last(m.a)", "value: last(m.a), low: last(m.a) - 3, high: last(m.a) + 12");
        Subject x = Subject.organisation("x");
        Subject y = Subject.organisation("y");
        assertEquals(
                List.of(new Dominance(x, y, false)),
                compare(yaml, "x 36 36 36 36", "y 4 - 30 30").dominances());
        assertEquals(
                List.of(new Dominance(x, y, true)),
                compare(yaml, "x 36 36 36 36", "y 4 4 30 30").dominances(),
                "with nothing missing");
    }

    @ParameterizedTest
    @CsvSource({"60 60, 2", "- -, 1", ". ., 1"})
    void thatNobodyLeadsIsSaidOnlyOfWholeScorecards(String figures, int whole) {
        assertEquals(
                whole,
                compare(Readings.MODEL, "x " + figures + " 50 50", "y 50 50 60 60")
                        .whole());
    }

    /** What is known of a alone must not move how often b is ahead of c. */
    @ParameterizedTest
    @ValueSource(strings = {"60 -", "- -", "60 .", ". ."})
    void whatIsKnownOfOneDoesNotMoveTheOthers(String figures) {
        Ranking.Pair sure = beside("60 60");
        assertFalse(sure.isEstablished());
        assertEquals(sure, beside(figures));
    }

    private static Ranking.Pair beside(String figures) {
        String[] rows = {"a " + figures + " 60 60", "b 50 - 50 50", "c 60 40 50 50"};
        return pair(compare(Readings.MODEL, rows).ranking("p"), "b", "c");
    }

    @Test
    void withoutAWholePerspectiveNobodyHasAPlaceInAllTogether() {
        String scoped = Readings.MODEL
                .replace("value: last(m.a)", "value: last(m.a), comparable_by: last(m.e)")
                .replace("value: last(m.b)", "value: last(m.b), comparable_by: last(m.e)");
        Comparison comparison = compare(scoped, "x 60 60 60 60 1", "y 50 50 50 50 2");
        assertEquals("", places(comparison, "p"));
        assertEquals("x 1–1, y 2–2", places(comparison, "q"));
        assertEquals("", places(comparison, Scorecard.TOTAL));
        assertEquals(1, comparison.dominances().size(), "in what is left to compare");
    }
}
