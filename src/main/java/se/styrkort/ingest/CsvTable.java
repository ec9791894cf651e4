package se.styrkort.ingest;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivered CSV file read row by row: character set, delimiter and header found, memory independent of its size. */
final class CsvTable implements Closeable {
    /** Characters; one field may not be longer. */
    static final int FIELD_LIMIT = 1 << 20;

    static final int COLUMN_LIMIT = 2_000;

    private final FileEncoding encoding;
    private final char delimiter;
    private final List<String> header;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private @Nullable RawRow first;

    private CsvTable(
            FileEncoding encoding,
            char delimiter,
            List<String> header,
            CsvReader<CsvRecord> reader,
            CloseableIterator<CsvRecord> records,
            @Nullable RawRow first) {
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.header = header;
        this.reader = reader;
        this.records = records;
        this.first = first;
    }

    static CsvTable open(Delivery delivery, Profile profile) throws IOException {
        FileEncoding encoding = FileEncoding.of(delivery.file(), profile.encoding());
        char delimiter = profile.delimiter() != null ? profile.delimiter() : findDelimiter(delivery, encoding, profile);
        CsvReader<CsvRecord> reader = parser(delimiter).ofCsvRecord(text(delivery, encoding));
        CloseableIterator<CsvRecord> records = reader.iterator();
        try {
            return withHeader(encoding, delimiter, reader, records, profile);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static CsvTable withHeader(
            FileEncoding encoding,
            char delimiter,
            CsvReader<CsvRecord> reader,
            CloseableIterator<CsvRecord> records,
            Profile profile) {
        RawRow row = null;
        for (int i = 0; i < Math.max(profile.header(), 1); i++) {
            if (!hasNext(records, 1)) {
                throw UnreadableFile.because(0, 0, "no_rows");
            }
            row = raw(records);
        }
        if (row == null || row.cells().size() > COLUMN_LIMIT) {
            throw UnreadableFile.because(1, 0, "too_many_columns_in_file", COLUMN_LIMIT);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String name = profile.header() == 0
                    ? ""
                    : row.cells().get(i).replace("\uFEFF", "").strip();
            names.add(name.isEmpty() ? "c" + (i + 1) : name);
        }
        return new CsvTable(encoding, delimiter, names, reader, records, profile.header() == 0 ? row : null);
    }

    static CsvReader.CsvReaderBuilder parser(char delimiter) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(FIELD_LIMIT);
    }

    private static Reader text(Delivery delivery, FileEncoding encoding) throws IOException {
        InputStream in = Files.newInputStream(delivery.file());
        in.skipNBytes(encoding.mark());
        return new InputStreamReader(in, encoding.charset());
    }

    /** The sign among semicolon, tab and comma that the header holds most of, outside quotes. */
    private static char findDelimiter(Delivery delivery, FileEncoding encoding, Profile profile) throws IOException {
        Map<Character, Integer> counts = new HashMap<>(Map.of(';', 0, '\t', 0, ',', 0));
        try (BufferedReader lines = new BufferedReader(text(delivery, encoding))) {
            int line = 1;
            boolean quoted = false;
            int before = 0;
            for (int read = 0; read < FIELD_LIMIT; read++) {
                int c = lines.read();
                if (c < 0 || line > Math.max(profile.header(), 1)) {
                    break;
                }
                quoted ^= c == '"';
                line += !quoted && (c == '\r' || (c == '\n' && before != '\r')) ? 1 : 0;
                before = c;
                if (!quoted && line == Math.max(profile.header(), 1)) {
                    counts.computeIfPresent((char) c, (sign, count) -> count + 1);
                }
            }
        }
        // Swedish Excel's sign first, when a comma stands in a name as often
        char best = ';';
        for (char sign : new char[] {'\t', ','}) {
            best = counts.getOrDefault(sign, 0) > counts.getOrDefault(best, 0) ? sign : best;
        }
        return counts.getOrDefault(best, 0) > 0 ? best : ',';
    }

    private static boolean hasNext(CloseableIterator<CsvRecord> records, long line) {
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            // the library has one exception for both, told apart by its message alone
            String reason = String.valueOf(e.getMessage());
            throw reason.contains("buffer size")
                    ? UnreadableFile.because(line, 0, "field_too_long", FIELD_LIMIT)
                    : UnreadableFile.because(line, 0, "broken_csv", reason);
        }
    }

    private static RawRow raw(CloseableIterator<CsvRecord> records) {
        CsvRecord next = records.next();
        return new RawRow(next.getStartingLineNumber(), next.getFields());
    }

    List<String> header() {
        return header;
    }

    FileEncoding encoding() {
        return encoding;
    }

    char delimiter() {
        return delimiter;
    }

    /** The next row after the header, or null at the end. */
    @Nullable
    RawRow next(long lineBefore) {
        if (first != null) {
            RawRow row = first;
            first = null;
            return row;
        }
        return hasNext(records, lineBefore + 1) ? raw(records) : null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
