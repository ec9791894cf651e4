package se.styrkort.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of an unpacked XML part on their way to the parser, which holds a whole tag, comment or piece of text at a time:
 * none of these may be without end, and neither may the part be.
 */
final class BoundedXml extends FilterInputStream {
    /** Bytes from one {@code <} to the next, or of one comment: a text of the longest allowed in four-byte signs. */
    private static final int RUN_LIMIT = 8 << 20;

    /** The signs {@code <!--}, {@code <![C}, {@code -->} and {@code ]]>}. */
    private static final int COMMENT = 0x3C212D2D;

    private static final int CDATA = 0x3C215B43;
    private static final int COMMENT_END = 0x2D2D3E;
    private static final int CDATA_END = 0x5D5D3E;

    private final long limit;
    private final AtomicLong left;
    private long read;
    private int run;
    private int last;
    private boolean comment;

    /** Thrown through the parser when the bytes are more than allowed. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient UnreadableFile fault;

        TooMuch(UnreadableFile fault) {
            super("too much", fault);
            this.fault = fault;
        }

        UnreadableFile fault() {
            return fault;
        }
    }

    /**
     * @param free bytes that are always allowed
     * @param limit bytes that are allowed where they are more
     * @param left bytes that are allowed of all parts together, counted down
     */
    BoundedXml(InputStream in, long free, long limit, AtomicLong left) {
        super(in);
        this.limit = Math.max(free, limit);
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        if (count > 0) {
            read += count;
            if (read > limit || left.addAndGet(-count) < 0) {
                throw new TooMuch(UnreadableFile.because(0, 0, "zip_bomb"));
            }
            for (int i = from; i < from + count; i++) {
                pass(bytes[i]);
            }
            if (run > RUN_LIMIT) {
                throw new TooMuch(UnreadableFile.because(0, 0, "field_too_long", Table.FIELD_LIMIT));
            }
        }
        return count;
    }

    /** In a comment, and only there, a {@code <} may stand as often as one likes. */
    private void pass(byte next) {
        last = (last << 8) | (next & 0xFF);
        if (last == COMMENT || last == CDATA) {
            comment = true;
        }
        run = next == '<' && !comment ? 0 : run + 1;
        int end = last & 0xFFFFFF;
        if (comment && (end == COMMENT_END || end == CDATA_END)) {
            comment = false;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        throw new IOException("not needed");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
