package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelChangeTest {
    private static final String MODEL = Models.text("model.yaml");

    private static List<String> changes(String before, String after) {
        return ModelChange.between(Models.read(before), Models.read(after)).stream()
                .map(change -> change.node() + " " + change.aspect() + ": " + change.before() + " → " + change.after())
                .map(String::strip)
                .toList();
    }

    @Test
    void theSameSaysTheSameHoweverItIsWritten() {
        assertEquals(List.of(), changes(MODEL, MODEL));
        assertEquals(List.of(), changes(MODEL, MODEL.replace("weight: 2\n", "weight: 2.0\n") + "# a remark\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target: 0.995|target: 0.996|quality/availability_service_hours target: 0.995 → 0.996",
                "caution: 0.99|weight: 0.5|quality/availability_service_hours caution: 0.99 → null",
                "hundred: 200|hundred: 100|cost/cost_per_user normalisation: goalposts: 400 → 0, 200 → 100, linear → goalposts: 400 → 0, 100 → 100, linear",
                "window: latest(3)|window: latest(6)|quality/availability_service_hours window: latest(3) → latest(6)",
                "total: geometric|total: none| total: geometric → none",
                "aggregation: geometric|aggregation: harmonic|quality aggregation: geometric → harmonic",
                "min_share: 0.66|min_share: 0.5| min_share: 0.66 → 0.5",
                "high: sum(cost.it_sek)|high: 2 * sum(cost.it_sek)|cost/cost_per_user high: sum(cost.it_sek) → 2 * sum(cost.it_sek)"
            })
    void aChangeIsNamedWithBothSides(String what, String becomes, String change) {
        String after =
                MODEL.replace(what, becomes).replace("        weight: 0.5\n        weight: 0.5", "        weight: 0.5");
        assertEquals(List.of(change), changes(MODEL, after));
    }

    @Test
    void whatCameAndWentIsNamedOnce() {
        String renamed = MODEL.replace("code: cost_per_user", "code: cost_per_employee");
        assertEquals(
                List.of(
                        "cost/cost_per_employee node: null → cost_per_employee",
                        "cost/cost_per_user node: cost_per_user → null"),
                changes(MODEL, renamed));
    }

    @Test
    void everyAspectHasAName() {
        Properties texts = new Properties();
        try {
            texts.load(new java.io.StringReader(Models.text("/texts/scorecard_sv.properties")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Set<String> aspects = new TreeSet<>(Set.of(ModelChange.NODE));
        String full = MODEL.replace("version: 3", "version: 3\nsize: m.a")
                .replace("target: 0.995", "baseline: 0.9\n        significance: 0.1\n        target: 0.995")
                .replace("low: sum(cost.it_sek) / 2", "comparable_by: last(m.a)")
                .replace("high: sum(cost.it_sek)", "interval: {proportion: {answers: sum(m.a)}}");
        for (String model : List.of(MODEL, full)) {
            ModelFacts.of(Models.read(model)).values().forEach(facts -> aspects.addAll(facts.keySet()));
        }
        assertTrue(aspects.containsAll(List.of("interval", "low", "baseline", "significance", "comparable_by")));
        aspects.forEach(aspect -> assertTrue(texts.containsKey("scorecard.aspect." + aspect), aspect));
        long named = texts.stringPropertyNames().stream()
                .filter(key -> key.startsWith("scorecard.aspect."))
                .count();
        assertEquals(aspects.size(), named);
    }
}
