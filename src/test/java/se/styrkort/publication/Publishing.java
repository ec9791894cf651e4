package se.styrkort.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import se.styrkort.Api;

/** What tests of publications do over the API. */
record Publishing(Api api) {
    /** A city with two boards and a company, with two closed months of use and cost. */
    void load() {
        load("boards");
    }

    /** What a folder of golden figures holds. */
    void load(String folder) {
        api.store("/catalog", text(folder + "/catalog.yaml"));
        api.store("/models", text(folder + "/model.yaml"));
        take("figures.csv", text(folder + "/figures.csv"));
        for (String month : text(folder + "/closed.txt").split("\\s+")) {
            assertEquals(
                    200,
                    api.post("/periods/" + month + "/close", "application/json", BodyPublishers.noBody())
                            .status());
        }
    }

    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Publishing.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void take(String fileName, String csv) {
        Api.Answer answer = api.take("?reason=test&fileName=" + fileName, csv);
        assertEquals("0", answer.get("rejected"), answer.text());
    }

    Api.Answer ask(String body) {
        return api.post("/publications", "application/json", BodyPublishers.ofString(body));
    }

    Api.Answer publish(String period) {
        Api.Answer answer = ask("{\"model\": \"prov\", \"period\": \"" + period + "\"}");
        assertEquals(200, answer.status(), answer.text());
        return answer;
    }

    Api.Answer verify(long id) {
        Api.Answer answer = api.post("/publications/" + id + "/verify", "application/json", BodyPublishers.noBody());
        assertEquals(200, answer.status(), answer.text());
        return answer;
    }

    void assertIdentical(long id) {
        Api.Answer answer = verify(id);
        assertEquals("true", answer.get("identical"), answer.text());
    }

    /** {@code check:reason} of every difference, each once. */
    static Set<String> reasons(Api.Answer verification) {
        Set<String> reasons = new TreeSet<>();
        for (JsonNode each : verification.json().get("differences").values()) {
            reasons.add(Api.text(each.get("check")) + ":" + Api.text(each.get("reason")));
        }
        return reasons;
    }

    /** The checks that do not hold, in their order. */
    static String failing(Api.Answer verification) {
        List<String> failing = new ArrayList<>();
        for (JsonNode check : verification.json().get("checks").values()) {
            if (Api.text(check.get("holds")).equals("false")) {
                failing.add(Api.text(check.get("check")));
            }
        }
        return String.join(" ", failing);
    }
}
