package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static se.styrkort.ingest.Sheets.row;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.catalog.Catalog;

class XlsxTableTest {
    private static final String RULE =
            "code: t\nformat: xlsx\nrows: [{metric: {constant: m}, period: {column: a}, value: {column: b}}]\n";

    @TempDir
    private Path folder;

    /** The header, then each row with its line; a cell that is not text has its kind before it. */
    private List<String> read(String profile, byte[] bytes) {
        List<String> rows = new ArrayList<>();
        try (Table table = Table.open(Trial.delivery(folder, bytes), Trial.profile(profile + RULE))) {
            rows.add(String.join("|", table.header()));
            for (RawRow row = table.next(); row != null; row = table.next()) {
                RawRow each = row;
                rows.add(row.line() + " "
                        + String.join(
                                "|",
                                IntStream.range(0, row.cells().size())
                                        .mapToObj(i -> shown(each, i))
                                        .toList()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    private static String shown(RawRow row, int i) {
        CellKind kind = row.kind(i);
        return (kind == CellKind.TEXT ? "" : kind + ":") + row.cells().get(i);
    }

    private String cell(String xml) {
        return cell(new Sheets(), xml);
    }

    private String cell(Sheets sheets, String xml) {
        return read(
                        "",
                        sheets.sheet("Blad1", row(1, "a") + "<row r=\"2\">" + xml + "</row>")
                                .bytes())
                .get(1)
                .substring(2);
    }

    @Test
    void rowsHaveTheNumbersOfTheSheet() {
        assertEquals(
                List.of("a|b", "2 x|NUMBER:1", "5 y|NUMBER:2"),
                read("", Sheets.of(row(1, "a", "b") + row(2, "x", 1) + row(5, "y", 2))));
        assertEquals(
                List.of("a|b", "2 x|NUMBER:1", "3 |y"),
                read(
                        "",
                        Sheets.of(row(1, "a", "b")
                                + "<row><c t=\"str\"><v>x</v></c><c><v>1</v></c></row>"
                                + "<row><c r=\"B3\" t=\"str\"><v>y</v></c></row>")),
                "where the file leaves the numbers out");
    }

    @Test
    void emptyCellsAndColumnsAtTheEndAreNone() {
        assertEquals(
                List.of("a|c2|b", "2 x||NUMBER:1", "3 ||", "4 y||"),
                read(
                        "",
                        Sheets.of(row(1, "a", "", "b", "", " ")
                                + row(2, "x", "", 1, "", "")
                                + row(3, "", "", "")
                                + row(4, "y"))));
        assertEquals(
                List.of("a|b", "2 x|y"), read("", Sheets.of(row(1, "a", "b") + row(2, "x", "y", "note", "other"))));
        assertEquals(
                List.of("a|b", "2 x|y|note"),
                read("other_columns: refuse\n", Sheets.of(row(1, "a", "b") + row(2, "x", "y", "note", "other"))),
                "what is refused must be there to be refused");
    }

    @Test
    void theHeaderMayStandFurtherDownOrNowhere() {
        String rows = row(1, "Rapport") + row(3, "a", "b") + row(4, "x", 1);
        assertEquals(List.of("a|b", "4 x|NUMBER:1"), read("header: 3\n", Sheets.of(rows)));
        assertEquals(
                List.of("c1|c2", "1 x|y", "2 z|"), read("header: none\n", Sheets.of(row(1, "x", "y") + row(2, "z"))));
        assertEquals("2:0 no_header_row 2 | 3", fault("header: 2\n", Sheets.of(rows)));
        assertEquals("0:0 no_rows", fault("header: 9\n", Sheets.of(rows)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1                      | 1
            -0.5                   | -0.5
            1.1000000000000001     | 1.1
            0.30000000000000004    | 0.3
            1234.5600000000001     | 1234.56
            2.9999999999999999E-2  | 0.03
            1E+20                  | 100000000000000000000
            1E-7                   | 0.0000001
            123456789012345        | 123456789012345
            9007199254740991       | 9007199254740991
            123456789012345678     | 123456789012346000
            0.123456789012345      | 0.123456789012345
            61.981999999999999     | 61.982
            """)
    void numbersAreWhatWasMeant(String stored, String expected) {
        assertEquals("NUMBER:" + expected, cell("<c r=\"A2\"><v>" + stored + "</v></c>"));
        assertEquals("NUMBER:" + expected, cell("<c r=\"A2\" t=\"n\"><v>" + stored + "</v></c>"));
    }

    @Test
    void cellsOfEveryKind() {
        Sheets shared = new Sheets()
                .texts(
                        "<t>ett</t>",
                        "<r><t>t</t></r><r><rPr/><t xml:space=\"preserve\"> vå</t></r><rPh><t>x</t></rPh>");
        assertEquals("t vå", cell(shared, "<c r=\"A2\" t=\"s\"><v>1</v></c>"));
        assertEquals("å&b", cell("<c r=\"A2\" t=\"inlineStr\"><is><t>å&amp;b</t></is></c>"));
        assertEquals("two\r\nlines", cell("<c r=\"A2\" t=\"str\"><v>two_x000D_\nlines</v></c>"));
        assertEquals("true", cell("<c r=\"A2\" t=\"b\"><v>1</v></c>"));
        assertEquals("ERROR:#N/A", cell("<c r=\"A2\" t=\"e\"><v>#N/A</v></c>"));
        assertEquals("NUMBER:7", cell("<c r=\"A2\"><f>SUM(B1:B9)</f><v>7</v></c>"), "the saved result");
        assertEquals("ja", cell("<c r=\"A2\" t=\"str\"><f>IF(1,\"ja\")</f><v>ja</v></c>"));
        assertEquals("FORMULA:=SUM(B1:B9)", cell("<c r=\"A2\"><f>SUM(B1:B9)</f></c>"));
        assertEquals("DATE:2026-03-01", cell("<c r=\"A2\" t=\"d\"><v>2026-03-01</v></c>"));
        assertEquals("", cell("<c r=\"A2\" s=\"1\"/>"));
        assertEquals("ERROR:mycket", cell("<c r=\"A2\"><v>mycket</v></c>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yyyy-mm-dd                  | true
            yyyy\\-mm\\-dd;@            | true
            mmmm yyyy                   | true
            [$-41D]mmm/yy               | true
            d/m                         | true
            h:mm                        | true
            [h]:mm                      | true
            General                     | false
            0.00                        | false
            #,##0.00 "kr per day"       | false
            #,##0\\ "st"                | false
            [Red]#,##0;[Blue]-#,##0     | false
            0%                          | false
            0.00E+00                    | false
            @                           | false
            #,##0.00\\ [$kr-41D]        | false
            0\\d                        | false
            """)
    void whatShowsADayIsOne(String code, boolean expected) {
        assertEquals(expected, DateStyles.isDate(code));
        String shown = cell(new Sheets().styles(code), "<c r=\"A2\" s=\"2\"><v>46082</v></c>");
        assertEquals(expected ? "DATE:2026-03-01" : "NUMBER:46082", shown.replace("PERCENT", "NUMBER"));
    }

    @Test
    void daysAreCountedFrom1900OrFrom1904() {
        assertEquals("1900-01-01", DateStyles.day(BigDecimal.ONE, false));
        assertEquals("1900-02-28", DateStyles.day(new BigDecimal(59), false));
        assertNull(DateStyles.day(new BigDecimal(60), false), "a day that never was");
        assertEquals("1900-03-01", DateStyles.day(new BigDecimal(61), false));
        assertEquals("2026-03-01", DateStyles.day(new BigDecimal(46082), false));
        assertEquals("2026-03-01T12:00", DateStyles.day(new BigDecimal("46082.5"), false));
        assertEquals("2026-03-02", DateStyles.day(new BigDecimal("46082.999999999"), false), "rounded to seconds");
        assertEquals("06:00", DateStyles.day(new BigDecimal("0.25"), false));
        assertEquals("9999-12-31", DateStyles.day(new BigDecimal(2_958_465), false));
        assertNull(DateStyles.day(new BigDecimal(2_958_466), false));
        assertNull(DateStyles.day(new BigDecimal(-1), false));
        assertEquals("1904-01-01", DateStyles.day(BigDecimal.ZERO, true));
        assertEquals("2026-03-01", DateStyles.day(new BigDecimal(44620), true));
        assertEquals("DATE:2026-03-01", cell("<c r=\"A2\" s=\"1\"><v>46082</v></c>"));
        assertEquals("DATE:2026-03-01", cell(new Sheets().since1904(), "<c r=\"A2\" s=\"1\"><v>44620</v></c>"));
    }

    @Test
    void theSheetIsTheFirstThatIsShownOrTheOneThatIsSaid() {
        byte[] book = new Sheets()
                .sheet("Dold", "state=\"hidden\"", row(1, "dold"))
                .sheet("Första", row(1, "första"))
                .sheet("Andra", row(1, "andra"))
                .sheet("2024", row(1, "år"))
                .bytes();
        assertEquals(List.of("första"), read("", book));
        assertEquals(List.of("andra"), read("sheet: Andra\n", book));
        assertEquals(List.of("andra"), read("sheet: 2\n", book));
        assertEquals(List.of("år"), read("sheet: 2024\n", book), "a name that is a number is a name first");
        assertEquals(List.of("dold"), read("sheet: dold\n", book));
        assertEquals("0:0 no_such_sheet Tredje | Första, Andra, 2024", fault("sheet: Tredje\n", book));
        assertEquals("0:0 no_such_sheet 4 | Första, Andra, 2024", fault("sheet: 4\n", book));
    }

    private String fault(String profile, byte[] bytes) {
        return Trial.shown(assertThrows(UnreadableFile.class, () -> read(profile, bytes)));
    }

    @Test
    void whatIsNoWorkbookIsSaidToBeNone() {
        byte[] book = Sheets.of(row(1, "a"));
        assertEquals("0:0 not_a_spreadsheet", fault("", "a;b\n1;2\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("0:0 old_spreadsheet", fault("", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1}));
        assertTrue(fault("", Arrays.copyOf(book, book.length / 2)).startsWith("0:0 broken_spreadsheet"));
        assertEquals(
                "0:0 broken_spreadsheet text 0 is not there",
                fault("", Sheets.of("<row r=\"1\"><c t=\"s\"><v>0</v></c></row>")));
        assertTrue(fault("", Sheets.of("<row><c></row>")).startsWith("0:0 broken_spreadsheet"));
        byte[] csv = "code: c\nrows: [{metric: {constant: m}, period: {column: a}, value: {column: b}}]\n"
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "0:0 spreadsheet_not_csv",
                Trial.shown(assertThrows(
                        UnreadableFile.class,
                        () -> Table.open(
                                Trial.delivery(folder, book),
                                Trial.profile(new String(csv, StandardCharsets.UTF_8))))));
    }

    /** A file outside that an entity would bring in, and entities that grow a thousandfold. */
    @Test
    void documentTypesAreRefusedBeforeTheyMeanAnything() {
        String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        String outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\" [<!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
        for (String type : List.of(bomb, outside)) {
            for (String part : List.of("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")) {
                Sheets sheets = new Sheets().sheet("Blad1", row(1, "a"));
                sheets.part(part, type + "<worksheet><sheetData><row><c><v>&c;</v></c></row></sheetData></worksheet>");
                assertEquals("0:0 document_type", fault("", sheets.bytes()), part);
            }
        }
        assertTrue(
                fault(
                                "",
                                new Sheets()
                                        .part("xl/worksheets/sheet1.xml", "x")
                                        .sheet("B", "<row><c><v>&c;</v></c></row>")
                                        .bytes())
                        .startsWith("0:0 broken_spreadsheet"),
                "an entity that nothing defines");
    }

    @Test
    void whatUnpacksWithoutEndIsRefused() {
        String empty = "<x/>".repeat(10 << 20);
        assertEquals("0:0 zip_bomb", fault("", Sheets.of(row(1, "a") + empty)));
        assertEquals(
                "0:0 zip_bomb",
                fault(
                        "",
                        new Sheets()
                                .texts("<t>x</t>" + empty)
                                .sheet("B", row(1, "a"))
                                .bytes()));
        assertEquals("0:0 field_too_long 1048576", fault("", Sheets.of(row(1, "x".repeat(2 << 20)))));
        assertEquals("0:0 field_too_long 1048576", fault("", Sheets.of("<row r=\"" + "1".repeat(10 << 20) + "\"/>")));
        assertEquals("0:0 field_too_long 1048576", fault("", Sheets.of("<!--" + "<x>".repeat(4 << 20) + "-->")));
        assertEquals(
                "1:0 too_many_columns_in_file 2000", fault("", Sheets.of("<row><c r=\"XFD1\"><v>1</v></c></row>")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0%                    | PERCENT
            0.0\\ %;[Red]-0.0\\ % | PERCENT
            0"%"                  | NUMBER
            0\\%                  | NUMBER
            0;-0%                 | NUMBER
            """)
    void whatShowsAPercentageIsOne(String code, CellKind kind) {
        assertEquals(kind + ":0.64", cell(new Sheets().styles(code), "<c r=\"A2\" s=\"2\"><v>0.64</v></c>"));
    }

    /** The number under 64 % is 0.64, which no unit makes a hundredth of. */
    @Test
    void aPercentageIsARatioAlready() {
        String profile = """
                code: t
                format: xlsx
                rows:
                  - metric: {constant: m}
                    period: {column: p}
                    value: {column: v, unit: %s}
                """;
        Catalog catalog = Trial.catalog("metrics: [{code: m, name: M, unit: '1', granularity: month}]");
        byte[] book = new Sheets()
                .part(
                        "xl/styles.xml",
                        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>")
                .sheet(
                        "B",
                        row(1, "p", "v")
                                + "<row r=\"2\"><c t=\"str\"><v>2026-01</v></c><c s=\"1\"><v>0.64</v></c></row>"
                                + row(3, "2026-02", 64))
                .bytes();
        assertEquals(
                "// 2026-01-01=0.64\n// 2026-02-01=0.64",
                Trial.of(folder, Trial.profile(profile.formatted("percent")), catalog, book)
                        .shown());
        assertEquals(
                "2:v other_unit 0.64\n// 2026-02-01=64000",
                Trial.of(folder, Trial.profile(profile.formatted("tkr")), catalog, book)
                        .shown());
        assertEquals(
                "// 2026-01-01=0.64\n// 2026-02-01=64",
                Trial.of(folder, Trial.profile(profile.formatted("''").replace(", unit: ''", "")), catalog, book)
                        .shown());
    }

    /** Characters of two bytes hide every second {@code <} from whoever counts bytes. */
    @ParameterizedTest
    @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM037", "ISO-8859-1"})
    void partsThatAreNotUtf8AreRefused(String charset) {
        byte[] part = ("<?xml version='1.0' encoding='" + charset + "'?><worksheet><sheetData>" + row(1, "a")
                        + "</sheetData></worksheet>")
                .getBytes(Charset.forName(charset));
        Sheets sheets = new Sheets().sheet("B", row(1, "a")).part("xl/worksheets/sheet1.xml", part);
        assertEquals("0:0 broken_spreadsheet xl/worksheets/sheet1.xml is not in UTF-8", fault("", sheets.bytes()));
    }

    @Test
    void aMarkAndADeclarationOfUtf8AreFine() {
        String part = "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<worksheet><sheetData>"
                + row(1, "å") + "</sheetData></worksheet>";
        assertEquals(
                List.of("å"),
                read(
                        "",
                        new Sheets()
                                .sheet("B", "")
                                .part("xl/worksheets/sheet1.xml", part)
                                .bytes()));
    }

    /** The small table of contents that a comment pretends is not the one that is read. */
    @Test
    void onlyTheRecordThatEndsTheArchiveCounts() {
        byte[] book = Sheets.of(row(1, "a"));
        ByteBuffer end = ByteBuffer.wrap(book).order(ByteOrder.LITTLE_ENDIAN);
        int at = book.length - 22;
        end.putInt(at + 12, 5 << 20).putShort(at + 20, (short) 23);
        byte[] hidden = Arrays.copyOf(book, book.length + 23);
        System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, hidden, book.length, 4);
        assertEquals("0:0 zip_bomb", fault("", hidden));
        assertTrue(
                fault("", Arrays.copyOf(book, book.length + 9)).startsWith("0:0 broken_spreadsheet"), "more after it");
    }

    @Test
    void allPartsTogetherUnpackToSoMuchAtMost() throws IOException {
        Path file = Trial.delivery(folder, Sheets.of(row(1, "a"))).file();
        try (ZipParts parts = ZipParts.open(file, 1000)) {
            UnreadableFile refused = assertThrows(UnreadableFile.class, () -> {
                for (int i = 0; i < 20; i++) {
                    readToEnd(parts, "xl/workbook.xml");
                }
            });
            assertEquals("0:0 zip_bomb", Trial.shown(refused));
        }
    }

    private static void readToEnd(ZipParts parts, String name) throws IOException {
        try {
            XMLStreamReader xml = Objects.requireNonNull(parts.read(name));
            while (xml.hasNext()) {
                xml.next();
            }
        } catch (XMLStreamException e) {
            throw ZipParts.broken(e);
        }
    }

    /** A kilobyte of references to a text of a megabyte. */
    @Test
    void rowsThatReferToLongTextsOverAndOverAreRefused() {
        String long1 = "<t>" + "x".repeat(1 << 20) + "</t>";
        String cells = "<c t=\"s\"><v>0</v></c>".repeat(5);
        Sheets header = new Sheets().texts(long1).sheet("B", "<row r=\"1\">" + cells + "</row>");
        assertEquals("1:0 row_too_long 4194304", fault("", header.bytes()));
        Sheets below = new Sheets()
                .texts(long1)
                .sheet("B", row(1, "a", "b", "c", "d", "e") + "<row r=\"7\">" + cells + "</row>");
        assertEquals("7:0 row_too_long 4194304", fault("", below.bytes()));
    }

    @Test
    void aColumnThatTheProfileNamesIsThereWithoutAHeaderToo() {
        String profile = "header: none\n" + RULE.replace("column: b", "column: c3");
        try (Table table = Table.open(
                Trial.delivery(folder, Sheets.of(row(1, "x") + row(2, "y", "", 3))), Trial.profile(profile))) {
            assertEquals(List.of("c1", "c2", "c3"), table.header());
            table.next();
            RawRow second = table.next();
            assertEquals(List.of("y", "", "3"), second == null ? null : second.cells());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sharedTextsBeyondMemoryAreOnDisk() throws IOException {
        try (SharedTexts texts = new SharedTexts(80)) {
            for (int i = 0; i < 3000; i++) {
                texts.add(i % 7 == 0 ? "" : "text å " + i);
            }
            for (int i : new int[] {0, 1, 9, 10, 11, 2999, 1500, 7, 14, 2100}) {
                assertEquals(i % 7 == 0 ? "" : "text å " + i, texts.get(i));
            }
            assertNull(texts.get(3000));
            assertNull(texts.get(-1));
        }
    }
}
