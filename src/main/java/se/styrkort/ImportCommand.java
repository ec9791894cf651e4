package se.styrkort;

import io.micronaut.json.tree.JsonNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes files in, one after the other, and shows what became of them. */
@Command(name = "import", description = "Take files of figures in.", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final List<String> COUNTS =
            List.of("rows", "used", "filtered", "blank", "rejected", "created", "unchanged", "restated", "emptied");

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "the files, in the order in which they count")
    private List<Path> files = List.of();

    @Option(names = "--profile", paramLabel = "<code>", description = "how the files map to rows (observations)")
    private @Nullable String profile;

    @Option(names = "--source", paramLabel = "<code>", description = "whose figures they are (as the profile)")
    private @Nullable String source;

    @Option(names = "--decimal", paramLabel = "<sign>", description = "the decimal sign of the files, , or .")
    private @Nullable String decimal;

    @Option(names = "--reason", paramLabel = "<text>", description = "why earlier figures are restated")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "show what would change, and change nothing")
    private boolean dryRun;

    @Option(names = "--takeover", description = "series of another source become this one's")
    private boolean takeover;

    @Option(names = "--strict", description = "take a file whole or, if any row is rejected, not at all")
    private boolean strict;

    @Override
    public Integer call() throws Exception {
        try (ApiClient api = ApiClient.connect(store)) {
            for (Path file : files) {
                show(file, take(api, file));
            }
        }
        return 0;
    }

    private JsonNode take(ApiClient api, Path file) throws CommandFailed {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("profile", profile);
        query.put("source", source);
        query.put("decimal", decimal);
        query.put("reason", reason);
        query.put("dryRun", dryRun ? true : null);
        query.put("takeover", takeover ? true : null);
        query.put("strict", strict ? true : null);
        query.put("fileName", file.getFileName());
        try {
            return api.post(
                    "/imports" + ApiClient.query(query),
                    "application/octet-stream",
                    BodyPublishers.ofFile(file),
                    "taking in " + file);
        } catch (FileNotFoundException e) {
            throw new CommandFailed("there is no file " + file, e);
        } catch (CommandFailed e) {
            throw new CommandFailed(file + ": " + e.getMessage(), e);
        }
    }

    private void show(Path file, JsonNode report) {
        String id = ApiClient.text(report, "id");
        System.out.printf(
                "%s: profile %s, source %s, %s%n",
                file,
                ApiClient.text(report, "profile"),
                ApiClient.text(report, "source"),
                dryRun ? "dry run, nothing was changed" : "import " + id);
        TextTable counts = new TextTable(COUNTS.toArray(String[]::new));
        counts.row(COUNTS.stream().map(name -> ApiClient.text(report, name)).toArray(String[]::new));
        System.out.print(counts);
        list("Changes", changes(report));
        list("Rejected rows", rejections(report));
        if (!dryRun && ApiClient.text(report, "revision").isEmpty()) {
            System.out.println("Nothing was new.");
        }
    }

    private static void list(String title, TextTable table) {
        if (!table.isEmpty()) {
            System.out.printf("%n%s:%n%s", title, table);
        }
    }

    private static TextTable rejections(JsonNode report) {
        TextTable table = new TextTable("line", "column", "value", "what is wrong");
        for (JsonNode each : values(report, "rejections")) {
            table.row(
                    ApiClient.text(each, "line"),
                    ApiClient.text(each, "column"),
                    ApiClient.text(each, "value"),
                    ApiClient.text(each, "message"));
        }
        return table;
    }

    private static TextTable changes(JsonNode report) {
        TextTable table =
                new TextTable("change", "metric", "service", "organisation", "qualifier", "period", "old", "new");
        for (JsonNode each : values(report, "changes")) {
            table.row(
                    ApiClient.text(each, "change"),
                    ApiClient.text(each, "metric"),
                    ApiClient.text(each, "service"),
                    ApiClient.text(each, "organisation"),
                    ApiClient.text(each, "qualifier"),
                    ApiClient.text(each, "period"),
                    figure(each.get("old")),
                    figure(each.get("new")));
        }
        return table;
    }

    /** {@code 12.5}, {@code 12.5 PRELIMINARY} or {@code MISSING}. */
    private static String figure(@Nullable JsonNode figure) {
        if (figure == null || !figure.isObject()) {
            return "";
        }
        String state = ApiClient.text(figure, "state");
        String quality = ApiClient.text(figure, "quality");
        String value = state.equals("VALUE") ? ApiClient.text(figure, "value") : state;
        return quality.isEmpty() || quality.equals("FINAL") ? value : value + " " + quality;
    }

    private static Iterable<JsonNode> values(JsonNode report, String field) {
        JsonNode list = report.get(field);
        return list == null || !list.isArray() ? List.of() : list.values();
    }
}
