package se.styrkort.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * In which character set a file is written: what its byte order mark says, else UTF-8 when every byte of it fits, else
 * Windows-1252, the set of older Swedish exports.
 *
 * @param mark bytes of the byte order mark, to be skipped
 */
record FileEncoding(Charset charset, int mark) {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int LOOKED_AT = 64 * 1024;

    static FileEncoding of(Path file, String wanted) throws IOException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw UnreadableFile.because(0, 0, "empty_file");
        }
        FileEncoding marked = byMark(head);
        if (!marked.isWide() && !wanted.equals("utf-16")) {
            refuseBinary(head);
        }
        return switch (wanted) {
            case "utf-8" -> {
                int mark = marked.charset().equals(StandardCharsets.UTF_8) ? marked.mark() : 0;
                if (!isUtf8(file)) {
                    throw UnreadableFile.because(0, 0, "wrong_encoding", "UTF-8");
                }
                yield new FileEncoding(StandardCharsets.UTF_8, mark);
            }
            case "utf-16" -> marked.mark() == 2 ? marked : new FileEncoding(StandardCharsets.UTF_16LE, 0);
            case "windows-1252" -> new FileEncoding(WINDOWS_1252, 0);
            default -> {
                boolean utf8 = marked.isWide() || isUtf8(file);
                if (!utf8 && marked.mark() > 0) {
                    throw UnreadableFile.because(0, 0, "wrong_encoding", "UTF-8");
                }
                yield utf8 ? marked : new FileEncoding(WINDOWS_1252, 0);
            }
        };
    }

    /** In what a file may be read for its signs of ASCII alone, known from its first bytes. */
    static FileEncoding roughly(Path file, String wanted) throws IOException {
        FileEncoding marked = byMark(head(file));
        if (marked.mark() > 0) {
            return marked;
        }
        return new FileEncoding(wanted.equals("utf-16") ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1, 0);
    }

    /** The text of a file in this character set, after the mark. */
    Reader reader(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(mark);
        return new InputStreamReader(in, charset);
    }

    boolean isWide() {
        return charset.equals(StandardCharsets.UTF_16LE) || isBigEndian();
    }

    boolean isBigEndian() {
        return charset.equals(StandardCharsets.UTF_16BE);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LOOKED_AT);
        }
    }

    private static FileEncoding byMark(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new FileEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new FileEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new FileEncoding(StandardCharsets.UTF_16BE, 2);
        }
        return new FileEncoding(StandardCharsets.UTF_8, 0);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** A text in an 8-bit set holds no NUL and hardly a control character; an Excel or PDF file soon does. */
    private static void refuseBinary(byte[] head) {
        int control = 0;
        for (byte b : head) {
            if (b == 0) {
                throw UnreadableFile.because(0, 0, "binary_file");
            }
            control += b > 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' ? 1 : 0;
        }
        if (control * 20 > head.length) {
            throw UnreadableFile.because(0, 0, "binary_file");
        }
    }

    private static boolean isUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(LOOKED_AT);
        CharBuffer chars = CharBuffer.allocate(LOOKED_AT);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
                CoderResult result = decoder.decode(bytes, chars.clear(), end);
                if (result.isError()) {
                    return false;
                }
                bytes.compact();
            }
        }
        return true;
    }
}
