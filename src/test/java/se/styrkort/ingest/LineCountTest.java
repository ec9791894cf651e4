package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineCountTest {
    private static final String TEXT = "å;b\r\nc\r\rd\n\ne\r\n";

    /** In whichever pieces the bytes come, each piece begins on the line of its first byte. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE"})
    void aLineEndMayBeCutInTwo(String name) {
        Charset charset = Charset.forName(name);
        int width = name.startsWith("UTF-16") ? 2 : 1;
        byte[] bytes = TEXT.getBytes(charset);
        List<Integer> lines = linesOfCharacters(charset);
        for (int size = width; size <= bytes.length; size += width) {
            LineCount count = new LineCount(new FileEncoding(charset, 0));
            for (int from = 0; from < bytes.length; from += size) {
                int length = Math.min(size, bytes.length - from);
                byte[] piece = java.util.Arrays.copyOfRange(bytes, from, from + size);
                assertEquals(lines.get(from / width), count.lineOf(piece, length), "pieces of " + size + " at " + from);
                count.add(piece, length);
            }
        }
    }

    /** The line of each unit of the text, by the plainest rule: a line ends after LF, or after CR that no LF follows. */
    private static List<Integer> linesOfCharacters(Charset charset) {
        String units = charset.equals(StandardCharsets.UTF_8)
                ? new String(TEXT.getBytes(charset), StandardCharsets.ISO_8859_1)
                : TEXT;
        List<Integer> lines = new ArrayList<>();
        int line = 1;
        for (int i = 0; i < units.length(); i++) {
            lines.add(line);
            boolean cut = units.charAt(i) == '\r' && i + 1 < units.length() && units.charAt(i + 1) == '\n';
            line += !cut && "\r\n".indexOf(units.charAt(i)) >= 0 ? 1 : 0;
        }
        return lines;
    }
}
