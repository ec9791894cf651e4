package se.styrkort.ingest;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivered CSV file read row by row: character set, delimiter and header found, memory independent of its size. */
final class CsvTable implements Table {
    private final FileForm form;
    private final List<String> header;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private @Nullable RawRow first;
    private long line = 1;

    private CsvTable(
            FileForm form,
            List<String> header,
            CsvReader<CsvRecord> reader,
            CloseableIterator<CsvRecord> records,
            @Nullable RawRow first) {
        this.form = form;
        this.header = header;
        this.reader = reader;
        this.records = records;
        this.first = first;
    }

    static CsvTable open(Delivery delivery, Profile profile) throws IOException {
        if (Format.isZip(delivery.file())) {
            throw UnreadableFile.because(0, 0, "spreadsheet_not_csv");
        }
        Format.refuseOldSpreadsheet(delivery.file());
        FileEncoding encoding = FileEncoding.of(delivery.file(), profile.encoding());
        char delimiter = profile.delimiter() != null ? profile.delimiter() : findDelimiter(delivery, encoding, profile);
        CsvReader<CsvRecord> reader = parser(delimiter).ofCsvRecord(encoding.reader(delivery.file()));
        CloseableIterator<CsvRecord> records = reader.iterator();
        try {
            return withHeader(new FileForm(Format.CSV, encoding, delimiter), reader, records, profile);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static CsvTable withHeader(
            FileForm form, CsvReader<CsvRecord> reader, CloseableIterator<CsvRecord> records, Profile profile) {
        RawRow row = null;
        for (int i = 0; i < Math.max(profile.header(), 1); i++) {
            if (!hasNext(records, 1)) {
                throw UnreadableFile.because(0, 0, "no_rows");
            }
            row = raw(records);
        }
        List<String> names = Table.names(row == null ? List.of() : row.cells(), profile);
        return new CsvTable(form, names, reader, records, profile.header() == 0 ? row : null);
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

    /** The sign among semicolon, tab and comma that the header holds most of, outside quotes. */
    private static char findDelimiter(Delivery delivery, FileEncoding encoding, Profile profile) throws IOException {
        Map<Character, Integer> counts = new HashMap<>(Map.of(';', 0, '\t', 0, ',', 0));
        try (BufferedReader lines = new BufferedReader(encoding.reader(delivery.file()))) {
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
            // the library has one exception for all, told apart by its message alone
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("limit of") && reason.contains("fields")) {
                throw UnreadableFile.because(line, 0, "too_many_columns_in_file", COLUMN_LIMIT);
            }
            throw reason.contains("buffer size") || reason.contains("exceeds the max")
                    ? UnreadableFile.because(line, 0, "field_too_long", FIELD_LIMIT)
                    : UnreadableFile.because(line, 0, "broken_csv", reason);
        }
    }

    private static RawRow raw(CloseableIterator<CsvRecord> records) {
        CsvRecord next = records.next();
        return new RawRow(next.getStartingLineNumber(), next.getFields());
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
    public @Nullable RawRow next() {
        RawRow row = first;
        first = null;
        if (row == null && hasNext(records, line + 1)) {
            row = raw(records);
        }
        line = row == null ? line : row.line();
        return row;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
