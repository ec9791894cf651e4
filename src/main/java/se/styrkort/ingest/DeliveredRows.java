package se.styrkort.ingest;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Single rows of a file that must be read from its start: a workbook, or one JSON document. */
final class DeliveredRows {
    /** Characters of a raw row that are shown. */
    private static final int SHOWN = 20_000;

    private DeliveredRows() {}

    /**
     * The rows of these lines as text: of a workbook the cells with semicolons between them, of JSON the record as it
     * stands in the file.
     */
    static Map<Integer, String> rows(Delivery delivery, Profile profile, Format format, SortedSet<Integer> lines)
            throws IOException {
        return format == Format.XLSX ? sheetRows(delivery, profile, lines) : records(delivery, profile, lines);
    }

    private static Map<Integer, String> sheetRows(Delivery delivery, Profile profile, SortedSet<Integer> lines)
            throws IOException {
        Map<Integer, String> rows = new HashMap<>();
        try (Table table = Table.open(delivery, profile, Format.XLSX)) {
            for (RawRow row = table.next(); row != null && row.line() <= lines.last(); row = table.next()) {
                if (lines.contains((int) row.line())) {
                    String text =
                            row.cells().stream().map(DeliveredRows::quoted).collect(Collectors.joining(";"));
                    rows.put((int) row.line(), text.substring(0, Math.min(text.length(), SHOWN)));
                }
            }
        }
        return rows;
    }

    private static String quoted(String cell) {
        boolean plain = cell.indexOf(';') < 0 && cell.indexOf('"') < 0 && cell.indexOf('\n') < 0;
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static Map<Integer, String> records(Delivery delivery, Profile profile, SortedSet<Integer> lines)
            throws IOException {
        Map<Integer, String> rows = new HashMap<>();
        FileEncoding encoding = FileEncoding.of(delivery.file(), profile.encoding());
        try (JsonRecords records = new JsonRecords(encoding.reader(delivery.file()), profile.records());
                Reader text = encoding.reader(delivery.file())) {
            long at = 0;
            int number = 0;
            for (JsonParser record = records.next(); record != null && number < lines.last(); record = records.next()) {
                long start = record.currentTokenLocation().getCharOffset();
                record.skipChildren();
                if (lines.contains(++number)) {
                    int length = (int) Math.min(SHOWN, record.currentLocation().getCharOffset() - start);
                    rows.put(number, part(text, start - at, length));
                    at = start + length;
                }
            }
        }
        return rows;
    }

    private static String part(Reader text, long skipped, int length) throws IOException {
        for (long left = skipped; left > 0; ) {
            left -= text.skip(left);
        }
        char[] part = new char[length];
        int read = 0;
        for (int more = 0; more >= 0 && read < length; read += Math.max(more, 0)) {
            more = text.read(part, read, length - read);
        }
        return new String(part, 0, read);
    }
}
