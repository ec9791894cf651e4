package se.styrkort.ingest;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a workbook, an archive of XML files, unpacked as they are read and never wholly. What only an attack would
 * hold is refused: far more unpacked than packed, a table of contents without end, document types and so entities.
 */
final class ZipParts implements Closeable {
    /** Bytes of the archive's table of contents, which is held in memory. */
    private static final int CONTENTS_LIMIT = 4 << 20;

    /** From how many unpacked bytes on a part may not be more than {@link #MOST_PACKED} times its packed size. */
    private static final long FREE = 16L << 20;

    private static final int MOST_PACKED = 100;
    private static final int END_MARK = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int COMMENT_LIMIT = 65_535;

    private final ZipFile zip;

    private ZipParts(ZipFile zip) {
        this.zip = zip;
    }

    static ZipParts open(Path file) throws IOException {
        refuseLargeContents(file);
        try {
            return new ZipParts(new ZipFile(file.toFile()));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw UnreadableFile.because(0, 0, "broken_spreadsheet", String.valueOf(e.getMessage()));
        }
    }

    /** The archive ends with a record that says how large its table of contents is. */
    private static void refuseLargeContents(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(bytes.length(), END_LENGTH + COMMENT_LIMIT);
            byte[] end = new byte[length];
            bytes.seek(bytes.length() - length);
            bytes.readFully(end);
            for (int i = length - END_LENGTH; i >= 0; i--) {
                if (number(end, i) == END_MARK) {
                    long size = number(end, i + 12) & 0xFFFFFFFFL;
                    if (size > CONTENTS_LIMIT) {
                        throw UnreadableFile.because(0, 0, "zip_bomb");
                    }
                    return;
                }
            }
        }
        throw UnreadableFile.because(0, 0, "broken_spreadsheet", "the file ends too early");
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    /** Reads a part from its first element on; null when there is no such part. The reader closes with the archive. */
    @Nullable
    XMLStreamReader read(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return null;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // what is wrong is thrown too; on the console it would be nobody's
        factory.setXMLReporter((message, type, about, location) -> {});
        try {
            InputStream bytes =
                    new BoundedXml(zip.getInputStream(entry), FREE, MOST_PACKED * entry.getCompressedSize());
            return factory.createXMLStreamReader(bytes);
        } catch (XMLStreamException e) {
            throw broken(e);
        } catch (ZipException | EOFException e) {
            throw UnreadableFile.because(0, 0, "broken_spreadsheet", String.valueOf(e.getMessage()));
        }
    }

    static UnreadableFile broken(XMLStreamException e) {
        // what a bounded stream throws comes through the parser, wrapped
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedXml.TooMuch tooMuch) {
                return tooMuch.fault();
            }
            if (cause instanceof XMLStreamException nested
                    && nested.getNestedException() instanceof BoundedXml.TooMuch tooMuch) {
                return tooMuch.fault();
            }
        }
        return UnreadableFile.because(0, 0, "broken_spreadsheet", String.valueOf(e.getMessage()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
