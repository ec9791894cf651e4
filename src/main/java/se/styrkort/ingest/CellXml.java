package se.styrkort.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the cells of the row that a sheet's XML stands in: what each shows, and what it is. */
final class CellXml {
    /** The last column of a sheet, XFD. */
    private static final int LAST_COLUMN = 16_383;

    private final Workbook book;
    private final XMLStreamReader xml;
    private int column;
    private String text = "";
    private CellKind kind = CellKind.TEXT;

    CellXml(Workbook book, XMLStreamReader xml) {
        this.book = book;
        this.xml = xml;
    }

    /** Column of the cell, the first is 0; negative when the file does not say. */
    int column() {
        return column;
    }

    String text() {
        return text;
    }

    CellKind kind() {
        return kind;
    }

    /** Goes on to the next cell; false at the end of the row. */
    boolean next() throws IOException, XMLStreamException {
        while (xml.hasNext()) {
            int event = SheetXml.next(xml);
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                return false;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                read();
                return true;
            }
        }
        return false;
    }

    private void read() throws IOException, XMLStreamException {
        String reference = xml.getAttributeValue(null, "r");
        String type = xml.getAttributeValue(null, "t");
        int style = DateStyles.number(xml.getAttributeValue(null, "s"));
        column = reference == null ? -1 : column(reference);
        String value = null;
        String inline = null;
        String formula = null;
        for (int depth = 1; depth > 0; ) {
            int event = SheetXml.next(xml);
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "v" -> value = SheetXml.text(xml);
                    case "is" -> inline = SheetXml.richText(xml);
                    case "f" -> formula = SheetXml.text(xml);
                    default -> depth++;
                }
            }
        }
        if (inline != null) {
            is(inline, CellKind.TEXT);
        } else if (value == null) {
            is(formula == null ? "" : "=" + formula, formula == null ? CellKind.TEXT : CellKind.FORMULA);
        } else {
            is(type == null ? "n" : type, value, style);
        }
    }

    private void is(String type, String value, int style) throws IOException {
        switch (type) {
            case "s" -> is(shared(value), CellKind.TEXT);
            case "str", "inlineStr" -> is(SheetXml.unescaped(value), CellKind.TEXT);
            case "b" -> is(value.strip().equals("1") ? "true" : "false", CellKind.TEXT);
            case "e" -> is(value, CellKind.ERROR);
            case "d" -> is(value.strip(), CellKind.DATE);
            default -> number(value.strip(), style);
        }
    }

    private void is(String text, CellKind kind) {
        this.text = text;
        this.kind = kind;
    }

    private String shared(String value) throws IOException {
        @Nullable String found = book.texts().get(DateStyles.number(value.strip()));
        if (found == null) {
            throw UnreadableFile.because(0, 0, "broken_spreadsheet", "text " + value + " is not there");
        }
        return found;
    }

    private void number(String value, int style) {
        BigDecimal stored;
        try {
            stored = new BigDecimal(value);
        } catch (NumberFormatException e) {
            is(value, value.isEmpty() ? CellKind.TEXT : CellKind.ERROR);
            return;
        }
        boolean believable = Math.abs((long) stored.scale()) < 400 && stored.precision() < 400;
        if (believable && book.styles().isDate(style)) {
            String day = DateStyles.day(stored, book.since1904());
            is(day == null ? value : day, CellKind.DATE);
        } else {
            is(
                    believable ? DateStyles.meant(stored).toPlainString() : value,
                    book.styles().isPercentage(style) ? CellKind.PERCENT : CellKind.NUMBER);
        }
    }

    /** The column of a reference such as {@code AB12}, the first is 0; negative when it is none. */
    static int column(String reference) {
        int column = 0;
        int i = 0;
        for (; i < reference.length() && i < 4 && Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
        }
        return i == 0 || column > LAST_COLUMN + 1 ? -1 : column - 1;
    }
}
