package se.styrkort;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Freezes a period's scorecards, and prints the hash by which they are known again. */
@Command(name = "publish", description = "Publish a period's scorecards.", mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(names = "--model", required = true, paramLabel = "<code>", description = "the scorecard model")
    private String model = "";

    @Option(
            names = "--model-version",
            paramLabel = "<number>",
            description = "its version (the one that is valid for the period)")
    private @Nullable Integer version;

    @Option(names = "--period", required = true, paramLabel = "<period>", description = "2026-03, 2026-Q1, 2026 …")
    private String period = "";

    @Option(names = "--note", paramLabel = "<text>", description = "what to remember of it, such as a decision")
    private @Nullable String note;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("model", model);
        order.put("period", period);
        if (version != null) {
            order.put("version", version);
        }
        if (note != null) {
            order.put("note", note);
        }
        byte[] body = JsonMapper.createDefault().writeValueAsBytes(JsonNode.from(order));
        try (ApiClient api = ApiClient.connect(store)) {
            JsonNode made =
                    api.post("/publications", "application/json", BodyPublishers.ofByteArray(body), "publishing");
            System.out.printf(
                    "publication %s: %s version %s, %s (%s), revision %s, %s subjects%nhash %s%n",
                    ApiClient.text(made, "id"),
                    ApiClient.text(made, "model"),
                    ApiClient.text(made, "version"),
                    ApiClient.text(made, "period"),
                    ApiClient.text(made, "periodState"),
                    ApiClient.text(made, "revision"),
                    ApiClient.text(made, "subjects"),
                    ApiClient.text(made, "hash"));
        }
        return 0;
    }
}
