package se.styrkort.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Steps through the XML of a workbook's parts. Names are compared without namespaces, of which there are two sets. */
final class SheetXml {
    /** A sign that XML cannot hold, as spreadsheets write it. */
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private SheetXml() {}

    /** Goes on to the next start of an element; false at the end of the part. */
    static boolean toElement(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }

    /** The next event; a document type, and with it entities, has no place in a workbook. */
    static int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw UnreadableFile.because(0, 0, "document_type");
        }
        return event;
    }

    /** The text within the element that has just begun, read to its end. */
    static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (isText(event)) {
                append(text, xml);
            }
        }
        return text.toString();
    }

    /** A text in runs of different fonts, without the readings that East Asian texts carry. */
    static String richText(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int reading = 0;
        int inText = 0;
        for (int depth = 1; depth > 0; ) {
            int event = next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                reading = xml.getLocalName().equals("rPh") ? depth : reading;
                inText = xml.getLocalName().equals("t") && reading == 0 ? depth : inText;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                reading = reading == depth ? 0 : reading;
                inText = inText == depth ? 0 : inText;
                depth--;
            } else if (inText > 0 && isText(event)) {
                append(text, xml);
            }
        }
        return unescaped(text.toString());
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private static void append(StringBuilder text, XMLStreamReader xml) {
        if (text.length() + xml.getTextLength() > Table.FIELD_LIMIT) {
            throw UnreadableFile.because(0, 0, "field_too_long", Table.FIELD_LIMIT);
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}
