package se.styrkort.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of files that can be read. */
enum Format {
    CSV,
    XLSX,
    JSON,
    NDJSON;

    /** Characters of a file's start that say whether it is JSON, and of a first line that may be a record of its own. */
    private static final int LOOKED_AT = 1 << 20;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format a name stands for, null when there is none of this name. */
    static @Nullable Format of(String code) {
        for (Format format : values()) {
            if (format.code().equals(code)) {
                return format;
            }
        }
        return null;
    }

    /** What the content looks like, whatever the file is called; a text that is not JSON is taken for CSV. */
    static Format sniff(Path file, String wantedEncoding) throws IOException {
        byte[] head = head(file);
        if (isZip(head)) {
            return XLSX;
        }
        refuseOldSpreadsheet(head);
        FileEncoding encoding = FileEncoding.roughly(file, wantedEncoding);
        try (BufferedReader text = new BufferedReader(encoding.reader(file))) {
            int first = signAfterSpace(text);
            if (first != '{' && first != '[') {
                return CSV;
            }
            int second = signAfterSpace(text);
            boolean json = first == '{' ? second == '"' || second == '}' : second >= 0 && "{[]\"".indexOf(second) >= 0;
            return !json ? CSV : first == '{' && isRecordPerLine(file, encoding) ? NDJSON : JSON;
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }

    static boolean isZip(Path file) throws IOException {
        return isZip(head(file));
    }

    private static boolean isZip(byte[] head) {
        return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    /** Excel before 2007 and workbooks with a password share a container that is no zip. */
    static void refuseOldSpreadsheet(Path file) throws IOException {
        refuseOldSpreadsheet(head(file));
    }

    private static void refuseOldSpreadsheet(byte[] head) {
        int[] mark = {0xD0, 0xCF, 0x11, 0xE0};
        boolean old = head.length >= mark.length;
        for (int i = 0; old && i < mark.length; i++) {
            old = (head[i] & 0xFF) == mark[i];
        }
        if (old) {
            throw UnreadableFile.because(0, 0, "old_spreadsheet");
        }
    }

    private static int signAfterSpace(BufferedReader text) throws IOException {
        int sign = text.read();
        for (int read = 0;
                read < LOOKED_AT && sign >= 0 && (Character.isWhitespace(sign) || sign == '\uFEFF');
                read++) {
            sign = text.read();
        }
        return sign;
    }

    /** Whether the first line is a whole object and another line follows. */
    private static boolean isRecordPerLine(Path file, FileEncoding encoding) throws IOException {
        try (LineText lines = new LineText(encoding.reader(file), LOOKED_AT)) {
            String first = lines.nextFilled();
            return first != null && isWhole(first) && lines.nextFilled() != null;
        } catch (UnreadableFile tooLong) {
            return false;
        }
    }

    private static boolean isWhole(String line) {
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
