package se.styrkort.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A workbook (ECMA-376): its sheets, the texts they share, which styles show dates, and from when days are counted. */
final class Workbook implements Closeable {
    /** A sheet of cells, as the tabs show them from left to right. */
    private record Sheet(String name, boolean hidden, String part) {}

    private final ZipParts parts;
    private final List<Sheet> sheets = new ArrayList<>();
    private final SharedTexts texts = new SharedTexts();
    private DateStyles styles = new DateStyles();
    private boolean since1904;

    private Workbook(ZipParts parts) {
        this.parts = parts;
    }

    static Workbook open(Path file) throws IOException {
        Workbook book = new Workbook(ZipParts.open(file));
        try {
            book.read();
            return book;
        } catch (XMLStreamException e) {
            book.close();
            throw ZipParts.broken(e);
        } catch (IOException | RuntimeException e) {
            book.close();
            throw e;
        }
    }

    private void read() throws IOException, XMLStreamException {
        String main = relations("").values().stream()
                .filter(relation -> relation.type().endsWith("/officeDocument"))
                .map(Relation::part)
                .findFirst()
                .orElse("xl/workbook.xml");
        Map<String, Relation> relations = relations(main);
        XMLStreamReader xml = parts.read(main);
        if (xml == null) {
            throw UnreadableFile.because(0, 0, "no_workbook");
        }
        while (SheetXml.toElement(xml)) {
            if (xml.getLocalName().equals("workbookPr")) {
                String flag = xml.getAttributeValue(null, "date1904");
                since1904 = "1".equals(flag) || "true".equals(flag);
            } else if (xml.getLocalName().equals("sheet")) {
                sheet(xml, relations);
            }
        }
        for (Relation relation : relations.values()) {
            if (relation.type().endsWith("/styles")) {
                styles = DateStyles.read(parts.read(relation.part()));
            } else if (relation.type().endsWith("/sharedStrings")) {
                readTexts(parts.read(relation.part()));
            }
        }
    }

    private void sheet(XMLStreamReader xml, Map<String, Relation> relations) {
        String id = "";
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            // r:id, in whichever of two namespaces
            if (xml.getAttributeLocalName(i).equals("id") && xml.getAttributeNamespace(i) != null) {
                id = xml.getAttributeValue(i);
            }
        }
        Relation relation = relations.get(id);
        String state = xml.getAttributeValue(null, "state");
        if (relation != null && relation.type().endsWith("/worksheet")) {
            String name = xml.getAttributeValue(null, "name");
            sheets.add(new Sheet(name == null ? "" : name, state != null && !state.equals("visible"), relation.part()));
        }
    }

    /** A part that another refers to. */
    private record Relation(String type, String part) {}

    private Map<String, Relation> relations(String part) throws IOException, XMLStreamException {
        Map<String, Relation> relations = new HashMap<>();
        String folder = part.substring(0, part.lastIndexOf('/') + 1);
        XMLStreamReader xml = parts.read(folder + "_rels/" + part.substring(folder.length()) + ".rels");
        while (xml != null && SheetXml.toElement(xml)) {
            String target = xml.getAttributeValue(null, "Target");
            String type = xml.getAttributeValue(null, "Type");
            String id = xml.getAttributeValue(null, "Id");
            if (target != null && type != null && id != null) {
                relations.put(
                        id, new Relation(type, target.startsWith("/") ? target.substring(1) : within(folder, target)));
            }
        }
        return relations;
    }

    private static String within(String folder, String target) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (folder + target).split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    private void readTexts(@Nullable XMLStreamReader xml) throws IOException, XMLStreamException {
        while (xml != null && SheetXml.toElement(xml)) {
            if (xml.getLocalName().equals("si")) {
                texts.add(SheetXml.richText(xml));
            }
        }
    }

    /**
     * The rows of a sheet.
     *
     * @param wanted a sheet's name, else its number among those that are not hidden, the first is 1; null: the first of
     *     them
     */
    XMLStreamReader sheet(@Nullable String wanted) throws IOException {
        List<Sheet> visible = sheets.stream().filter(sheet -> !sheet.hidden()).toList();
        Sheet found = null;
        for (Sheet sheet : sheets) {
            found = found == null && sheet.name().equalsIgnoreCase(wanted) ? sheet : found;
        }
        if (found == null && (wanted == null || wanted.matches("\\d{1,4}"))) {
            int number = wanted == null ? 1 : Integer.parseInt(wanted);
            found = number >= 1 && number <= visible.size() ? visible.get(number - 1) : null;
        }
        if (found == null) {
            String names = visible.stream().map(Sheet::name).collect(Collectors.joining(", "));
            throw UnreadableFile.because(0, 0, "no_such_sheet", wanted == null ? "1" : wanted, names);
        }
        XMLStreamReader xml = parts.read(found.part());
        if (xml == null) {
            throw UnreadableFile.because(0, 0, "broken_spreadsheet", found.part());
        }
        return xml;
    }

    SharedTexts texts() {
        return texts;
    }

    DateStyles styles() {
        return styles;
    }

    /** Whether days are counted from 1904, as on old Macintoshes, and not from 1900. */
    boolean since1904() {
        return since1904;
    }

    @Override
    public void close() throws IOException {
        try (parts) {
            texts.close();
        }
    }
}
