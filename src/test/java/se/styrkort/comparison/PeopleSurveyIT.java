package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/**
 * The organisations of the Civil Service People Survey 2020, compared in its nine theme scores: through catalog, profile and
 * model files, and beside a plain mean that is computed here without any of the program.
 */
class PeopleSurveyIT {
    private static final Path SCORES = SharedData.path("surveys/uk-csps2020/csps2020_orgscores_long.csv");
    private static final Path ORGANISATIONS = SharedData.path("surveys/uk-csps2020/csps2020_orgscores_meta.csv");
    private static final Path MEASURES = SharedData.path("surveys/uk-csps2020/csps2020_orgscores_measures.csv");

    private static final List<List<String>> THEMES = List.of(
            List.of("MW_TS", "OP_TS", "MT_TS"), List.of("LM_TS", "LC_TS", "IF_TS"), List.of("LD_TS", "RW_TS", "PB_TS"));

    /** Rows of the survey that are no organisation. */
    private static final Set<String> BENCHMARKS = Set.of("CS_MEDIAN", "CS_MEAN");

    private static final String ENGAGEMENT = "EES";

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("PeopleSurveyIT", Map.of());

    private static final Api API = new Api(SERVER);

    /** By organisation and then by measure, read without any of our own readers. */
    private static final Map<String, Map<String, Double>> FIGURES = new TreeMap<>();

    @BeforeAll
    static void catalogProfileModelAndFigures() throws IOException {
        for (String line : lines(SCORES)) {
            String[] cells = line.split(",", -1);
            FIGURES.computeIfAbsent(cells[0], key -> new HashMap<>()).put(cells[1], Double.valueOf(cells[2]));
        }
        API.store(
                "/catalog",
                "organisations:\n"
                        + lines(ORGANISATIONS).stream()
                                .map(line -> line.substring(0, line.indexOf(',')))
                                .map(code -> "  - {code: \"%s\", name: \"%s\", kind: %s}\n"
                                        .formatted(code, code, BENCHMARKS.contains(code) ? "benchmark" : "agency"))
                                .collect(Collectors.joining())
                        + "metrics:\n"
                        + lines(MEASURES).stream()
                                .map(line -> line.substring(0, line.indexOf(',')))
                                .map(code -> "  - {code: %s, name: %s, unit: ratio, granularity: year}\n"
                                        .formatted(code, code))
                                .collect(Collectors.joining()));
        API.store("/profiles", """
                code: people-survey
                rows:
                  - metric: {column: measure}
                    period: {constant: "2020"}
                    organisation: {column: organisation_code}
                    value: {column: value}
                """);
        StringBuilder model = new StringBuilder("""
                code: people
                version: 1
                valid_from: 2020
                name: {sv: Medarbetare, en: People}
                perspectives:
                """);
        for (int i = 0; i < THEMES.size(); i++) {
            model.append("  - code: part").append(i).append("\n    measures:\n");
            THEMES.get(i).forEach(theme -> model.append(
                            "      - {code: %s, window: year, value: last(%s), unit: ratio, ".formatted(theme, theme))
                    .append("normalisation: {goalposts: {zero: 0, hundred: 1}}}\n"));
        }
        API.store("/models", model.toString());
        Api.Answer taken = API.take("?profile=people-survey", Files.readAllBytes(SCORES));
        assertEquals("0", taken.get("rejected"), taken.text());
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return lines.subList(1, lines.size());
    }

    private static double mean(String organisation) {
        Map<String, Double> figures = Objects.requireNonNull(FIGURES.get(organisation));
        return THEMES.stream()
                .flatMap(List::stream)
                .mapToDouble(theme -> Objects.requireNonNull(figures.get(theme)))
                .average()
                .orElseThrow();
    }

    @Test
    void everyRangeHoldsThePlaceOfAPlainMean() {
        List<String> organisations = FIGURES.keySet().stream()
                .filter(code -> !BENCHMARKS.contains(code))
                .toList();
        assertEquals(109, organisations.size());
        Api.Answer answer = API.get("/comparisons?model=people&period=2020&kind=agency");
        assertEquals(200, answer.status(), answer.text());
        JsonNode total = answer.json().get("rankings").get(THEMES.size());
        assertEquals(0, total.get("unranked").size());
        assertEquals(109, total.get("ranges").size());
        Map<String, JsonNode> ranges = new HashMap<>();
        total.get("ranges")
                .values()
                .forEach(range -> ranges.put(Api.text(range.get("subject").get("code")), range));
        int wide = 0;
        for (String one : organisations) {
            double mean = mean(one);
            long ahead = organisations.stream()
                    .filter(other -> mean(other) > mean + 1e-9)
                    .count();
            long equal = organisations.stream()
                    .filter(other -> Math.abs(mean(other) - mean) <= 1e-9)
                    .count();
            JsonNode range = Objects.requireNonNull(ranges.get(one));
            int from = range.get("from").getIntValue();
            int until = range.get("until").getIntValue();
            assertTrue(
                    from <= ahead + equal && ahead + 1 <= until,
                    () -> one + " has the plain place " + (ahead + 1) + " and the range " + from + "–" + until);
            assertEquals(109, range.get("of").getIntValue());
            wide += until > from ? 1 : 0;
        }
        assertTrue(wide > 90, "nearly all places are ranges: " + wide);
    }

    /** The engagement index is none of the themes: who is first and last in them is not in the middle of it. */
    @Test
    void theFirstAndTheLastArePlausible() {
        JsonNode ranges = API.get("/comparisons?model=people&period=2020&kind=agency")
                .json()
                .get("rankings")
                .get(THEMES.size())
                .get("ranges");
        String first = Api.text(ranges.get(0).get("subject").get("code"));
        String last = Api.text(ranges.get(ranges.size() - 1).get("subject").get("code"));
        List<String> byMean = FIGURES.keySet().stream()
                .filter(code -> !BENCHMARKS.contains(code))
                .sorted(Comparator.comparingDouble(PeopleSurveyIT::mean).reversed())
                .toList();
        assertTrue(byMean.indexOf(first) < 3, first);
        assertTrue(byMean.indexOf(last) > 105, last);
        assertTrue(engagement(first) > engagement("CS_MEDIAN") && engagement("CS_MEDIAN") > engagement(last));
    }

    private static double engagement(String organisation) {
        return Objects.requireNonNull(
                Objects.requireNonNull(FIGURES.get(organisation)).get(ENGAGEMENT));
    }
}
