package se.styrkort.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.ProblemException;

/**
 * The beginning of a file that a profile is made for. It goes back and forth with the page, so that nothing of a file that
 * may never be taken in is kept.
 */
public final class SampleFile {
    /** Bytes; of a text that is longer the first rows are enough. */
    static final int LIMIT = 256 * 1024;

    private static final int[][] INDIVISIBLE = {{'P', 'K', 3, 4}, {0xFF, 0xFE}, {0xFE, 0xFF}, {'{'}, {'['}};

    private final String fileName;
    private final byte[] bytes;

    private SampleFile(String fileName, byte[] bytes) {
        this.fileName = fileName;
        this.bytes = bytes;
    }

    public String fileName() {
        return fileName;
    }

    /** Reads no more than it needs. */
    static SampleFile of(InputStream in, String fileName) throws IOException {
        byte[] bytes = in.readNBytes(LIMIT + 1);
        if (bytes.length <= LIMIT) {
            return new SampleFile(fileName, bytes);
        }
        int end = LIMIT;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end == 0 || isIndivisible(bytes)) {
            throw new ProblemException(413, "sample_too_large", String.valueOf(LIMIT / 1024));
        }
        return new SampleFile(fileName, Arrays.copyOf(bytes, end));
    }

    private static boolean isIndivisible(byte[] bytes) {
        return Arrays.stream(INDIVISIBLE).anyMatch(start -> {
            for (int i = 0; i < start.length; i++) {
                if ((bytes[i] & 0xFF) != start[i]) {
                    return false;
                }
            }
            return true;
        });
    }

    /** As {@link #text} wrote it. */
    static SampleFile read(@Nullable String text, @Nullable String fileName) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text == null ? "" : text.strip());
            if (bytes.length > 0 && bytes.length <= LIMIT) {
                return new SampleFile(fileName == null ? "" : fileName, bytes);
            }
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "no_file");
        }
        throw new ProblemException(400, "no_file");
    }

    /** For a hidden field of a form. */
    public String text() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
