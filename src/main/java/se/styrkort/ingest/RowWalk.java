package se.styrkort.ingest;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** A place in the text of a delivered file, moving forward from row to row. */
final class RowWalk implements Closeable {
    /** Characters of a raw row that are shown. */
    private static final int SHOWN = 20_000;

    /** Lines that are read over rather than looked up anew. */
    private static final int FAR = 5_000;

    private final BufferedReader text;
    private final char delimiter;
    private int at;

    /** @param at the line that the text begins in, the first is 1 */
    RowWalk(Reader text, int at, char delimiter) {
        this.text = new BufferedReader(text);
        this.at = at;
        this.delimiter = delimiter;
    }

    /** Whether going on to the line is better than beginning anew nearer to it. */
    boolean isNear(int line) {
        return at <= line && line - at <= FAR;
    }

    /** The row that starts on the line, without its line end; null when the file has no such line. */
    @Nullable
    String row(int line) throws IOException {
        while (at < line) {
            if (!skipLine()) {
                return null;
            }
            at++;
        }
        StringBuilder row = new StringBuilder();
        boolean quoted = false;
        // a quote opens a field only where the field begins; in the middle of one it is a sign like any other
        boolean mayOpen = true;
        int c = text.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && row.length() < SHOWN; c = text.read()) {
            boolean ends = c == '\n' || c == '\r';
            if (c == '\r') {
                skipIf('\n');
            }
            at += ends ? 1 : 0;
            if (ends && !quoted) {
                return row.toString();
            }
            boolean quote = c == '"';
            boolean wasQuoted = quoted;
            quoted = quote ? !quoted && mayOpen : quoted;
            mayOpen = quote ? wasQuoted : !quoted && c == delimiter;
            row.append(ends ? '\n' : (char) c);
        }
        at = Integer.MAX_VALUE;
        return row.toString();
    }

    /** Skips to the next line end and over it, whatever the length of the line. */
    private boolean skipLine() throws IOException {
        for (int c = text.read(); c >= 0; c = text.read()) {
            if (c == '\n') {
                return true;
            }
            if (c == '\r') {
                skipIf('\n');
                return true;
            }
        }
        return false;
    }

    private void skipIf(char wanted) throws IOException {
        text.mark(1);
        if (text.read() != wanted) {
            text.reset();
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
