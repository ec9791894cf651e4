package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    private static final String RULE =
            "code: t\nrows: [{metric: {constant: m}, period: {column: a}, value: {column: b}}]\n";

    @TempDir
    private Path folder;

    /** The header, then each row with its line. */
    private List<String> read(String profile, byte[] bytes) {
        List<String> rows = new ArrayList<>();
        try (CsvTable table = CsvTable.open(Trial.delivery(folder, bytes), Trial.profile(profile + RULE))) {
            rows.add(table.form().delimiter() + " " + String.join("|", table.header()));
            for (RawRow row = table.next(); row != null; row = table.next()) {
                rows.add(row.line() + " " + String.join("|", row.cells()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    private List<String> read(String profile, String text) {
        return read(profile, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"';'", "','", "'\t'"})
    void theDelimiterIsTheOneOfTheHeader(char delimiter) {
        String text = "a;b;c\n1;2;3\n".replace(';', delimiter);
        assertEquals(List.of(delimiter + " a|b|c", "2 1|2|3"), read("", text));
        assertEquals(
                List.of("; \"a,b\"|c".replace("\"", ""), "2 1|2"), read("", "\"a,b\";c\n1;2\n"), "not within quotes");
        assertEquals(List.of("; a|b,c,d", "2 1|2"), read("delimiter: ;\n", "a;b,c,d\n1;2\n"));
        assertEquals(List.of("| a|b", "2 1|2"), read("delimiter: \"|\"\n", "a|b\n1|2\n"));
        assertEquals(List.of("\t a|b", "2 1|2"), read("delimiter: tab\n", "a\tb\n1\t2\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void linesEndAsTheyLike(String end) {
        String text = "a;b\n1;2\n\n\"x\ny\";\"z \"\"q\"\"\"\n3;4".replace("\n", end);
        assertEquals(List.of("; a|b", "2 1|2", "3 ", "4 x" + end + "y|z \"q\"", "6 3|4"), read("", text));
        assertEquals(List.of("; a|b", "2 1|2"), read("", "a;b\n1;2\n".replace("\n", end)), "no row after the last end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void theHeaderMayStandFurtherDownOrNowhere(String end) {
        String text = "Rapport, 2026, mars\n\na;b\n1;2\n".replace("\n", end);
        assertEquals(List.of("; a|b", "4 1|2"), read("header: 3\n", text));
        assertEquals(List.of("; c1|c2", "1 1|2", "2 3|4"), read("header: none\n", "1;2\n3;4\n".replace("\n", end)));
    }

    @Test
    void anUnnamedHeaderCellIsKnownByItsNumber() {
        assertEquals(List.of(", c1|b|c3", "2 0|1|2"), read("", ",b, \n0,1,2\n"));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,EFBBBF", "UTF-16LE,FFFE", "UTF-16BE,FEFF"})
    void aByteOrderMarkIsNoPartOfTheHeader(String charset, String mark) {
        byte[] signs = java.util.HexFormat.of().parseHex(mark);
        byte[] text = "å;b\n1;ö\n".getBytes(Charset.forName(charset));
        byte[] bytes = java.util.Arrays.copyOf(signs, signs.length + text.length);
        System.arraycopy(text, 0, bytes, signs.length, text.length);
        assertEquals(List.of("; å|b", "2 1|ö"), read("", bytes));
    }

    @Test
    void aMarkInTheMiddleOfTheHeaderIsStripped() {
        assertEquals(List.of("; a|b", "2 1|2"), read("", "\uFEFF\"\uFEFFa\";\uFEFFb\n1;2\n"));
    }

    @Test
    void aSignThatLooksLikeACommentIsData() {
        assertEquals(List.of("; a|b", "2 #1|2"), read("", "a;b\n#1;2\n"));
    }

    private String fault(String text) {
        return Trial.shown(assertThrows(UnreadableFile.class, () -> read("", text)));
    }

    @Test
    void whatCannotBeSplitIntoRowsIsNoTable() {
        assertEquals("0:0 empty_file", fault(""));
        assertEquals("0:0 no_rows", fault("\uFEFF"));
        assertEquals("4:0 broken_csv", fault("a;b\n1;2\n3;4\n5;\"6\n7;8\n").replaceFirst("broken_csv.*", "broken_csv"));
        assertEquals("1:0 broken_csv", fault("a;\"b\n1;2\n").replaceFirst("broken_csv.*", "broken_csv"));
        assertEquals("2:0 field_too_long 1048576", fault("a;b\n1;" + "x".repeat((1 << 20) + 10) + "\n"));
        assertEquals("1:0 too_many_columns_in_file 2000", fault("a" + ";".repeat(2000) + "\n1\n"));
    }
}
