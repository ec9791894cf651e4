package se.styrkort.ingest;

/**
 * Counts line ends in bytes as they pass: LF, CR and CRLF end one line each. For UTF-16 the bytes are taken two by two.
 */
final class LineCount {
    private final int width;
    private final boolean bigEndian;
    private int line = 1;
    private int position;
    private int unit;
    private boolean afterReturn;

    LineCount(FileEncoding encoding) {
        this.width = encoding.isWide() ? 2 : 1;
        this.bigEndian = encoding.isBigEndian();
    }

    /** The line that the first of the bytes to come belongs to; a LF after a CR ends the line that the CR ended. */
    int lineOf(byte[] next, int length) {
        int first = -1;
        if (length >= width) {
            int low = next[0] & 0xFF;
            first = width == 1 ? low : bigEndian ? (low << 8) | (next[1] & 0xFF) : ((next[1] & 0xFF) << 8) | low;
        }
        return afterReturn && first == '\n' ? line - 1 : line;
    }

    void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int value = bytes[i] & 0xFF;
            if (width == 1) {
                sign(value);
            } else if (position++ % 2 == 0) {
                unit = value;
            } else {
                sign(bigEndian ? unit << 8 | value : value << 8 | unit);
            }
        }
    }

    private void sign(int c) {
        if (c == '\n') {
            line += afterReturn ? 0 : 1;
        } else if (c == '\r') {
            line++;
        }
        afterReturn = c == '\r';
    }
}
