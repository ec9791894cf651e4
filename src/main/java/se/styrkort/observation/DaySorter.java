package se.styrkort.observation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows by key and day (of a period or a point in time), those of one key and day in the order in which they came, in memory that does not grow
 * with them: sorted runs of {@value #RUN_BYTES} bytes are kept on disk and merged when they are read.
 */
public final class DaySorter implements Closeable {
    /** Bytes of rows, and number of rows, that are sorted at once. */
    static final int RUN_BYTES = 12 << 20;

    private static final int INDEX_BITS = 18;
    private static final int RUN_ROWS = 1 << INDEX_BITS;

    /** Days are counted from here, so that all that are believable take 17 bits. */
    private static final int FIRST_DAY = -40_000;

    private static final int DAY_BITS = 17;
    private static final int HIGHEST_KEY = (1 << (63 - INDEX_BITS - DAY_BITS)) - 1;

    private byte[] rows = new byte[1 << 20];
    private int used;
    private final int[] starts = new int[RUN_ROWS + 1];
    private final long[] order = new long[RUN_ROWS];
    private int count;
    private long total;
    private final List<Path> runs = new ArrayList<>();

    /** What is read in order. */
    @FunctionalInterface
    public interface Reader {
        /**
         * One row.
         *
         * @param nth of its key and period, the first is 1
         */
        void take(int key, int day, int nth, byte[] bytes, int offset, int length) throws IOException;
    }

    public long total() {
        return total;
    }

    /**
     * Adds a row.
     *
     * @param key 0 or more
     * @param day of the epoch
     */
    public void add(int key, int day, byte[] bytes, int length) throws IOException {
        if (key > HIGHEST_KEY || day < FIRST_DAY || day - FIRST_DAY >= 1 << DAY_BITS) {
            throw new IllegalArgumentException("not to be sorted: key " + key + ", day " + day);
        }
        if (count == RUN_ROWS || (used + length > RUN_BYTES && count > 0)) {
            spill();
        }
        if (used + length > rows.length) {
            rows = Arrays.copyOf(rows, Math.max(used + length, Math.min(RUN_BYTES, rows.length * 2)));
        }
        System.arraycopy(bytes, 0, rows, used, length);
        order[count] = (((long) key << DAY_BITS) | (day - FIRST_DAY)) << INDEX_BITS | count;
        starts[count] = used;
        used += length;
        starts[++count] = used;
        total++;
    }

    private void spill() throws IOException {
        Arrays.sort(order, 0, count);
        Path run = Files.createTempFile("styrkort-", ".run");
        runs.add(run);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
            for (int i = 0; i < count; i++) {
                int index = (int) (order[i] & (RUN_ROWS - 1));
                out.writeLong(order[i] >> INDEX_BITS);
                out.writeInt(starts[index + 1] - starts[index]);
                out.write(rows, starts[index], starts[index + 1] - starts[index]);
            }
        }
        count = 0;
        used = 0;
    }

    /** Reads all rows in order; may be done again. */
    public void read(Reader reader) throws IOException {
        Nth nth = new Nth(reader);
        if (runs.isEmpty()) {
            Arrays.sort(order, 0, count);
            for (int i = 0; i < count; i++) {
                int index = (int) (order[i] & (RUN_ROWS - 1));
                nth.take(order[i] >> INDEX_BITS, rows, starts[index], starts[index + 1] - starts[index]);
            }
            return;
        }
        if (count > 0) {
            spill();
        }
        rows = new byte[0];
        merge(nth);
    }

    private void merge(Nth nth) throws IOException {
        PriorityQueue<Run> heads = new PriorityQueue<>();
        try {
            for (int i = 0; i < runs.size(); i++) {
                Run run = new Run(runs.get(i), i);
                heads.add(run);
            }
            while (!heads.isEmpty()) {
                Run head = heads.poll();
                nth.take(head.place, head.row, 0, head.length);
                if (head.next()) {
                    heads.add(head);
                } else {
                    head.close();
                }
            }
        } finally {
            for (Run run : heads) {
                run.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
        runs.clear();
    }

    /** Counts the rows of each key and period. */
    private static final class Nth {
        private final Reader reader;
        private long last = -1;
        private int nth;

        Nth(Reader reader) {
            this.reader = reader;
        }

        void take(long place, byte[] bytes, int offset, int length) throws IOException {
            nth = place == last ? nth + 1 : 1;
            last = place;
            int day = (int) (place & ((1 << DAY_BITS) - 1)) + FIRST_DAY;
            reader.take((int) (place >> DAY_BITS), day, nth, bytes, offset, length);
        }
    }

    /** A sorted run on disk; of equal places the earlier run comes first. */
    private static final class Run implements Comparable<Run>, Closeable {
        private final DataInputStream in;
        private final int number;
        private long place;
        private byte[] row = new byte[128];
        private int length;

        Run(Path file, int number) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            this.number = number;
            next();
        }

        boolean next() throws IOException {
            try {
                place = in.readLong();
            } catch (EOFException e) {
                return false;
            }
            length = in.readInt();
            row = length > row.length ? new byte[length] : row;
            in.readFully(row, 0, length);
            return true;
        }

        @Override
        public int compareTo(Run other) {
            int byPlace = Long.compare(place, other.place);
            return byPlace != 0 ? byPlace : Integer.compare(number, other.number);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
