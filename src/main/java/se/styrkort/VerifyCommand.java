package se.styrkort;

import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Computes a publication again from the database; fails when anything differs from what was published. */
@Command(
        name = "verify",
        description = "Verify that a publication can be computed again.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "<id>", description = "the publication's number")
    private long id;

    @Override
    public Integer call() throws Exception {
        try (ApiClient api = ApiClient.connect(store)) {
            JsonNode verified = api.post(
                    "/publications/" + id + "/verify", "application/json", BodyPublishers.noBody(), "verifying");
            TextTable checks = new TextTable("check", "result");
            for (JsonNode check : values(verified, "checks")) {
                checks.row(
                        ApiClient.text(check, "check"),
                        ApiClient.text(check, "holds").equals("true")
                                ? "holds"
                                : ApiClient.text(check, "differences") + " differ");
            }
            System.out.print(checks);
            if (!ApiClient.text(verified, "identical").equals("true")) {
                System.out.print(differences(verified));
                throw new CommandFailed("publication " + id + " is not what was published: "
                        + ApiClient.text(verified, "found") + " differences");
            }
            System.out.printf("publication %d is identical: %s%n", id, ApiClient.text(verified, "hash"));
        }
        return 0;
    }

    private static TextTable differences(JsonNode verified) {
        TextTable differences = new TextTable("check", "subject", "node", "what", "published", "recomputed", "why");
        for (JsonNode each : values(verified, "differences")) {
            JsonNode subject = each.get("subject");
            differences.row(
                    ApiClient.text(each, "check"),
                    subject == null || subject.isNull() ? "" : ApiClient.text(subject, "code"),
                    ApiClient.text(each, "node"),
                    ApiClient.text(each, "what"),
                    ApiClient.text(each, "published"),
                    ApiClient.text(each, "recomputed"),
                    ApiClient.text(each, "why"));
        }
        return differences;
    }

    private static Iterable<JsonNode> values(JsonNode node, String field) {
        JsonNode found = node.get(field);
        return found == null ? List.of() : found.values();
    }
}
