package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** Versions of models, what they say otherwise, and models that cannot be: over HTTP. */
class ModelsIT {
    private static final String FIRST = """
            code: ours
            version: 1
            valid_from: 2026-01
            perspectives:
              - code: cost
                measures:
                  - code: per_user
                    value: sum(cost.total) / mean(usage.active_users)
                    normalisation: {goalposts: {zero: 400, hundred: 200}}
                    target: 300
            """;

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ModelsIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void store() {
        API.store("/models", FIRST);
        API.store("/models", FIRST.replace("version: 1", "version: 2").replace("target: 300", "target: 280"));
    }

    @Test
    void twoModelsComeWithTheProgram() {
        assertEquals(
                List.of("gemensam-it 1", "it-styrkort 1", "ours 2", "ours 1"),
                API.items("/models").stream()
                        .map(model -> Api.text(model.get("code")) + " " + Api.text(model.get("version")))
                        .toList());
    }

    @Test
    void whatAVersionSaysOtherwiseIsTold() {
        assertEquals(
                "1 cost/per_user target 300 280",
                API.get("/models/ours/2/differences").get("from") + " " + change("/models/ours/2/differences"));
        assertEquals(
                0, API.get("/models/ours/1/differences").json().get("changes").size());
        assertEquals("cost/per_user target 280 300", change("/models/ours/1/differences?from=2"));
        assertEquals(404, API.get("/models/ours/2/differences?from=9").status());
    }

    /** The only change. */
    private static String change(String path) {
        JsonNode changes = API.get(path).json().get("changes");
        assertEquals(1, changes.size());
        JsonNode change = changes.get(0);
        return String.join(
                " ",
                List.of(
                        Api.text(change.get("node")),
                        Api.text(change.get("aspect")),
                        Api.text(change.get("before")),
                        Api.text(change.get("after"))));
    }

    @Test
    void aVersionThatIsUsedNeverChanges() {
        assertEquals(
                409,
                API.yaml("/models", FIRST.replace("target: 300", "target: 299")).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(cost.total) / mean(usage.active_users)|sum(cost.total) + mean(usage.active_users)|SEK|8:32",
                "zero: 400, hundred: 200|zero: 200, hundred: 200|goalposts|9:57",
                "target: 300|target: 300\\n        weight: 0|weight|11:17",
                "sum(cost.total)|sum(cost.nothing)|cost.nothing|8:20",
                "{goalposts: {zero: 400, hundred: 200}}|z_score|relative|9:24"
            })
    void aModelThatCannotBeIsRefusedWithThePlace(String what, String becomes, String says, String place) {
        Api.Answer answer = API.yaml(
                "/models", FIRST.replace("version: 1", "version: 3").replace(what, becomes.replace("\\n", "\n")));
        assertEquals(422, answer.status());
        JsonNode error = answer.json().get("errors").get(0);
        assertTrue(Api.text(error.get("message")).contains(says), error::toString);
        assertEquals(place, Api.text(error.get("line")) + ":" + Api.text(error.get("column")));
    }

    @Test
    void anExpressionTenThousandDeepIsRefused() {
        String deep = "(".repeat(4_000) + "sum(cost.total)" + ")".repeat(4_000);
        Api.Answer answer = API.yaml(
                "/models",
                FIRST.replace("version: 1", "version: 3")
                        .replace("sum(cost.total) / mean(usage.active_users)", '"' + deep + '"'));
        assertEquals(422, answer.status());
    }
}
