package se.styrkort;

import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The comparison of all subjects over the perspectives of a model, as a table. */
@Command(name = "score", description = "Show a period's scorecards.", mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(names = "--model", paramLabel = "<code>", description = "the scorecard model (the one there is)")
    private @Nullable String model;

    @Option(names = "--period", paramLabel = "<period>", description = "2026-03, 2026-Q1, 2026 … (the latest)")
    private @Nullable String period;

    @Option(names = "--organisation", paramLabel = "<code>", description = "only these")
    private List<String> organisations = List.of();

    @Option(names = "--as-of", paramLabel = "<instant>", description = "as it was known then: 2026-04-10T08:00:00Z")
    private @Nullable String asOf;

    @Override
    public Integer call() throws Exception {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("model", model);
        query.put("period", period);
        query.put("asOf", asOf);
        for (int i = 0; i < organisations.size(); i++) {
            query.put("organisation[" + i + "]", organisations.get(i));
        }
        try (ApiClient api = ApiClient.connect(store)) {
            JsonNode cards = api.get("/scorecards" + ApiClient.query(query), "scoring");
            System.out.printf(
                    "%s version %s, %s (%s), revision %s%n",
                    ApiClient.text(cards, "model"),
                    ApiClient.text(cards, "version"),
                    ApiClient.text(cards, "period"),
                    ApiClient.text(cards, "periodState"),
                    ApiClient.text(cards, "revision"));
            JsonNode subjects = cards.get("subjects");
            System.out.print(
                    subjects == null || subjects.size() == 0
                            ? "No subject has figures in this period.\n"
                            : table(subjects));
        }
        return 0;
    }

    /** A row per subject; beside each score how many of its measures had values. */
    private static TextTable table(JsonNode subjects) {
        List<String> names = new ArrayList<>(List.of("kind", "subject"));
        for (JsonNode perspective : perspectives(subjects.get(0))) {
            names.add(ApiClient.text(perspective, "code"));
        }
        TextTable table = new TextTable(names.toArray(String[]::new));
        for (JsonNode each : subjects.values()) {
            List<String> row = new ArrayList<>();
            JsonNode subject = each.get("subject");
            row.add(subject == null ? "" : ApiClient.text(subject, "kind"));
            row.add(subject == null ? "" : ApiClient.text(subject, "code"));
            for (JsonNode perspective : perspectives(each)) {
                row.add(cell(perspective));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static Iterable<JsonNode> perspectives(@Nullable JsonNode card) {
        JsonNode found = card == null ? null : card.get("perspectives");
        return found == null ? List.of() : found.values();
    }

    private static String cell(JsonNode perspective) {
        String score = ApiClient.text(perspective, "score");
        JsonNode coverage = perspective.get("coverage");
        JsonNode measures = coverage == null ? null : coverage.get("measures");
        String of = measures == null || measures.size() < 2
                ? ""
                : " (%s/%s)"
                        .formatted(
                                measures.get(0).coerceStringValue(),
                                measures.get(1).coerceStringValue());
        return (score.isEmpty()
                        ? "-"
                        : new BigDecimal(score)
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString())
                + of;
    }
}
