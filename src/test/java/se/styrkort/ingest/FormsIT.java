package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** Files of every form through the API: what is kept of them, and where a figure leads back to. */
class FormsIT {
    private static final List<String> COUNTS =
            List.of("rows", "used", "filtered", "blank", "rejected", "created", "unchanged", "restated");

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("FormsIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void catalog() {
        API.store("/catalog", """
                metrics:
                  - {code: m, name: M, unit: s, granularity: month}
                  - {code: y, name: Y, unit: s, granularity: year}
                """);
    }

    private static String profile(String code, String more) {
        API.store("/profiles", """
                code: %s
                %s
                rows: [{metric: {constant: m}, period: {column: p}, qualifier: {column: q}, value: {column: v}}]
                """.formatted(code, more));
        return "?profile=" + code + "&source=" + code;
    }

    /** Line and text of the rows behind a figure. */
    private static String raw(String metric, String qualifier, String period) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : API.get(
                        "/observations/trace?metric=" + metric + "&period=" + period + "&qualifier=" + qualifier)
                .json()
                .get("current")
                .get("rows")
                .values()) {
            rows.add(Api.text(row.get("line")) + " " + Api.text(row.get("raw")));
        }
        return String.join("\n", rows);
    }

    @Test
    void aFigureOfAWorkbookLeadsBackToItsRow() {
        byte[] book = new Sheets()
                .styles("mmm yy")
                .sheet("Om", Sheets.row(1, "Läs mig"))
                .sheet(
                        "Siffror",
                        Sheets.row(1, "p", "q", "v", "other")
                                + "<row r=\"7\"><c s=\"2\"><v>46082</v></c><c t=\"str\"><v>book</v></c><c><v>0.30000000000000004</v></c>"
                                + "<c t=\"str\"><v>a; \"b\"</v></c></row>"
                                + "<row r=\"9\"><c s=\"2\"><v>46113</v></c><c t=\"str\"><v>book</v></c><c t=\"e\"><v>#REF!</v></c></row>"
                                + "<row r=\"10\"><c s=\"2\"><v>46113</v></c><c t=\"str\"><v>book</v></c><c s=\"2\"><v>46113</v></c></row>"
                                + "<row r=\"11\"><c s=\"2\"><v>46113</v></c><c t=\"str\"><v>book</v></c><c><f>A1+1</f></c></row>")
                .bytes();
        Api.Answer answer = API.take(profile("book", "format: xlsx\nsheet: Siffror"), book);
        assertEquals(
                "rows=4 used=1 filtered=0 blank=0 rejected=3 created=1 unchanged=0 restated=0", answer.get(COUNTS));
        assertEquals("xlsx  ", answer.get("format") + " " + answer.get("delimiter") + " ");
        assertEquals("9:v error_cell\n10:v date_not_number\n11:v formula_without_value", answer.places("rejections"));
        assertEquals("m///book 2026-03 VALUE 0.3 FINAL", API.observations("?metric=m&qualifier=book"));
        assertEquals("7 2026-03-01;book;0.3;\"a; \"\"b\"\"\"", raw("m", "book", "2026-03"));
        assertEquals(
                "422 /problems/unreadable_file\n0:0 no_such_sheet",
                API.take(profile("book2", "format: xlsx\nsheet: Blad9"), book).problem());
    }

    @Test
    void aFigureOfJsonLeadsBackToItsRecord() {
        String json =
                "{\"n\": 2, \"r\": [\n {\"p\": 202601, \"q\": \"json\", \"v\":  1.50},\n {\"p\": \"feb 2026\", \"q\": \"json\", \"v\": \"2,5\"}]}";
        Api.Answer answer = API.take(profile("json", "format: json\nrecords: $.r"), json);
        assertEquals(
                "rows=2 used=2 filtered=0 blank=0 rejected=0 created=2 unchanged=0 restated=0", answer.get(COUNTS));
        assertEquals("1 {\"p\": 202601, \"q\": \"json\", \"v\":  1.50}", raw("m", "json", "2026-01"));
        assertEquals("2 {\"p\": \"feb 2026\", \"q\": \"json\", \"v\": \"2,5\"}", raw("m", "json", "2026-02"));
        String lines =
                "{\"p\": \"2026-01\", \"q\": \"lines\", \"v\": 1}\n{broken\n\n{\"p\": \"2026-02\", \"q\": \"lines\", \"v\": 2}\n";
        Api.Answer each = API.take(profile("lines", "format: ndjson"), lines);
        assertEquals("rows=4 used=2 filtered=0 blank=1 rejected=1 created=2 unchanged=0 restated=0", each.get(COUNTS));
        assertEquals("2: broken_record", each.places("rejections"));
        assertEquals("4 {\"p\": \"2026-02\", \"q\": \"lines\", \"v\": 2}", raw("m", "lines", "2026-02"));
    }

    @Test
    void ofAFileWithPersonsOnlyTheWantedColumnsAreKept() {
        String file =
                "name;p;q;v\nAnna;2026-01;columns;1\n\"Bo\nC\";2026-02;columns;x\nDan;2026-03;columns;3;Eva\nFia;2026-04;columns;4\n";
        Api.Answer answer = API.take(profile("columns", "keep: columns"), file);
        assertEquals("3:v bad_number\n5: too_many_columns", answer.places("rejections"));
        assertEquals("2 ;2026-01;columns;1", raw("m", "columns", "2026-01"));
        assertEquals("6 ;2026-04;columns;4", raw("m", "columns", "2026-04"));
        assertFalse(answer.text().contains("Eva"), answer.text());
        Api.Answer none = API.take(profile("none", "keep: none"), file.replace("columns", "none"));
        assertEquals("3:v bad_number\n5: too_many_columns", none.places("rejections"));
        assertEquals("2 null", raw("m", "none", "2026-01"));
        for (JsonNode rejection : none.json().get("rejections").values()) {
            assertEquals("", Api.text(rejection.get("value")));
        }
        String kept = SERVER.rows("select c.bytes is not null as kept from styrkort.import_content c"
                        + " join styrkort.import i using (import_id) where i.profile = 'none'")
                .toString();
        assertEquals("[]", kept);
    }

    /** Rejections of several figures of one row, and what only the merge finds, stand beside each other. */
    @Test
    void aWideTableIsAccountedForFigureByFigure() {
        API.store("/profiles", """
                code: wide
                unpivot: {columns: "20\\\\d\\\\d", as: year}
                rows: [{metric: {constant: y}, period: {column: year}, qualifier: {column: q}, value: {column: cell}}]
                """);
        StringBuilder file = new StringBuilder("q;2023;2024;2025\n");
        for (int i = 0; i < 3000; i++) {
            file.append("w").append(i).append(";x;1;y\n");
        }
        file.append("last;1;2;z\nlast;-;-;3\n");
        Api.Answer answer = API.take("?profile=wide&source=wide", file.toString());
        assertEquals(9006, answer.number("rows"), answer.text());
        assertEquals(
                answer.number("rows"),
                answer.number("used") + answer.number("filtered") + answer.number("blank") + answer.number("rejected"));
        assertEquals(3001, answer.number("created"), "the last row's figure of 2025 contradicts nothing");
        assertEquals(answer.number("created"), answer.number("used"));
        List<String> places = API.items("/imports/" + answer.get("id") + "/rejections?limit=999").stream()
                .map(one ->
                        Api.text(one.get("line")) + ":" + Api.text(one.get("column")) + " " + Api.text(one.get("code")))
                .toList();
        assertEquals(List.of("2:2023 bad_number", "2:2025 bad_number"), places.subList(0, 2));
        assertTrue(
                places.containsAll(List.of("3002:2025 bad_number", "3002: duplicate", "3003: duplicate")),
                places.subList(6000, places.size()).toString());
        assertEquals("3 w1;x;1;y", raw("y", "w1", "2024"));
    }

    @Test
    void twoFilesInOneHaveTheirHeaderTwice() {
        Api.Answer answer = API.take(profile("twice", ""), "p;q;v\n2026-01;twice;1\np;q;v\n2026-02;twice;2\n");
        assertEquals("3: header_again", answer.places("rejections"));
        assertEquals(2, answer.number("created"));
    }

    @Test
    void whatWouldFillTheMemoryIsRefused() {
        String query = profile("large", "");
        assertEquals(
                "422 /problems/unreadable_file\n1:0 too_many_columns_in_file",
                API.take(query, ";".repeat(1_000_000) + "\n").problem());
        assertEquals(
                "422 /problems/unreadable_file\n2:0 too_many_columns_in_file",
                API.take(query, "p;q;v\n" + ";".repeat(1_000_000) + "\n").problem());
        assertEquals(
                "422 /problems/unreadable_file\n2:0 field_too_long",
                API.take(query, "p;q;v\n2026-01;" + "x".repeat(10 << 20) + ";1\n")
                        .problem());
        assertEquals(
                "422 /problems/unreadable_file\n0:0 zip_bomb",
                API.take("", Sheets.of("<x/>".repeat(10 << 20))).problem());
        byte[] mixed = "p;q;v\n2026-01;å;1\n2026-02;ä;2\n".getBytes(UTF_8);
        mixed[14] = (byte) 0xE5;
        mixed[15] = ';';
        assertEquals(
                "422 /problems/unreadable_file\n2:0 wrong_encoding",
                API.take(query, mixed).problem(),
                "neither UTF-8 nor the older set throughout");
    }
}
