package se.styrkort.collector;

import java.io.IOException;
import java.io.InputStream;

/** A body that ends with a failure where it is too long. When it has come, its time no longer runs. */
final class AnswerBody extends InputStream {
    private final InputStream body;
    private final Deadline deadline;
    private long left;

    /** It is larger than it may be. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    AnswerBody(InputStream body, long limit, Deadline deadline) {
        this.body = body;
        this.left = limit;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = body.read(bytes, offset, length);
        if (read < 0) {
            deadline.end();
            return -1;
        }
        left -= read;
        if (left < 0) {
            throw new TooLarge();
        }
        return read;
    }
}
