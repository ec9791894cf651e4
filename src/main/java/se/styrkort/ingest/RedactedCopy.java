package se.styrkort.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a delivered file in which only the columns are filled that its profile names, for files with personal data.
 * It has the same form, the same rows on the same lines and is judged the same.
 */
final class RedactedCopy {
    /** Stands for what must be there for a row to be rejected again. */
    private static final String SOMETHING = "x";

    private final Delivery delivery;
    private final Profile profile;
    private final FileForm form;

    private RedactedCopy(Delivery delivery, Profile profile, FileForm form) {
        this.delivery = delivery;
        this.profile = profile;
        this.form = form;
    }

    /** Writes the copy to a file, which is the caller's to delete. */
    static void write(Delivery delivery, Profile profile, FileForm form, Path copy) throws IOException {
        RedactedCopy redacted = new RedactedCopy(delivery, profile, form);
        try (BufferedWriter out = Files.newBufferedWriter(copy, form.encoding().charset())) {
            if (form.encoding().mark() > 0) {
                out.write('\uFEFF');
            }
            switch (form.format()) {
                case CSV -> redacted.csv(out);
                case JSON, NDJSON -> redacted.json(out);
                case XLSX -> throw new IllegalArgumentException("a workbook cannot be redacted");
            }
        }
    }

    private BitSet kept(List<String> header) {
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        named.addAll(profile.namedColumns());
        Profile.Unpivot unpivot = profile.unpivot();
        BitSet kept = new BitSet();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            boolean wide = unpivot != null && unpivot.columns().matcher(name).matches();
            kept.set(i, wide || named.contains(name));
        }
        return kept;
    }

    private void csv(Writer out) throws IOException {
        List<String> header;
        try (CsvTable table = CsvTable.open(delivery, profile)) {
            header = table.header();
        }
        BitSet kept = kept(header);
        int row = 0;
        try (CsvReader<CsvRecord> records =
                CsvTable.parser(form.delimiter()).ofCsvRecord(form.encoding().reader(delivery.file()))) {
            for (CsvRecord record : records) {
                row++;
                List<String> cells = record.getFields();
                int shown = row > profile.header() ? mustShow(cells, kept) : -1;
                for (int i = 0; i < cells.size(); i++) {
                    boolean whole = row == profile.header() || (row > profile.header() && kept.get(i));
                    String cell = whole
                            ? cells.get(i)
                            : emptied(cells.get(i), i == shown || (row > profile.header() && i >= header.size()));
                    out.write(i == 0 ? "" : String.valueOf(form.delimiter()));
                    out.write(quoted(cell));
                }
                out.write('\n');
            }
        }
    }

    /** A cell to be filled so that a row does not become blank, of which nothing kept says anything; -1: none. */
    private static int mustShow(List<String> cells, BitSet kept) {
        int shown = -1;
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                if (kept.get(i)) {
                    return -1;
                }
                shown = shown < 0 ? i : shown;
            }
        }
        return shown;
    }

    /** Nothing but the line ends of the cell, so that the rows after it keep their lines. */
    private static String emptied(String cell, boolean shown) {
        return cell.replaceAll("[^\r\n]", "") + (shown && !cell.isBlank() ? SOMETHING : "");
    }

    private String quoted(String cell) {
        boolean plain = cell.indexOf(form.delimiter()) < 0
                && cell.indexOf('"') < 0
                && cell.indexOf('\n') < 0
                && cell.indexOf('\r') < 0;
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private void json(Writer out) throws IOException {
        boolean lines = form.format() == Format.NDJSON;
        List<String> ends = new ArrayList<>();
        for (RecordPath.Step step : profile.records().steps()) {
            if (!lines) {
                out.write(step.name() == null ? "[" : "{" + text(step.name()) + ":");
                ends.add(step.name() == null ? "]" : "}");
            }
        }
        boolean list = !lines && (ends.isEmpty() || ends.getLast().equals("}"));
        out.write(list ? "[" : "");
        try (JsonTable table = JsonTable.open(delivery, profile, form.format())) {
            BitSet kept = kept(table.header());
            boolean first = true;
            for (RawRow row = table.next(); row != null; row = table.next()) {
                out.write(first ? "" : lines ? "\n" : ",\n");
                out.write(record(row, table.header(), kept));
                first = false;
            }
        }
        out.write(list ? "]" : "");
        Collections.reverse(ends);
        out.write(String.join("", ends));
    }

    private static String text(@Nullable String text) throws IOException {
        StringWriter written = new StringWriter();
        try (JsonGenerator json = JsonRecords.FACTORY.createGenerator(written)) {
            json.writeString(text);
        }
        return written.toString();
    }

    private static String record(RawRow row, List<String> header, BitSet kept) throws IOException {
        if (row.fault() != null) {
            return "0"; // no record either
        }
        if (row.cells().isEmpty()) {
            return "";
        }
        StringWriter written = new StringWriter();
        try (JsonGenerator json = JsonRecords.FACTORY.createGenerator(written)) {
            json.writeStartObject();
            for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
                json.writeFieldName(header.get(i));
                if (row.kind(i) == CellKind.NUMBER) {
                    json.writeRawValue(row.cells().get(i));
                } else {
                    json.writeString(row.cells().get(i));
                }
            }
            int shown = mustShow(row.cells(), kept);
            if (shown >= 0) {
                json.writeStringField(header.get(shown), SOMETHING);
            }
            json.writeEndObject();
        }
        return written.toString();
    }
}
