package se.styrkort.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CSV that Swedish Excel opens right by itself: byte order mark, semicolons, CRLF. Text that a spreadsheet would take
 * for a formula is defused by an apostrophe in front of it (OWASP, CSV injection); numbers stay numbers.
 */
public final class SpreadsheetCsv {
    public static final String MEDIA_TYPE = "text/csv;charset=utf-8";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final Pattern HARMLESS = Pattern.compile("-|[+-]?[0-9][0-9 \u00a0]*([.,][0-9]+)?");

    private SpreadsheetCsv() {}

    /** What a file begins with: the mark and the names of its columns. */
    public static byte[] head(List<String> names) {
        return (BYTE_ORDER_MARK + text(List.of(names))).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] rows(List<List<String>> rows) {
        return text(rows).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        // closed, or what the writer still holds back would be lost
        try (CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(';')
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text)) {
            rows.forEach(row ->
                    csv.writeRecord(row.stream().map(SpreadsheetCsv::defused).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Text as it may stand in a file that a spreadsheet opens; {@link #restored} is its inverse. */
    public static String defused(String cell) {
        return startsFormula(cell) && !HARMLESS.matcher(cell).matches() ? "'" + cell : cell;
    }

    /** Text as it was before {@link #defused}, so that a file that we wrote says the same when it comes back. */
    public static String restored(String cell) {
        return cell.startsWith("'") && startsFormula(cell) ? cell.substring(1) : cell;
    }

    /** Whether a formula stands there, behind any apostrophes: those that defuse and those that were there before. */
    private static boolean startsFormula(String cell) {
        int start = 0;
        while (start < cell.length() && cell.charAt(start) == '\'') {
            start++;
        }
        return start < cell.length() && FORMULA_STARTS.indexOf(cell.charAt(start)) >= 0;
    }
}
