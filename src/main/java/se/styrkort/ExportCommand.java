package se.styrkort;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes observations to a file, in a form that can be taken in again. */
@Command(name = "export", description = "Write observations to a file.", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /** How the file is written. */
    enum Form {
        OPEN,
        EXCEL,
        XLSX;

        private String query() {
            return this == XLSX ? "xlsx" : "csv";
        }
    }

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<file>",
            description = "where to; standard output unless it is said")
    private @Nullable Path output;

    @Option(
            names = "--form",
            paramLabel = "<form>",
            description = "open (CSV: UTF-8, comma, decimal point), excel (CSV as Swedish Excel opens it), xlsx (open)")
    private Form form = Form.OPEN;

    @Option(
            names = "--metric",
            paramLabel = "<code>",
            description = "only these; may be repeated, as may the next three")
    private List<String> metrics = List.of();

    @Option(names = "--service", paramLabel = "<code>")
    private List<String> services = List.of();

    @Option(names = "--organisation", paramLabel = "<code>")
    private List<String> organisations = List.of();

    @Option(names = "--qualifier", paramLabel = "<text>")
    private List<String> qualifiers = List.of();

    @Option(names = "--from", paramLabel = "<period>", description = "the first period")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "<period>", description = "the last period")
    private @Nullable String to;

    @Option(names = "--as-of", paramLabel = "<instant>", description = "as it was known then: 2026-04-10T08:00:00Z")
    private @Nullable String asOf;

    @Override
    public Integer call() throws Exception {
        try (ApiClient api = ApiClient.connect(store);
                InputStream file = api.open("/observations" + query(), "exporting")) {
            if (output == null) {
                file.transferTo(System.out);
                System.out.flush();
            } else {
                write(file, output);
            }
        } catch (IOException e) {
            throw new CommandFailed("the export broke off: " + e.getMessage(), e);
        }
        return 0;
    }

    private String query() {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("format", form.query());
        query.put("dialect", form == Form.XLSX ? null : form.name().toLowerCase(Locale.ROOT));
        query.put("from", from);
        query.put("to", to);
        query.put("asOf", asOf);
        repeat(query, "metric", metrics);
        repeat(query, "service", services);
        repeat(query, "organisation", organisations);
        repeat(query, "qualifier", qualifiers);
        return ApiClient.query(query);
    }

    private static void repeat(Map<String, @Nullable Object> query, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            query.put(name + "[" + i + "]", values.get(i));
        }
    }

    /** A file has its name when it is whole; what is no ordinary file, such as a pipe, is written as it comes. */
    static void write(InputStream from, Path file) throws IOException, CommandFailed {
        boolean ordinary = !Files.exists(file) || Files.isRegularFile(file);
        Path half = ordinary ? file.resolveSibling(file.getFileName() + ".part") : file;
        try {
            try (OutputStream out = Files.newOutputStream(half)) {
                from.transferTo(out);
            }
            if (ordinary) {
                Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (FileSystemException e) {
            throw new CommandFailed("cannot write " + file, e);
        } finally {
            if (ordinary) {
                Files.deleteIfExists(half);
            }
        }
        System.err.println("written: " + file);
    }
}
