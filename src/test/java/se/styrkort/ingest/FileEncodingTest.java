package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEncodingTest {
    private static final byte[] CP1252 = "år;Väsby €\n".getBytes(FileEncoding.WINDOWS_1252);

    @TempDir
    private Path folder;

    private String of(byte[] bytes, String wanted) {
        try {
            FileEncoding encoding =
                    FileEncoding.of(Trial.delivery(folder, bytes).file(), wanted);
            return encoding.charset().name() + " " + encoding.mark();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String fault(byte[] bytes, String wanted) {
        return Trial.shown(assertThrows(UnreadableFile.class, () -> of(bytes, wanted)));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void isWhatTheMarkSaysElseUtf8ElseWindows1252() {
        byte[] utf8 = "år;Väsby 😀\n".getBytes(StandardCharsets.UTF_8);
        assertEquals("UTF-8 0", of(utf8, "auto"));
        assertEquals("UTF-8 3", of(joined(bytes(0xEF, 0xBB, 0xBF), utf8), "auto"));
        assertEquals("UTF-8 0", of("a;b\n".getBytes(StandardCharsets.US_ASCII), "auto"));
        assertEquals("windows-1252 0", of(CP1252, "auto"));
        assertEquals("UTF-16LE 2", of(joined(bytes(0xFF, 0xFE), "å\n".getBytes(StandardCharsets.UTF_16LE)), "auto"));
        assertEquals("UTF-16BE 2", of(joined(bytes(0xFE, 0xFF), "å\n".getBytes(StandardCharsets.UTF_16BE)), "auto"));
    }

    @Test
    void theWholeFileIsLookedAt() {
        byte[] long8 = "å;b\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        assertEquals("UTF-8 0", of(long8, "auto"));
        assertEquals(
                "windows-1252 0",
                of(joined("a;b\n".repeat(50_000).getBytes(StandardCharsets.UTF_8), CP1252, CP1252), "auto"));
    }

    /** One stray byte must not turn every name of the file into another. */
    @Test
    void aFileThatIsUtf8InPartIsRefused() {
        byte[] long8 = "å;b\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        assertEquals("50001:0 wrong_encoding UTF-8", fault(joined(long8, CP1252), "auto"));
        assertEquals("50001:0 wrong_encoding UTF-8", fault(joined(long8, bytes(0xC3)), "auto"), "cut off in a letter");
        assertEquals("2:0 wrong_encoding UTF-8", fault(joined(bytes('a', '\r', '\n'), CP1252, long8), "auto"));
        assertEquals("1:0 wrong_encoding UTF-8", fault(joined(CP1252, long8), "auto"));
        assertEquals("1:0 wrong_encoding UTF-8", fault(joined(bytes(0xEF, 0xBB, 0xBF), CP1252), "auto"));
        assertEquals("windows-1252 0", of(joined(long8, CP1252), "windows-1252"), "when the profile says so");
    }

    @Test
    void theProfileMayDecide() {
        assertEquals("windows-1252 0", of("å".getBytes(StandardCharsets.UTF_8), "windows-1252"));
        assertEquals("UTF-16LE 0", of("å\n".getBytes(StandardCharsets.UTF_16LE), "utf-16"));
        assertEquals("UTF-8 3", of(joined(bytes(0xEF, 0xBB, 0xBF), "å".getBytes(StandardCharsets.UTF_8)), "utf-8"));
        assertEquals("1:0 wrong_encoding UTF-8", fault(CP1252, "utf-8"));
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertEquals("0:0 empty_file", fault(new byte[0], "auto"));
        assertEquals("0:0 binary_file", fault(joined("a;b\n".getBytes(StandardCharsets.UTF_8), bytes(0)), "auto"));
        assertEquals("0:0 binary_file", fault(bytes('P', 'K', 3, 4, 20, 0), "auto"));
        assertEquals("0:0 binary_file", fault(bytes(0x89, 'P', 'N', 'G', 1, 2, 3, 4, 5, 6), "auto"));
        assertEquals("0:0 binary_file", fault(bytes('a', 0, 'b', 0), "windows-1252"));
    }
}
