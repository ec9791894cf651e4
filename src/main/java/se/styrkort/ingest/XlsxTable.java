package se.styrkort.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One sheet of a workbook read row by row. A row's line is its number in the sheet; rows that the file leaves out do not
 * exist, and a merged area has its value in its first cell.
 */
final class XlsxTable implements Table {
    private static final Pattern DIMENSION = Pattern.compile("[A-Z]{1,3}\\d+:([A-Z]{1,3})\\d+");
    private static final Pattern UNNAMED = Pattern.compile("c(\\d{1,4})");

    private final Workbook book;
    private final CellXml cells;
    private final XMLStreamReader xml;
    private final boolean refusesOthers;
    private List<String> header = List.of();
    private @Nullable RawRow first;
    private int width;
    private int extent;
    private long row;

    private XlsxTable(Workbook book, XMLStreamReader xml, boolean refusesOthers) {
        this.book = book;
        this.xml = xml;
        this.cells = new CellXml(book, xml);
        this.refusesOthers = refusesOthers;
    }

    static XlsxTable open(Delivery delivery, Profile profile) throws IOException {
        Format.refuseOldSpreadsheet(delivery.file());
        if (!Format.isZip(delivery.file())) {
            throw UnreadableFile.because(0, 0, "not_a_spreadsheet");
        }
        Workbook book = Workbook.open(delivery.file());
        try {
            XlsxTable table = new XlsxTable(book, book.sheet(profile.sheet()), profile.refuseOtherColumns());
            table.readHeader(profile);
            return table;
        } catch (IOException | RuntimeException e) {
            book.close();
            throw e;
        }
    }

    private void readHeader(Profile profile) throws IOException {
        width = Integer.MAX_VALUE;
        RawRow found = read();
        while (found != null && found.line() < profile.header()) {
            found = read();
        }
        if (found == null) {
            throw UnreadableFile.because(0, 0, "no_rows");
        }
        boolean unnamed = profile.header() == 0;
        if (!unnamed && found.line() > profile.header()) {
            throw UnreadableFile.because(profile.header(), 0, "no_header_row", profile.header(), found.line());
        }
        List<String> names = new ArrayList<>(found.cells());
        while (!unnamed && !names.isEmpty() && names.getLast().isBlank()) {
            names.removeLast();
        }
        int wanted = Math.max(unnamed ? Math.min(extent, COLUMN_LIMIT) : 0, lastUnnamed(profile));
        names.addAll(Collections.nCopies(Math.max(0, wanted - names.size()), ""));
        header = Table.names(names, profile);
        width = header.size();
        first = unnamed ? padded(found) : null;
    }

    /** The last column that the profile knows by its number alone. */
    private static int lastUnnamed(Profile profile) {
        int last = 0;
        for (String name : profile.namedColumns()) {
            Matcher number = UNNAMED.matcher(name);
            last = Math.max(last, number.matches() ? Integer.parseInt(number.group(1)) : 0);
        }
        return Math.min(last, COLUMN_LIMIT);
    }

    private RawRow padded(RawRow row) {
        int missing = Math.max(0, width - row.cells().size());
        row.cells().addAll(Collections.nCopies(missing, ""));
        row.kinds().addAll(Collections.nCopies(missing, CellKind.TEXT));
        return row;
    }

    @Override
    public FileForm form() {
        return FileForm.SPREADSHEET;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable RawRow next() throws IOException {
        RawRow next = first;
        first = null;
        if (next == null) {
            next = read();
        }
        return next == null ? null : padded(next);
    }

    private @Nullable RawRow read() throws IOException {
        try {
            while (SheetXml.toElement(xml)) {
                if (xml.getLocalName().equals("row")) {
                    return row();
                }
                if (xml.getLocalName().equals("dimension")) {
                    Matcher area = DIMENSION.matcher(String.valueOf(xml.getAttributeValue(null, "ref")));
                    extent = area.matches() ? CellXml.column(area.group(1)) + 1 : 0;
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw ZipParts.broken(e);
        }
    }

    private RawRow row() throws IOException, XMLStreamException {
        int number = DateStyles.number(xml.getAttributeValue(null, "r"));
        row = number > row ? number : row + 1;
        List<String> texts = new ArrayList<>();
        List<CellKind> kinds = new ArrayList<>();
        int column = -1;
        int characters = 0;
        while (cells.next()) {
            column = cells.column() >= 0 ? cells.column() : column + 1;
            boolean beyond = column >= width;
            if (beyond && (!refusesOthers || cells.text().isBlank() || texts.size() > width)) {
                continue;
            }
            characters = Table.longer(characters, cells.text(), row);
            int place = beyond ? width : column;
            while (texts.size() <= place) {
                texts.add("");
                kinds.add(CellKind.TEXT);
            }
            texts.set(place, cells.text());
            kinds.set(place, cells.kind());
        }
        return new RawRow(row, texts, kinds);
    }

    @Override
    public void close() throws IOException {
        book.close();
    }
}
