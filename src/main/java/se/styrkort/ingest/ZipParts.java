package se.styrkort.ingest;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Unpacked bytes of all parts that are read, however well they are packed. */
    private static final long UNPACKED_LIMIT = 4L << 30;

    /** Bytes of a part's start that hold the declaration of its character set. */
    private static final int DECLARATION = 256;

    /** How a declaration begins in a set that parsers find without being told. */
    private static final String EBCDIC = "Lo\u00A7\u0094";

    private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"']*)[\"']");

    private final ZipFile zip;
    private final AtomicLong left;

    private ZipParts(ZipFile zip, long limit) {
        this.zip = zip;
        this.left = new AtomicLong(limit);
    }

    static ZipParts open(Path file) throws IOException {
        return open(file, UNPACKED_LIMIT);
    }

    static ZipParts open(Path file, long limit) throws IOException {
        refuseLargeContents(file);
        try {
            return new ZipParts(new ZipFile(file.toFile()), limit);
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
                int comment = number(end, i + END_LENGTH - 4) >>> 16;
                if (number(end, i) == END_MARK && i + END_LENGTH + comment == length) {
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
            InputStream bytes = new BufferedInputStream(
                    new BoundedXml(zip.getInputStream(entry), FREE, MOST_PACKED * entry.getCompressedSize(), left));
            requireUtf8(bytes, name);
            return factory.createXMLStreamReader(bytes, "UTF-8");
        } catch (BoundedXml.TooMuch e) {
            throw e.fault();
        } catch (XMLStreamException e) {
            throw broken(e);
        } catch (ZipException | EOFException e) {
            throw UnreadableFile.because(0, 0, "broken_spreadsheet", String.valueOf(e.getMessage()));
        }
    }

    /** The bounds count signs of ASCII, which other character sets hide. */
    private static void requireUtf8(InputStream bytes, String name) throws IOException {
        bytes.mark(DECLARATION);
        byte[] head = bytes.readNBytes(DECLARATION);
        bytes.reset();
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00EF\u00BB\u00BF")) {
            bytes.skipNBytes(3);
            start = start.substring(3);
        }
        Matcher declared = ENCODING.matcher(start);
        if (start.chars().anyMatch(sign -> sign == 0 || sign >= 0xFE)
                || start.startsWith(EBCDIC)
                || (declared.lookingAt() && !declared.group(1).equalsIgnoreCase("UTF-8"))) {
            throw UnreadableFile.because(0, 0, "broken_spreadsheet", name + " is not in UTF-8");
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
