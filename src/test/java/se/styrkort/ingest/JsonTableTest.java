package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTableTest {
    private static final String RULE =
            "code: t\nrows: [{metric: {constant: m}, period: {column: a}, value: {column: b}}]\n";

    @TempDir
    private Path folder;

    private List<String> read(String profile, byte[] bytes) {
        List<String> rows = new ArrayList<>();
        try (Table table = Table.open(Trial.delivery(folder, bytes), Trial.profile(profile + RULE))) {
            rows.add(String.join("|", table.header()));
            for (RawRow row = table.next(); row != null; row = table.next()) {
                Rejection fault = row.fault();
                rows.add(row.line() + " " + (fault == null ? String.join("|", row.cells()) : fault.code()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    private List<String> json(String records, String text) {
        return read("format: json\nrecords: \"" + records + "\"\n", text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $                 | [{"a": 1}, {"a": 2}]
            $[*]              | [{"a": 1}, {"a": 2}]
            $.results         | {"next": {"a": 9}, "results": [{"a": 1}, {"a": 2}], "limit": [3]}
            $.x.y             | {"y": [{"a": 9}], "x": {"z": [{"a": 9}], "y": [{"a": 1}, {"a": 2}]}}
            $['a b']          | {"a b": [{"a": 1}, {"a": 2}]}
            $.x[*].y          | {"x": [{"y": {"a": 1}}, {"z": 1}, 7, [], {"y": {"a": 2}}]}
            $.x[*].y[*]       | {"x": [{"y": [{"a": 1}]}, {"y": []}, {"y": [{"a": 2}]}]}
            $[*][*]           | [[{"a": 1}], [{"a": 2}]]
            """)
    void recordsAreFoundByTheirPath(String path, String text) {
        assertEquals(List.of("a", "1 1", "2 2"), json(path, text));
    }

    @Test
    void aRecordOfManyLongTextsIsRefused() {
        StringBuilder record = new StringBuilder("[{\"a\": 1}, {\"a\": 2");
        for (int i = 0; i < 5; i++) {
            record.append(", \"f")
                    .append(i)
                    .append("\": \"")
                    .append("x".repeat(1_000_000))
                    .append('"');
        }
        assertEquals(
                "2:0 row_too_long 4194304",
                Trial.shown(assertThrows(
                        UnreadableFile.class,
                        () -> json("$", record.append("}]").toString()))));
    }

    @Test
    void aDocumentThatIsOneObjectIsOneRecord() {
        assertEquals(List.of("a|b", "1 1|2"), json("$", "{\"a\": 1, \"b\": 2}"));
        assertEquals("0:0 no_rows", fault("format: json\n", "[]"));
        assertEquals("0:0 no_rows", fault("format: json\nrecords: $.data\n", "{\"results\": [{\"a\": 1}]}"));
    }

    @Test
    void fieldsWithinFieldsHaveNamesWithDots() {
        assertEquals(
                List.of("a|x.y.z|x.w|l[0]|l[1].q|t", "1 å|1|||  |true".replace("  ", "2"), "2 |||||"), json("$", """
                        [{"a": "å", "x": {"y": {"z": 1}, "w": null}, "l": ["", {"q": 2}], "t": true}, {"a": null}]
                        """));
    }

    @Test
    void aMarkInAKeyIsNoPartOfIt() {
        assertEquals(List.of("a|b", "1 1|2"), json("$", "\uFEFF[{\"\uFEFFa\": 1, \"b\": \"2\"}]"));
        assertEquals(List.of("a", "1 1"), json("$.r", "{\"\uFEFFr\": [{\"a\": 1}]}"));
    }

    @Test
    void numbersAreExactAndHaveAPoint() {
        assertEquals(
                List.of("a|b|c", "1 0.00000080000|123456789012345678901234567890.5|1E-3"),
                json("$", "[{\"a\": 0.00000080000, \"b\": 123456789012345678901234567890.5, \"c\": 1E-3}]"));
        assertEquals(
                "//1 2026-03-01=61.982\n2:b wrong_decimal_sign 61.982",
                Trial.of(
                                folder,
                                Trial.profile("""
                                        code: t
                                        format: json
                                        rows: [{metric: {constant: m}, period: {column: a}, qualifier: {column: q}, value: {column: b}}]
                                        """),
                                Trial.catalog("metrics: [{code: m, name: M, unit: s, granularity: month}]"),
                                "[{\"a\": 202603, \"q\": 1, \"b\": 61.982}, {\"a\": \"mars 2026\", \"q\": 2, \"b\": \"61.982\"}]")
                        .shown());
    }

    @Test
    void aKeyTwiceIsRefusedSinceNobodyKnowsWhichIsRight() {
        assertEquals(
                List.of("a|x.y", "1 duplicate_key", "2 2|", "3 duplicate_key"),
                json("$", "[{\"a\": 1, \"a\": 1}, {\"a\": 2}, {\"x.y\": 1, \"x\": {\"y\": 2}}]"));
        assertEquals(
                "1:0 json_duplicate_key r",
                fault("format: json\nrecords: $.r\n", "{\"r\": [{\"a\": 1}], \"r\": [{\"a\": 2}]}"));
    }

    @Test
    void whatIsNoObjectIsNoRecord() {
        assertEquals(List.of("a", "1 no_record", "2 1", "3 no_record"), json("$", "[7, {\"a\": 1}, [{\"a\": 2}]]"));
        assertEquals("0:0 no_json_records json", fault("format: json\n", "[1, 2]"));
    }

    @Test
    void aRecordPerLineAndABadLineLeavesTheOthers() {
        String text = "{\"a\": 1, \"b\": 2}\r\n\n{\"a\": 3\n{\"b\": 4} {\"b\": 5}\n[1]\n{\"b\": 6}";
        List<String> expected =
                List.of("a|b", "1 1|2", "2 ", "3 broken_record", "4 broken_record", "5 no_record", "6 |6");
        assertEquals(expected, read("format: ndjson\n", text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(expected, read("format: auto\n", text.getBytes(StandardCharsets.UTF_8)));
    }

    private String fault(String profile, String text) {
        return Trial.shown(
                        assertThrows(UnreadableFile.class, () -> read(profile, text.getBytes(StandardCharsets.UTF_8))))
                .replaceFirst("(broken_json).*", "$1");
    }

    @Test
    void whatBreaksOffIsNoDocument() {
        assertEquals("2:0 broken_json", fault("format: json\n", "[{\"a\": 1},\n{\"a\": 2"));
        assertEquals("1:0 broken_json", fault("format: json\n", "[{\"a\": 1}"));
        assertEquals("1:0 broken_json", fault("format: json\n", "a;b\n1;2\n"));
        assertEquals("1:0 json_goes_on", fault("format: json\n", "[{\"a\": 1}] [{\"a\": 1}]"));
        assertEquals("0:0 broken_json", fault("format: json\n", "[{\"a\": " + "[".repeat(100_000)));
        assertEquals("0:0 broken_json", fault("format: json\n", "[{\"a\": \"" + "x".repeat(11 << 20) + "\"}]"));
        assertEquals("0:0 broken_json", fault("format: json\n", "[{\"a\": " + "9".repeat(2000) + "}]"));
        StringBuilder wide = new StringBuilder("[{\"a\": 1");
        for (int i = 0; i < 2001; i++) {
            wide.append(",\"k").append(i).append("\": 1");
        }
        assertEquals("0:0 too_many_columns_in_file 2000", fault("format: json\n", wide + "}]"));
        assertEquals(
                "1:0 field_too_long 4194304", fault("format: ndjson\n", "{\"a\": \"" + "x".repeat(5 << 20) + "\"}"));
        assertEquals("0:0 empty_file", fault("format: json\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void everyCharacterSet(String charset) {
        String text = (charset.startsWith("UTF-16") ? "\uFEFF" : "") + "[{\"å\": \"ö\"}]";
        assertEquals(List.of("å", "1 ö"), read("format: json\n", text.getBytes(Charset.forName(charset))));
        assertEquals(List.of("å", "1 ö"), read("format: auto\n", text.getBytes(Charset.forName(charset))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"a": 1}]             | JSON
            `  {"a": 1}`           | JSON
            {}                     | JSON
            []                     | JSON
            `{"a": 1}\n{"a": 2}`   | NDJSON
            `{"a":\n1}\n`          | JSON
            `[Date];b\n1;2`        | CSV
            `{a};b\n1;2`           | CSV
            `a;b\n1;2`             | CSV
            """)
    void theContentShowsTheForm(String text, Format expected) throws IOException {
        byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(expected, Format.sniff(Trial.delivery(folder, bytes).file(), "auto"));
    }

    @Test
    void aRecordIsShownAsItStandsInTheFile() throws IOException {
        String text = "{\"r\": [ {\"a\":  1, \"b\":\"å\"},\n  {\"a\": 2},7, {\"a\" : {\"c\": [3]}} ]}";
        Profile profile = Trial.profile("format: json\nrecords: $.r\n" + RULE);
        Delivery delivery = Trial.delivery(folder, text.getBytes(StandardCharsets.UTF_8));
        SortedSet<Integer> lines = new TreeSet<>(List.of(1, 3, 4, 9));
        assertEquals(
                "{1={\"a\":  1, \"b\":\"å\"}, 3=7, 4={\"a\" : {\"c\": [3]}}}",
                DeliveredRows.rows(delivery, profile, Format.JSON, lines).toString());
    }
}
