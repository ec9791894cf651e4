package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks from their XML, the odd ones too that no library writes. */
final class Sheets {
    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private final StringBuilder sheets = new StringBuilder();
    private final StringBuilder relations = new StringBuilder();
    private String properties = "";
    private int count;

    Sheets() {
        part("_rels/.rels", """
                <Relationships><Relationship Id="r" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """.formatted(RELATIONS));
        relate("styles", "styles.xml");
        relate("sharedStrings", "sharedStrings.xml");
        styles("yyyy\\-mm\\-dd");
    }

    /** A workbook of one sheet with the XML of these rows. */
    static byte[] of(String rows) {
        return new Sheets().sheet("Blad1", rows).bytes();
    }

    Sheets part(String name, String xml) {
        return part(name, xml.getBytes(UTF_8));
    }

    Sheets part(String name, byte[] xml) {
        parts.put(name, xml);
        return this;
    }

    private void relate(String type, String target) {
        relations.append(
                "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>".formatted(type, RELATIONS, type, target));
    }

    Sheets sheet(String name, String rows) {
        return sheet(name, "", rows);
    }

    /** @param attributes such as {@code state="hidden"} */
    Sheets sheet(String name, String attributes, String rows) {
        String target = "worksheets/sheet" + ++count + ".xml";
        sheets.append("<sheet name=\"%s\" sheetId=\"%d\" %s r:id=\"s%d\"/>".formatted(name, count, attributes, count));
        relations.append(
                "<Relationship Id=\"s%d\" Type=\"%s/worksheet\" Target=\"%s\"/>".formatted(count, RELATIONS, target));
        return part(
                "xl/" + target, "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(MAIN, rows));
    }

    Sheets since1904() {
        properties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    Sheets texts(String... texts) {
        return part(
                "xl/sharedStrings.xml",
                "<sst xmlns=\"%s\">%s</sst>"
                        .formatted(
                                MAIN,
                                String.join(
                                        "",
                                        List.of(texts).stream()
                                                .map(text -> "<si>" + text + "</si>")
                                                .toList())));
    }

    /** Style 0 is plain, 1 the built-in date, 2 and on the formats of these codes. */
    Sheets styles(String... codes) {
        StringBuilder formats = new StringBuilder();
        StringBuilder cells = new StringBuilder("<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>");
        for (int i = 0; i < codes.length; i++) {
            formats.append(
                    "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>".formatted(164 + i, codes[i].replace("\"", "&quot;")));
            cells.append("<xf numFmtId=\"%d\"/>".formatted(164 + i));
        }
        return part("xl/styles.xml", """
                <styleSheet xmlns="%s"><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs>%s</cellXfs></styleSheet>""".formatted(MAIN, formats, cells));
    }

    byte[] bytes() {
        part("xl/workbook.xml", """
                <workbook xmlns="%s" xmlns:r="%s">%s<sheets>%s</sheets></workbook>
                """.formatted(MAIN, RELATIONS, properties, sheets));
        part("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** A row of texts and numbers: what looks like a number with a point is stored as one. */
    static String row(int number, Object... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < cells.length; i++) {
            String reference = "r=\"" + column(i) + number + "\"";
            if (cells[i] instanceof Number value) {
                row.append("<c %s><v>%s</v></c>".formatted(reference, value));
            } else {
                String text = cells[i].toString().replace("&", "&amp;").replace("<", "&lt;");
                row.append("<c %s t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(reference, text));
            }
        }
        return row + "</row>";
    }

    static String column(int index) {
        return (index < 26 ? "" : String.valueOf((char) ('A' + index / 26 - 1))) + (char) ('A' + index % 26);
    }
}
