package se.styrkort.observation;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.SpreadsheetCsv;

/**
 * Observations as CSV in one of two dialects. Both are opened by spreadsheets, so in both text that would be a formula is
 * defused; numbers never are.
 */
final class ObservationCsv implements ObservationSink {
    /** How the file is written. */
    enum Dialect {
        /** As Excel in Swedish opens it by itself: byte order mark, semicolons, decimal comma, CRLF. */
        EXCEL(';', ',', "\uFEFF"),
        /** As programs expect it: RFC 4180, comma, decimal point, no byte order mark. */
        OPEN(',', '.', "");

        private final char separator;
        private final char decimal;
        private final String start;

        Dialect(char separator, char decimal, String start) {
            this.separator = separator;
            this.decimal = decimal;
            this.start = start;
        }
    }

    private static final List<String> OF_PAGE = COLUMNS.subList(0, COLUMNS.indexOf("sample_size"));

    private final Dialect dialect;
    private final List<String> columns;
    private final CsvWriter csv;

    ObservationCsv(Dialect dialect, OutputStream out) throws IOException {
        this(dialect, COLUMNS, out);
    }

    private ObservationCsv(Dialect dialect, List<String> columns, OutputStream out) throws IOException {
        this.dialect = dialect;
        this.columns = columns;
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(dialect.start);
        this.csv = CsvWriter.builder()
                .fieldSeparator(dialect.separator)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        csv.writeRecord(columns);
    }

    /** A page of the API's list, in the columns that it has as JSON. */
    static byte[] page(List<Observation> observations) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try (ObservationCsv csv = new ObservationCsv(Dialect.OPEN, OF_PAGE, page)) {
            observations.forEach(each -> csv.write(each, null, null));
        }
        return page.toByteArray();
    }

    @Override
    public void write(ObservationRepository.Keyed row) {
        write(row.observation(), row.sampleSize(), row.stdDev());
    }

    private void write(Observation each, @Nullable Integer sampleSize, @Nullable BigDecimal stdDev) {
        List<String> cells = List.of(
                each.period(),
                text(each.metric()),
                text(each.service()),
                text(each.organisation()),
                text(each.qualifier()),
                each.state().name(),
                number(each.value()),
                each.quality().name(),
                sampleSize == null ? "" : sampleSize.toString(),
                number(stdDev));
        csv.writeRecord(cells.subList(0, columns.size()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : SpreadsheetCsv.defused(text);
    }

    private String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString().replace('.', dialect.decimal);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
