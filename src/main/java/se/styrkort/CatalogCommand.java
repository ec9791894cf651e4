package se.styrkort;

import io.micronaut.json.tree.JsonNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The catalog: objects, products, services, organisations, metrics. */
@Command(
        name = "catalog",
        description = "The catalog of services, organisations and metrics.",
        mixinStandardHelpOptions = true,
        subcommands = CatalogCommand.Load.class)
final class CatalogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "catalog load FILE is what there is");
    }

    /** Loads a document, all of it or nothing. */
    @Command(name = "load", description = "Load a catalog document (YAML).", mixinStandardHelpOptions = true)
    static final class Load implements Callable<Integer> {
        @Mixin
        private final StoreOptions store = new StoreOptions();

        @Parameters(paramLabel = "FILE", description = "the document")
        private Path file = Path.of("");

        @Option(names = "--dry-run", description = "say what would change, and change nothing")
        private boolean dryRun;

        @Override
        public Integer call() throws Exception {
            try (ApiClient api = ApiClient.connect(store)) {
                JsonNode loaded = api.post(
                        "/catalog" + (dryRun ? "?dryRun=true" : ""),
                        "application/yaml",
                        BodyPublishers.ofFile(file),
                        "loading " + file);
                TextTable counts = new TextTable("created", "changed", "unchanged");
                counts.row(
                        ApiClient.text(loaded, "created"),
                        ApiClient.text(loaded, "changed"),
                        ApiClient.text(loaded, "unchanged"));
                System.out.print(counts);
                if (dryRun) {
                    System.out.println("Dry run: nothing was changed.");
                }
                return 0;
            } catch (FileNotFoundException e) {
                throw new CommandFailed("there is no file " + file, e);
            }
        }
    }
}
