package se.styrkort.survey;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.catalog.Survey;

/** From rows of answers to figures that add up. */
class SurveyMonthTest {
    /** The figures of an organisation's part, as {@code name value, …}. */
    private static String figures(List<SurveyFigure> figures, String organisation, String part) {
        return figures.stream()
                .filter(figure -> figure.organisation().equals(organisation)
                        && figure.part().equals(part))
                .map(figure -> figure.name() + " "
                        + (figure.value() == null
                                ? figure.state()
                                : figure.value().toPlainString()))
                .collect(Collectors.joining(", "));
    }

    private static GroupAnswers answered(Survey survey, @Nullable Integer... levels) {
        GroupReading reading = new GroupReading(survey);
        for (int i = 0; i < levels.length; i++) {
            reading.answer("p" + i, "q", levels[i]);
        }
        return reading.end();
    }

    private static List<SurveyFigure> month(Survey survey, Map<String, GroupAnswers> groups) {
        return new SurveyMonth(survey, Surveys.UPWARDS, groups).figures();
    }

    @Test
    void answersAreCountedByLevel() {
        Survey survey = Surveys.satisfied(1);
        List<SurveyFigure> figures =
                month(survey, Map.of("ab", answered(survey, 5, 4, 4, 1, null), "ac", answered(survey, 2)));
        String ab = "answers 4, satisfied 3, score_sum 14, score_squares 58";
        assertEquals(ab, figures(figures, "ab", ""));
        assertEquals(ab, figures(figures, "ab", "q"));
        String all = "answers 5, satisfied 3, score_sum 16, score_squares 62";
        assertEquals(all, figures(figures, "a", ""));
        assertEquals(all, figures(figures, Suppression.WHOLE, ""));
        assertEquals(
                "level 1, level 1, level 0, level 2, level 1",
                IntStream.rangeClosed(1, 5)
                        .mapToObj(level -> figures(figures, "a", "q/" + level))
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void aSmallGroupIsSecretWithAllItsFigures() {
        Survey survey = Surveys.satisfied(3);
        List<SurveyFigure> figures = month(
                survey,
                Map.of("a", answered(survey, 5, 4, 4, 1), "b", answered(survey, 2), "c", answered(survey, 3, 3, 3)));
        assertEquals("answers 4, satisfied 3, score_sum 14, score_squares 58", figures(figures, "a", ""));
        String secret = "answers SECRET, satisfied SECRET, score_sum SECRET, score_squares SECRET";
        assertEquals(secret, figures(figures, "b", ""));
        assertEquals(secret, figures(figures, "c", ""));
        assertEquals("level SECRET", figures(figures, "b", "q/2"));
        assertEquals("answers 8, satisfied 3, score_sum 25, score_squares 89", figures(figures, Suppression.WHOLE, ""));
    }

    @Test
    void aRespondentWithoutAnItemHasNoScore() {
        Survey survey = Surveys.sus();
        GroupReading reading = new GroupReading(survey);
        for (int item = 1; item <= SusScore.ITEMS; item++) {
            reading.answer("one", "q" + item, item % 2 == 0 ? 1 : 5);
        }
        for (int item = 1; item <= SusScore.ITEMS; item++) {
            reading.answer("two", "q" + item, item == 7 ? null : 3);
        }
        for (int item = 1; item <= SusScore.ITEMS; item++) {
            reading.answer("three", "q" + item, 3);
        }
        reading.answer("silent", "q1", null);
        GroupAnswers group = reading.end();
        assertEquals(3, group.respondents());
        List<SurveyFigure> figures = month(survey, Map.of("a", group));
        assertEquals("answers 2, score_sum 150, score_squares 12500, incomplete 1", figures(figures, "a", ""));
        for (String item : List.of("q1", "q7")) {
            assertEquals("answers 2, satisfied 1, score_sum 8, score_squares 34", figures(figures, "a", item), item);
        }
        assertEquals("level 1", figures(figures, "a", "q1/3"), "of three, and not of two");
    }

    /** Else the items of all, less what the scores say of nine, would be what the tenth answered. */
    @Property
    void whoHasNoScoreAddsNothingToTheItemsOfASus(
            @ForAll @Size(9) List<@Size(10) List<@IntRange(min = 1, max = 5) Integer>> whole,
            @ForAll @Size(10) List<@IntRange(min = 1, max = 5) Integer> last,
            @ForAll @IntRange(max = 9) int leftOut) {
        List<Integer> incomplete = new ArrayList<>(last);
        incomplete.set(leftOut, 0);
        List<List<Integer>> all = new ArrayList<>(whole);
        all.add(incomplete);
        assertEquals(read(whole, null).levels(), read(all, null).levels());
        assertEquals(read(whole, null).sums(), read(all, null).sums());
        assertEquals(10, read(all, null).respondents());
    }

    @Test
    void aQuestionOutsideTheScoreIsCountedOfAll() {
        GroupReading reading = new GroupReading(Surveys.sus());
        reading.answer("one", "q1", 5);
        reading.answer("one", "besides", 4);
        GroupAnswers group = reading.end();
        assertEquals("{besides={4=1}}", group.levels().toString());
        assertEquals(1, group.respondents());
    }

    @ParameterizedTest
    @CsvSource({
        // answers, mean, deviation → sum, squares
        "12, 3.7167, 0.4407, 44.6004, 167.90268807",
        "1, 4, , 4, 16",
        "1, 4, 0.5, 4, 16",
        "0, , , 0, 0",
        "5, 3, , 15, ",
        "5, , , , "
    })
    void aSummaryBecomesSums(
            long answers,
            @Nullable BigDecimal mean,
            @Nullable BigDecimal deviation,
            @Nullable String sum,
            @Nullable String squares) {
        Tally tally = Tally.ofSummary(answers, null, mean, deviation);
        assertEquals(sum, tally.sum() == null ? null : tally.sum().toPlainString());
        assertEquals(squares, tally.squares() == null ? null : tally.squares().toPlainString());
    }

    @Property
    void aSummaryOfAnswersIsTheAnswersOfTheSummary(
            @ForAll @Size(min = 2, max = 30) List<@IntRange(min = 1, max = 5) Integer> levels) {
        Tally counted = Tally.of(
                levels.stream().collect(Collectors.groupingBy(level -> level, Collectors.counting())),
                Surveys.satisfied(1));
        MathContext exact = new MathContext(60);
        BigDecimal n = BigDecimal.valueOf(levels.size());
        BigDecimal mean = requireNonNull(counted.sum()).divide(n, exact);
        BigDecimal variance = requireNonNull(counted.squares())
                .subtract(n.multiply(mean).multiply(mean))
                .max(BigDecimal.ZERO)
                .divide(n.subtract(BigDecimal.ONE), exact);
        Tally summed = Tally.ofSummary(levels.size(), counted.satisfied(), mean, variance.sqrt(exact));
        MathContext rounded = new MathContext(20);
        assertEquals(
                0,
                mean.multiply(n)
                        .round(rounded)
                        .compareTo(requireNonNull(summed.sum()).round(rounded)));
        assertEquals(
                0,
                requireNonNull(counted.squares())
                        .compareTo(requireNonNull(summed.squares()).round(rounded)));
    }

    @Property
    void theOrderOfRespondentsAndOfTheirRowsIsOfNoAccount(
            @ForAll @Size(max = 12) List<@Size(10) List<@IntRange(min = 0, max = 5) Integer>> respondents,
            @ForAll Random random) {
        assertEquals(read(respondents, null), read(respondents, random));
    }

    private static GroupAnswers read(List<List<Integer>> respondents, @Nullable Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, respondents.size()).boxed().toList());
        List<Integer> items = new ArrayList<>(IntStream.range(0, 10).boxed().toList());
        if (random != null) {
            Collections.shuffle(order, random);
        }
        GroupReading reading = new GroupReading(Surveys.sus());
        for (int respondent : order) {
            if (random != null) {
                Collections.shuffle(items, random);
            }
            for (int item : items) {
                int level = respondents.get(respondent).get(item);
                reading.answer("p" + respondent, "q" + (item + 1), level == 0 ? null : level);
            }
        }
        return reading.end();
    }

    /** What is shown of the parts and hidden adds up to the whole, whatever way the answers are divided into groups. */
    @Property
    void groupsAddUp(@ForAll @Size(max = 40) List<@IntRange(min = 1, max = 5) Integer> levels) {
        Survey survey = Surveys.satisfied(1);
        Map<String, GroupReading> readings = new TreeMap<>();
        for (int i = 0; i < levels.size(); i++) {
            String group = List.of("aa", "ab", "b", "").get((i * 7 + levels.get(i)) % 4);
            readings.computeIfAbsent(group, key -> new GroupReading(survey)).answer("p" + i, "q", levels.get(i));
        }
        Map<String, GroupAnswers> groups = new HashMap<>();
        readings.forEach((group, reading) -> groups.put(group, reading.end()));
        GroupReading all = new GroupReading(survey);
        for (int i = 0; i < levels.size(); i++) {
            all.answer("p" + i, "q", levels.get(i));
        }
        assertEquals(
                figures(month(survey, levels.isEmpty() ? Map.of() : Map.of("", all.end())), "", ""),
                figures(month(survey, groups), "", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // by the definition → of a, ab, the whole; 2 answered in a itself, 3 in ab, 1 in b
                "a=10 ab=20 b=5     | 30 20 35",
                "a=10 b=5           | 10 - 15",
                "ab=20 b=5          | - 20 -",
                "a=10               | 10 - -",
                "a=4 b=5            | - - 9",
                "*=100              | - - 100",
                "*=5                | - - -"
            })
    void thoseAskedAreKnownOfAllWhoAnsweredOrNotAtAll(String asked, String expected) {
        Map<String, Long> invited = new HashMap<>();
        @Nullable Long whole = null;
        for (String part : asked.strip().split(" ")) {
            long number = Long.parseLong(part.substring(part.indexOf('=') + 1));
            if (part.startsWith("*")) {
                whole = number;
            } else {
                invited.put(part.substring(0, part.indexOf('=')), number);
            }
        }
        Survey survey = Surveys.survey(Survey.Scoring.SATISFIED, List.of("q"), 1, whole, invited);
        List<SurveyFigure> figures = month(
                survey, Map.of("a", answered(survey, 5, 4), "ab", answered(survey, 1, 1, 1), "b", answered(survey, 3)));
        assertEquals(
                expected.strip(),
                List.of("a", "ab", Suppression.WHOLE).stream()
                        .map(organisation -> figures.stream()
                                .filter(figure -> figure.name().equals("invited")
                                        && figure.organisation().equals(organisation))
                                .map(figure -> String.valueOf(figure.value()))
                                .findFirst()
                                .orElse("-"))
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void whatSomeDoNotSayIsNotKnownOfAll() {
        Tally levels = Tally.of(Map.of(5, 3L, 1, 1L), Surveys.satisfied(1));
        Tally share = Tally.ofSummary(6, 2L, null, null);
        Tally both = levels.plus(share);
        assertEquals("10 5", both.answers() + " " + both.satisfied());
        assertNull(both.sum());
        assertEquals(Map.of(), both.levels());
        assertEquals(levels, levels.plus(Tally.NONE));
        assertEquals(share, Tally.NONE.plus(share));
    }
}
