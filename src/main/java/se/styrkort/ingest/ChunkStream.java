package se.styrkort.ingest;

import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Bytes that are fetched chunk by chunk, each when the one before has been read. */
final class ChunkStream extends InputStream {
    private final IntFunction<byte @Nullable []> chunks;
    private byte @Nullable [] chunk;
    private int number;
    private int position;

    /** @param chunks the chunk of a number, the first is 0; null after the last */
    ChunkStream(IntFunction<byte @Nullable []> chunks) {
        this.chunks = chunks;
        this.chunk = chunks.apply(0);
    }

    boolean isEmpty() {
        return chunk == null;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (chunk != null && position == chunk.length) {
            chunk = chunks.apply(++number);
            position = 0;
        }
        if (chunk == null) {
            return -1;
        }
        int copied = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, into, offset, copied);
        position += copied;
        return copied;
    }
}
