package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Period;
import se.styrkort.demo.RoughScores.Rough;
import se.styrkort.document.Mapping;
import se.styrkort.observation.State;

/** The demonstration shows something: scores that differ, and every way in which one can be absent. */
class DemoScoresTest {
    private static final Period LAST = Period.month(2026, 6);
    private static final Map<String, List<Mapping>> MEASURES = Shipped.measures();
    private static final Set<String> ORGANISATIONS = Shipped.organisations().keySet();
    private static final RoughScores SCORES = new RoughScores(LAST);

    private static List<Double> scores(Mapping measure, Period month) {
        return scores(SCORES, measure, month);
    }

    private static List<Double> scores(RoughScores figures, Mapping measure, Period month) {
        List<Double> scores = new ArrayList<>();
        for (String organisation : ORGANISATIONS) {
            Rough value = figures.value(measure, organisation, month);
            if (value.isValue()) {
                scores.add(RoughScores.score(measure, value.value()));
            }
        }
        return scores;
    }

    /** How many measures of the perspective have values, of those that are applicable. */
    private static int[] coverage(String perspective, String organisation, Period month) {
        int have = 0;
        int of = 0;
        for (Mapping measure : Shipped.present(MEASURES.get(perspective), perspective)) {
            State state = SCORES.value(measure, organisation, month).state();
            have += state == State.VALUE ? 1 : 0;
            of += state == State.NOT_APPLICABLE ? 0 : 1;
        }
        return new int[] {have, of};
    }

    /** Whenever the demonstration is started: its last month is the calendar's. */
    @ParameterizedTest
    @CsvSource({"2026, 6", "2025, 7", "2025, 10", "2026, 1", "2027, 3"})
    void everyMeasureSpreadsItsOrganisations(int year, int number) {
        Period last = Period.month(year, number);
        RoughScores figures = new RoughScores(last);
        Map<String, String> table = new LinkedHashMap<>();
        List<Double> all = new ArrayList<>();
        MEASURES.values()
                .forEach(three -> three.forEach(measure -> {
                    List<Double> scores = scores(figures, measure, last);
                    all.addAll(scores);
                    double low = scores.stream().mapToDouble(x -> x).min().orElseThrow();
                    double high = scores.stream().mapToDouble(x -> x).max().orElseThrow();
                    long extreme =
                            scores.stream().filter(x -> x == 0 || x == 100).count();
                    table.put(
                            measure.text("code"),
                            String.format(
                                    Locale.ROOT, "%2d: %5.1f - %5.1f, extreme %d", scores.size(), low, high, extreme));
                    boolean shared = measure.text("value").contains("common(");
                    assertTrue(scores.size() >= 10, () -> measure.text("code") + " " + table);
                    assertTrue(high - low >= (shared ? 8 : 25), () -> measure.text("code") + " " + table);
                    assertTrue(extreme <= 1, () -> measure.text("code") + " " + table);
                }));
        double[] sorted = all.stream().mapToDouble(x -> x).sorted().toArray();
        double low = sorted[sorted.length / 20];
        double high = sorted[sorted.length - 1 - sorted.length / 20];
        assertTrue(low >= 10 && low <= 35, () -> low + " " + table);
        assertTrue(high >= 80 && high <= 98, () -> high + " " + table);
    }

    @Test
    void mostOrganisationsHaveAllPerspectivesInMostMonths() {
        int scored = 0;
        int asked = 0;
        for (int ago = 0; ago < Timeline.MONTHS; ago += 5) {
            for (String organisation : ORGANISATIONS) {
                for (String perspective : MEASURES.keySet()) {
                    int[] coverage = coverage(perspective, organisation, LAST.plus(-ago));
                    asked++;
                    scored += coverage[1] > 0 && coverage[0] >= 0.66 * coverage[1] ? 1 : 0;
                }
            }
        }
        double share = (double) scored / asked;
        assertTrue(share > 0.85, "share with a score: " + share);
    }

    @Test
    void oneOrganisationShowsEveryKindOfCoverage() {
        assertEquals("[3, 3]", java.util.Arrays.toString(coverage("quality", OrganisationShape.SMALL, LAST)));
        assertEquals("[2, 3]", java.util.Arrays.toString(coverage("internal", OrganisationShape.SMALL, LAST)));
        assertEquals("[1, 3]", java.util.Arrays.toString(coverage("maturity", OrganisationShape.SMALL, LAST)));
        assertEquals("[1, 1]", java.util.Arrays.toString(coverage("external", OrganisationShape.INWARD, LAST)));
    }

    @Test
    void theMunicipalityHasEveryMeasure() {
        for (String perspective : MEASURES.keySet()) {
            int[] coverage = coverage(perspective, OrganisationShape.WHOLE, LAST);
            assertEquals(3, coverage[0], perspective);
        }
    }

    @Test
    void theOutageIsSeenInTheScores() {
        Mapping availability =
                Shipped.present(MEASURES.get("quality"), "quality").getFirst();
        Period outage = new Timeline(LAST).outage();
        OptionalDouble then = mean(scores(availability, outage));
        OptionalDouble before = mean(scores(availability, outage.previous()));
        assertTrue(then.orElseThrow() < before.orElseThrow() - 25, then + " after " + before);
    }

    private static OptionalDouble mean(List<Double> scores) {
        return scores.stream().mapToDouble(x -> x).average();
    }
}
