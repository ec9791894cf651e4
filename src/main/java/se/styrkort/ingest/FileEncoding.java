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
 * Windows-1252, the set of older Swedish exports. A file that is UTF-8 in part is refused, for as Windows-1252 its names
 * would be others.
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
                Utf8 utf8 = Utf8.look(file);
                if (!utf8.fits()) {
                    throw utf8.fault(file);
                }
                yield new FileEncoding(StandardCharsets.UTF_8, mark);
            }
            case "utf-16" -> marked.mark() == 2 ? marked : new FileEncoding(StandardCharsets.UTF_16LE, 0);
            case "windows-1252" -> new FileEncoding(WINDOWS_1252, 0);
            default -> {
                if (marked.isWide()) {
                    yield marked;
                }
                Utf8 utf8 = Utf8.look(file);
                if (!utf8.fits() && utf8.letters()) {
                    throw utf8.fault(file);
                }
                yield utf8.fits() ? marked : new FileEncoding(WINDOWS_1252, 0);
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

    /**
     * How the bytes of a file go as UTF-8.
     *
     * @param firstWrong place of the first byte that does not fit, from 0; negative when all fit
     * @param letters whether there are letters of several bytes, which by chance are next to never in another set
     */
    private record Utf8(long firstWrong, boolean letters) {
        static Utf8 look(Path file) throws IOException {
            CharsetDecoder decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            ByteBuffer bytes = ByteBuffer.allocate(LOOKED_AT);
            CharBuffer chars = CharBuffer.allocate(LOOKED_AT);
            long passed = 0;
            long firstWrong = -1;
            boolean letters = false;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                boolean end = false;
                while (!end && !(letters && firstWrong >= 0)) {
                    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                    end = read < 0;
                    bytes.position(bytes.position() + Math.max(read, 0)).flip();
                    CoderResult result;
                    do {
                        int from = bytes.position();
                        result = decoder.decode(bytes, chars.clear(), end);
                        letters |= bytes.position() - from > chars.position();
                        if (result.isError()) {
                            firstWrong = firstWrong < 0 ? passed + bytes.position() : firstWrong;
                            bytes.position(bytes.position() + result.length());
                        }
                    } while (result.isError());
                    passed += bytes.position();
                    bytes.compact();
                }
            }
            return new Utf8(firstWrong, letters);
        }

        boolean fits() {
            return firstWrong < 0;
        }

        UnreadableFile fault(Path file) throws IOException {
            LineCount lines = new LineCount(new FileEncoding(StandardCharsets.UTF_8, 0));
            byte[] bytes = new byte[LOOKED_AT];
            try (InputStream in = Files.newInputStream(file)) {
                for (long left = firstWrong; left > 0; ) {
                    int length = in.readNBytes(bytes, 0, (int) Math.min(left, bytes.length));
                    lines.add(bytes, length);
                    left = length == 0 ? 0 : left - length;
                }
            }
            return UnreadableFile.because(lines.lineOf(bytes, 0), 0, "wrong_encoding", "UTF-8");
        }
    }
}
