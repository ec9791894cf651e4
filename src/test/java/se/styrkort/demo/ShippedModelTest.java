package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.scorecard.ModelReader;

/** The shipped model against the contract of the design and the requirements R160-R168. */
class ShippedModelTest {
    private static final Pattern CALL = Pattern.compile("(\\w+)\\(([a-z_]+\\.[a-z_]+)((?:, [a-z_]+=[^,)]+)*)\\)");

    @Test
    void saysThatItIsAProposal() {
        Shipped.read("/shipped/it-styrkort.yaml", root -> {
            root.only(
                    "code",
                    "version",
                    "valid_from",
                    "name",
                    "proposal",
                    "note",
                    "missing",
                    "total",
                    "size",
                    "perspectives");
            assertEquals("it-styrkort", root.text("code"));
            assertEquals("1", root.text("version"));
            assertEquals("true", root.text("proposal"));
            assertEquals("none", root.text("total"));
            root.mappings("perspectives")
                    .forEach(perspective -> perspective.only("code", "name", "weight", "aggregation", "measures"));
            Wording note = Wording.read(root, "note", true);
            assertTrue(note.sv().contains("ingen källa anger dem"), note.sv());
            assertTrue(note.en().contains("no source states them"), note.en());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"it-styrkort", "gemensam-it"})
    void canBeRead(String code) throws IOException {
        try (InputStream in = Shipped.present(getClass().getResourceAsStream("/shipped/" + code + ".yaml"), code)) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(List.of(), ModelReader.readStored(yaml).faults());
        }
    }

    @Test
    void fivePerspectivesOfThreeMeasures() {
        Map<String, List<Mapping>> measures = Shipped.measures();
        assertEquals(List.of("external", "internal", "maturity", "cost", "quality"), List.copyOf(measures.keySet()));
        measures.forEach((perspective, three) -> assertEquals(3, three.size(), perspective));
        Set<String> codes = new HashSet<>();
        measures.values().forEach(three -> three.forEach(one -> assertTrue(codes.add(one.text("code")))));
    }

    @Test
    void runningDeliveryAndProjectsObjectiveAndSubjective() {
        Set<String> covers = new TreeSet<>();
        Set<String> methods = new TreeSet<>();
        each(measure -> {
            covers.addAll(measure.texts("covers"));
            methods.add(measure.text("method"));
        });
        assertEquals(Set.of("projects", "running"), covers);
        assertEquals(Set.of("objective", "subjective"), methods);
    }

    @Test
    void everyMeasureIsCompleteAndReadsKnownMetrics() {
        Set<String> metrics = Shipped.metrics().keySet();
        each(measure -> {
            String code = measure.text("code");
            measure.only(
                    "code",
                    "name",
                    "description",
                    "method",
                    "covers",
                    "value",
                    "low",
                    "high",
                    "interval",
                    "comparable_by",
                    "window",
                    "normalisation",
                    "significance",
                    "target",
                    "caution",
                    "weight",
                    "unit",
                    "collection_cost_hours_per_year",
                    "owner",
                    "source");
            for (String key : List.of("value", "low", "high")) {
                String expression = measure.text(key, key.equals("value") ? "" : "1 + sum(cost.total)");
                Matcher call = CALL.matcher(expression);
                int calls = 0;
                while (call.find()) {
                    calls++;
                    assertTrue(Set.of("sum", "mean", "last", "common").contains(call.group(1)), expression);
                    assertTrue(metrics.contains(call.group(2)), () -> code + " reads no metric of ours: " + expression);
                }
                assertTrue(calls > 0, expression);
                assertEquals("", CALL.matcher(expression).replaceAll("").replaceAll("[ 0-9()+*/-]", ""), expression);
            }
            assertTrue(measure.text("window").matches("month|quarter|rolling_12|latest\\(1[28]\\)"), code);
            assertNotEquals("", measure.text("owner"), code);
            assertNotEquals("", measure.text("source"), code);
            assertNotEquals("", measure.text("unit"), code);
            for (String text : List.of("name", "description")) {
                Wording words = Wording.read(measure, text, true);
                assertNotEquals(words.sv(), words.en(), code);
            }
            Integer hours = measure.optionalInteger("collection_cost_hours_per_year");
            assertTrue(hours != null && hours > 0, code);
            targetsLieBetweenTheGoalposts(measure);
        });
    }

    private static void targetsLieBetweenTheGoalposts(Mapping measure) {
        Mapping normalisation = Shipped.present(measure.mapping("normalisation"), measure.text("code"));
        Mapping goalposts =
                Shipped.present(normalisation.only("goalposts", "scale").mapping("goalposts"), measure.text("code"));
        double zero = number(goalposts.only("zero", "hundred"), "zero");
        double hundred = number(goalposts, "hundred");
        double caution = (number(measure, "caution") - zero) / (hundred - zero);
        double target = (number(measure, "target") - zero) / (hundred - zero);
        assertTrue(0 < caution && caution < target && target < 1, measure.text("code"));
    }

    static double number(Mapping mapping, String key) {
        return Shipped.present(mapping.optionalNumber(key), key).doubleValue();
    }

    private static void each(java.util.function.Consumer<Mapping> measure) {
        Shipped.measures()
                .values()
                .forEach(three -> three.forEach(one -> {
                    measure.accept(one);
                    assertEquals(List.of(), one.faults().list());
                }));
    }
}
