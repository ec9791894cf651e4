package se.styrkort.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivered file of JSON records, one document or one record per line. It is read twice: what columns there are is
 * known when the last record has been seen.
 */
final class JsonTable implements Table {
    /** Characters of a line that is a record. */
    private static final int RECORD_LIMIT = 4 << 20;

    private final FileForm form;
    private final JsonCells cells;
    private final List<String> header;
    private final Source source;

    /** Where records come from, one after the other. */
    private interface Source extends Closeable {
        @Nullable
        RawRow next(JsonCells cells) throws IOException;
    }

    private JsonTable(FileForm form, JsonCells cells, Source source) {
        this.form = form;
        this.cells = cells;
        this.header = cells.header();
        this.source = source;
    }

    static JsonTable open(Delivery delivery, Profile profile, Format format) throws IOException {
        Path file = delivery.file();
        if (Format.isZip(file)) {
            throw UnreadableFile.because(0, 0, "spreadsheet_not_json");
        }
        FileForm form = new FileForm(format, FileEncoding.of(file, profile.encoding()), '\u0000');
        JsonCells cells = new JsonCells();
        long records = 0;
        try (Source first = source(file, form, profile)) {
            for (RawRow row = first.next(cells); row != null; row = first.next(cells)) {
                records++;
            }
        }
        if (records == 0) {
            throw UnreadableFile.because(0, 0, "no_rows");
        }
        if (cells.header().isEmpty()) {
            throw UnreadableFile.because(0, 0, "no_json_records", format.code());
        }
        cells.keepHeader();
        return new JsonTable(form, cells, source(file, form, profile));
    }

    private static Source source(Path file, FileForm form, Profile profile) throws IOException {
        return form.format() == Format.JSON
                ? new Document(new JsonRecords(form.encoding().reader(file), profile.records()))
                : new Lines(new LineText(form.encoding().reader(file), RECORD_LIMIT));
    }

    /** The records of one document; their line is their number. */
    private static final class Document implements Source {
        private final JsonRecords records;
        private long number;

        Document(JsonRecords records) {
            this.records = records;
        }

        @Override
        public @Nullable RawRow next(JsonCells cells) throws IOException {
            JsonParser parser = records.next();
            if (parser == null) {
                return null;
            }
            try {
                return cells.read(parser, ++number);
            } catch (JsonProcessingException e) {
                throw JsonRecords.broken(e);
            }
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }

    /** A record per line: one that cannot be read leaves the others as they are. */
    private static final class Lines implements Source {
        private final LineText lines;

        Lines(LineText lines) {
            this.lines = lines;
        }

        @Override
        public @Nullable RawRow next(JsonCells cells) throws IOException {
            String line = lines.next();
            if (line == null) {
                return null;
            }
            if (line.isBlank()) {
                return new RawRow(lines.line(), List.of());
            }
            try (JsonParser parser = JsonRecords.FACTORY.createParser(line)) {
                parser.nextToken();
                RawRow row = cells.read(parser, lines.line());
                return parser.nextToken() == null
                        ? row
                        : RawRow.faulty(lines.line(), "broken_record", line, "more than one value");
            } catch (JsonProcessingException e) {
                return RawRow.faulty(lines.line(), "broken_record", line, e.getOriginalMessage());
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Override
    public FileForm form() {
        return form;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable RawRow next() throws IOException {
        return source.next(cells);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
