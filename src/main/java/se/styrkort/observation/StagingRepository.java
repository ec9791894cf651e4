package se.styrkort.observation;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ByteConverter;

/**
 * Drafts on their way into the database, in memory that does not grow with them. Their keys go at once to a temporary
 * table of the caller's transaction, {@code staged_key}: metric x service x organisation x qualifier under a number, series
 * and source come with the merge. The drafts themselves are sorted by key and period here, which the database would have to do
 * otherwise, and are sent to it in one binary {@code COPY} when the merge says where.
 */
public final class StagingRepository implements Closeable {
    private static final int BUFFER = 64 * 1024;

    /** Keys whose number is remembered, some ten megabytes; when there are more, all get new numbers. */
    private static final int REMEMBERED = 50_000;

    /** A draft begins with the number of its row, which no table of observations has. */
    private static final int ROW_BYTES = 4;

    private static final long POSTGRES_EPOCH = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final Map<State, byte[]> STATES = names(State.class);
    private static final Map<Quality, byte[]> QUALITIES = names(Quality.class);

    private static <E extends Enum<E>> Map<E, byte[]> names(Class<E> type) {
        Map<E, byte[]> names = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            names.put(constant, constant.name().getBytes(StandardCharsets.US_ASCII));
        }
        return names;
    }

    private record Key(long metricId, long serviceId, long organisationId, String qualifier) {}

    private final Connection connection;
    private final int remembered;
    private final StringBuilder newKeys = new StringBuilder();
    private final Map<Key, Integer> numbers = new HashMap<>();
    private final DaySorter sorter = new DaySorter();
    private ByteBuffer row = ByteBuffer.allocate(4096);
    private int lastNumber;
    private boolean renumbered;

    public StagingRepository(Connection connection) throws SQLException {
        this(connection, REMEMBERED);
    }

    StagingRepository(Connection connection, int remembered) throws SQLException {
        this.connection = connection;
        this.remembered = remembered;
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table staged_key (
                        key integer not null,
                        metric_id bigint not null,
                        service_id bigint not null,
                        organisation_id bigint not null,
                        qualifier text not null,
                        series_id bigint,
                        source_id bigint,
                        is_new boolean not null default false
                    ) on commit drop""");
        }
    }

    /**
     * Adds what a row gives.
     *
     * @param rowNumber of the row that stands or falls as a whole: of a wide table a line has several
     */
    public void add(int rowNumber, long line, Draft draft) throws SQLException, IOException {
        int key = numberOf(draft);
        int day = Math.toIntExact(draft.period().toEpochDay());
        row.clear();
        row.putInt(rowNumber);
        integer(Math.toIntExact(day - POSTGRES_EPOCH));
        integer(Math.toIntExact(line));
        bytes(STATES.get(draft.state()));
        bytes(QUALITIES.get(draft.quality()));
        if (draft.sampleSize() == null) {
            row.putInt(-1);
        } else {
            integer(draft.sampleSize());
        }
        number(draft.value());
        number(draft.stdDev());
        bytes(draft.reason() == null ? null : draft.reason().getBytes(StandardCharsets.UTF_8));
        sorter.add(key, day, row.array(), row.position());
    }

    private int numberOf(Draft draft) throws SQLException {
        Key key = new Key(draft.metricId(), draft.serviceId(), draft.organisationId(), draft.qualifier());
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= remembered) {
            numbers.clear();
            renumbered = true;
        }
        int number = ++lastNumber;
        numbers.put(key, number);
        newKeys.append(number).append('\t').append(key.metricId()).append('\t').append(key.serviceId());
        newKeys.append('\t').append(key.organisationId()).append('\t');
        text(newKeys, key.qualifier());
        newKeys.append('\n');
        if (newKeys.length() >= BUFFER) {
            sendKeys();
        }
        return number;
    }

    private static void text(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                default -> to.append(c);
            }
        }
    }

    private void integer(int value) {
        row.putInt(4).putInt(value);
    }

    private void number(@Nullable BigDecimal number) {
        bytes(number == null ? null : ByteConverter.numeric(number));
    }

    private void bytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            row.putInt(-1);
            return;
        }
        if (row.remaining() < bytes.length + 64) {
            ByteBuffer larger = ByteBuffer.allocate(row.capacity() * 2 + bytes.length);
            row = larger.put(row.flip());
        }
        row.putInt(bytes.length).put(bytes);
    }

    private void sendKeys() throws SQLException {
        CopyIn copy = copy("copy staged_key (key, metric_id, service_id, organisation_id, qualifier) from stdin");
        byte[] bytes = newKeys.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
        newKeys.setLength(0);
    }

    private CopyIn copy(String sql) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    }

    /** Sends the keys that wait; no draft may be added after it. */
    public void complete() throws SQLException {
        if (!newKeys.isEmpty()) {
            sendKeys();
        }
    }

    /** Whether every key has one number, so that drafts of one key and period follow each other. */
    boolean isSortedByKey() {
        return !renumbered;
    }

    long drafts() {
        return sorter.total();
    }

    /** The greatest number of a key. */
    int keys() {
        return lastNumber;
    }

    /**
     * Sends all drafts, sorted by key and period, to the columns {@code period, line, state, quality, sample_size, value, std_dev,
     * reason} of a table, after what a prefix says of each.
     *
     * @param columns of the prefix, each a bigint
     * @return false when the prefix refused a draft; nothing was sent then
     */
    boolean copyTo(String table, String columns, Prefix prefix) throws SQLException, IOException {
        int own = columns.split(",", -1).length;
        CopyIn copy = copy("copy %s (%s, period, line, state, quality, sample_size, value, std_dev, reason) "
                        .formatted(table, columns)
                + "from stdin (format binary)");
        boolean ended = false;
        try {
            ByteBuffer out = ByteBuffer.allocate(BUFFER);
            out.put(SIGNATURE).putInt(0).putInt(0);
            long[] values = new long[own];
            sorter.read((key, day, nth, bytes, offset, length) -> {
                int rowNumber = ByteBuffer.wrap(bytes, offset, ROW_BYTES).getInt();
                if (!prefix.of(key, nth, rowNumber, values)) {
                    throw new Refused();
                }
                if (out.remaining() < 2 + own * 12 + length) {
                    flush(copy, out);
                }
                out.putShort((short) (own + 8));
                for (long value : values) {
                    out.putInt(8).putLong(value);
                }
                if (out.remaining() < length) {
                    flush(copy, out);
                    write(copy, bytes, offset + ROW_BYTES, length - ROW_BYTES);
                } else {
                    out.put(bytes, offset + ROW_BYTES, length - ROW_BYTES);
                }
            });
            out.putShort((short) -1);
            flush(copy, out);
            copy.endCopy();
            ended = true;
            return true;
        } catch (Refused e) {
            return false;
        } finally {
            if (!ended && copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** What stands before a draft. */
    @FunctionalInterface
    interface Prefix {
        /** Fills in the values; false when the draft may not be sent. */
        boolean of(int key, int nth, int row, long[] values);
    }

    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static void flush(CopyIn copy, ByteBuffer out) throws IOException {
        write(copy, out.array(), out.arrayOffset(), out.position());
        out.clear();
    }

    private static void write(CopyIn copy, byte[] bytes, int offset, int length) throws IOException {
        try {
            copy.writeToCopy(bytes, offset, length);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        sorter.close();
    }
}
