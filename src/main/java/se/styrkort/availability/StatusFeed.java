package se.styrkort.availability;

import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import se.styrkort.web.Messages;
import se.styrkort.web.ReaderFormat;

/**
 * The current operating information as Atom (RFC 4287). An entry says when, not whether it is so now: it changes with what
 * was written about it and not with the hour, and keeps its id for ever (a tag URI, RFC 4151).
 */
final class StatusFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    /** When the ids were minted; never the date of a release. */
    private static final String MINTED = "2026";

    private final Messages messages;
    private final Locale locale;
    private final String origin;
    private final String host;
    private final ReaderFormat format;

    /**
     * @param origin scheme, host and port that links begin with; empty: they are relative
     * @param host whose ids these are
     */
    StatusFeed(Messages messages, Locale locale, String origin, String host) {
        this.messages = messages;
        this.locale = locale;
        this.origin = origin;
        this.host = host;
        this.format = new ReaderFormat(locale);
    }

    String write(OperatingStatus status) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("utf-8", "1.0");
            xml.setDefaultNamespace(ATOM);
            xml.writeStartElement(ATOM, "feed");
            xml.writeDefaultNamespace(ATOM);
            xml.writeAttribute("xml:lang", locale.getLanguage());
            element(xml, "id", "tag:" + host + "," + MINTED + ":status:" + locale.getLanguage());
            element(xml, "title", messages.text(locale, "status.title"));
            element(xml, "updated", status.at().truncatedTo(ChronoUnit.SECONDS).toString());
            xml.writeStartElement(ATOM, "author");
            element(xml, "name", messages.text(locale, "app.name"));
            xml.writeEndElement();
            link(xml, "self", "/status.atom?lang=" + locale.getLanguage(), "application/atom+xml");
            link(xml, "alternate", "/status?lang=" + locale.getLanguage(), "text/html");
            for (StatusItem item : status.items()) {
                entry(xml, item);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // a writer of text does not fail
        }
        return text.toString();
    }

    private void entry(XMLStreamWriter xml, StatusItem item) throws XMLStreamException {
        xml.writeStartElement(ATOM, "entry");
        element(xml, "id", "tag:" + host + "," + MINTED + ":outage:" + item.id() + ":" + locale.getLanguage());
        String kind = messages.text(locale, "status.kind." + item.kind().code());
        element(
                xml,
                "title",
                messages.text(locale, "status.entry", kind, item.service().in(locale)));
        element(xml, "updated", item.updated().toString());
        link(xml, "alternate", "/status?lang=" + locale.getLanguage() + "#item-" + item.id(), "text/html");
        xml.writeStartElement(ATOM, "category");
        xml.writeAttribute("term", item.kind().code());
        xml.writeAttribute("label", kind);
        xml.writeEndElement();
        xml.writeStartElement(ATOM, "content");
        xml.writeAttribute("type", "text");
        xml.writeCharacters(writable((when(item) + "\n" + item.message()).strip()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private String when(StatusItem item) {
        String start = format.dateTime(item.start());
        return item.end() == null
                ? messages.text(locale, "status.since", start)
                : messages.text(locale, "status.from_to", start, format.dateTime(item.end()));
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(ATOM, name);
        xml.writeCharacters(writable(text));
        xml.writeEndElement();
    }

    private void link(XMLStreamWriter xml, String relation, String path, String type) throws XMLStreamException {
        xml.writeEmptyElement(ATOM, "link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", origin + path);
    }

    /** Without the characters that XML 1.0 has no way to write. */
    private static String writable(String text) {
        return text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
