package se.styrkort.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.styrkort.scorecard.Subject;

/** What differs between what was published and what is computed again, and why. */
class DifferencesTest {
    private static final Subject SKOLA = Subject.organisation("skola");

    /** A subject of one perspective with two measures of one term each. */
    private static Map<String, @Nullable Object> subject(
            String value, String sha256, String score, Map<String, ?> more) {
        Map<String, @Nullable Object> first = new HashMap<>(more);
        first.put("code", "a");
        first.put("score", score);
        Map<String, @Nullable Object> perspective = new HashMap<>();
        perspective.put("code", "p");
        perspective.put("score", score);
        perspective.put("measures", List.of(first, Map.of("code", "b", "score", "50")));
        Map<String, @Nullable Object> card = new HashMap<>();
        card.put("total", null);
        card.put("perspectives", List.of(perspective));
        return Map.of(
                "inputs",
                List.of(
                        Map.of(
                                "node",
                                "p/a",
                                "terms",
                                List.of(Map.of(
                                        "term",
                                        "sum(m.a)",
                                        "value",
                                        value,
                                        "observations",
                                        Map.of("count", 2L, "sha256", sha256)))),
                        Map.of("node", "p/b", "previous", List.of(Map.of("term", "sum(m.b)", "value", "1")))),
                "scorecard",
                card);
    }

    private static Map<String, @Nullable Object> subject(String value, String sha256, String score) {
        return subject(value, sha256, score, Map.of());
    }

    private static List<String> between(Map<String, ?> published, Map<String, ?> recomputed) {
        List<String> differences = new ArrayList<>();
        for (Difference each : Differences.ofSubject(SKOLA, published, recomputed)) {
            differences.add(each.check().code() + " " + each.node() + " " + each.what() + " " + each.published() + " "
                    + each.recomputed() + " " + each.why().code());
        }
        return differences;
    }

    @Test
    void whatIsTheSameDoesNotDiffer() {
        assertEquals(List.of(), between(subject("1", "x", "10"), subject("1", "x", "10")));
    }

    @Test
    void otherObservationsAreTheReasonForTheirValueAndTheScores() {
        assertEquals(
                List.of(
                        "inputs p/a sum(m.a).observations.sha256 x y observations",
                        "inputs p/a sum(m.a).value 1 2 observations",
                        "results p score 10 20 follows",
                        "results p/a score 10 20 follows"),
                between(subject("1", "x", "10"), subject("2", "y", "20")));
    }

    @Test
    void anotherValueOfTheSameObservationsIsAddedUpOtherwise() {
        assertEquals(
                List.of("inputs p/a sum(m.a).value 1 2 aggregation"),
                between(subject("1", "x", "10"), subject("2", "x", "10")));
    }

    @Test
    void anotherScoreOfEqualInputsIsAnotherArithmetic() {
        assertEquals(
                List.of("results p score 10 10.5 arithmetic", "results p/a score 10 10.5 arithmetic"),
                between(subject("1", "x", "10"), subject("1", "x", "10.5")));
    }

    @Test
    void whatALaterReleaseSaysBesideIsNoDifference() {
        assertEquals(List.of(), between(subject("1", "x", "10"), subject("1", "x", "10", Map.of("progress", "0.5"))));
        assertEquals(
                List.of("results p/a progress 0.5 null arithmetic"),
                between(subject("1", "x", "10", Map.of("progress", "0.5")), subject("1", "x", "10")));
    }

    @Test
    void somethingWhereThereWasNothingDiffers() {
        Map<String, @Nullable Object> nothing = new HashMap<>();
        nothing.put("interval", null);
        assertEquals(
                List.of("results p/a interval null 2 arithmetic"),
                between(
                        subject("1", "x", "10", nothing),
                        subject("1", "x", "10", Map.of("interval", Map.of("low", "1", "high", "2")))));
    }

    @Test
    void theHeadTellsThePeriodAndTheCatalog() {
        List<String> differences = new ArrayList<>();
        for (Difference each : Differences.ofHead(
                Map.of("periodState", "closed", "metrics", List.of(Map.of("code", "m.a", "unit", "s"))),
                Map.of("periodState", "open", "metrics", List.of(Map.of("code", "m.a", "unit", "h"))))) {
            differences.add(each.what() + " " + each.published() + " " + each.recomputed() + " "
                    + each.why().code());
        }
        assertEquals(List.of("periodState closed open period", "m.a.unit s h catalog"), differences);
    }
}
