package se.styrkort.ingest;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** A text line by line, where a line longer than the limit makes the file unreadable instead of filling the memory. */
final class LineText implements Closeable {
    private final BufferedReader text;
    private final int limit;
    private int line;

    /** @param limit characters of a line */
    LineText(Reader text, int limit) {
        this.text = new BufferedReader(text);
        this.limit = limit;
    }

    /** The number of the line that was read last, the first is 1. */
    int line() {
        return line;
    }

    /** The next line without its end, null after the last. */
    @Nullable
    String next() throws IOException {
        int c = text.read();
        if (c < 0) {
            return null;
        }
        line++;
        StringBuilder read = new StringBuilder();
        for (; c >= 0 && c != '\n' && c != '\r'; c = text.read()) {
            if (read.length() >= limit) {
                throw UnreadableFile.because(line, 0, "field_too_long", limit);
            }
            read.append((char) c);
        }
        if (c == '\r') {
            text.mark(1);
            if (text.read() != '\n') {
                text.reset();
            }
        }
        return read.toString();
    }

    /** The next line that is not blank, null when there is none. */
    @Nullable
    String nextFilled() throws IOException {
        String next = next();
        while (next != null && next.isBlank()) {
            next = next();
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
