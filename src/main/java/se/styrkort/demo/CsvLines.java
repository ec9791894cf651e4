package se.styrkort.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Consumer;

/** Lines of a file, each written as it is made, with line feeds. The writer stays open. */
final class CsvLines {
    private CsvLines() {}

    static void write(Writer writer, String header, Consumer<Consumer<String>> rows) throws IOException {
        try {
            writer.write(header + "\n");
            rows.accept(line -> {
                try {
                    writer.write(line + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }
}
