package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** The delivered bytes of imports, and single lines of them. */
@Singleton
public final class ContentRepository {
    private static final int CHUNK = 1 << 20;

    private final TransactionFactory transactions;

    ContentRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /** Storing that goes on beside other work; closed before it has finished, it is given up and the transaction with it. */
    static final class Storing implements AutoCloseable {
        static final Storing NOTHING = new Storing(CompletableFuture.completedFuture(null));

        private final CompletableFuture<@Nullable Void> work;

        private Storing(CompletableFuture<@Nullable Void> work) {
            this.work = work;
        }

        /** Waits for the end. */
        void finish() throws SQLException, IOException {
            try {
                work.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case SQLException failure -> throw failure;
                    case IOException failure -> throw failure;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }

        /** The connection must be nobody's when the transaction ends. */
        @Override
        public void close() {
            work.exceptionally(failure -> null).join();
        }
    }

    /**
     * Stores what the profile keeps of the file, chunk by chunk, on a thread of its own. The connection may be used meanwhile: its
     * statements wait for each other.
     */
    Storing storing(Connection connection, long importId, ImportRepository.Arrival arrival) {
        CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
        Thread.ofVirtual().name("content of import " + importId).start(() -> {
            try {
                store(connection, importId, arrival);
                work.complete(null);
            } catch (SQLException | IOException | RuntimeException e) {
                work.completeExceptionally(e);
            }
        });
        return new Storing(work);
    }

    private void store(Connection connection, long importId, ImportRepository.Arrival arrival)
            throws SQLException, IOException {
        Profile profile = arrival.profile().profile();
        switch (profile.keep()) {
            case NONE -> {}
            case CONTENT ->
                store(
                        connection,
                        importId,
                        arrival.delivery().file(),
                        arrival.form().encoding());
            case COLUMNS -> {
                Path copy = Files.createTempFile("styrkort-", ".redacted");
                try {
                    RedactedCopy.write(arrival.delivery(), profile, arrival.form(), copy);
                    store(connection, importId, copy, arrival.form().encoding());
                } finally {
                    Files.deleteIfExists(copy);
                }
            }
        }
    }

    private static void store(Connection connection, long importId, Path file, FileEncoding encoding)
            throws SQLException, IOException {
        LineCount lines = new LineCount(encoding);
        byte[] chunk = new byte[CHUNK];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (InputStream in = Files.newInputStream(file);
                PreparedStatement insert = connection.prepareStatement(
                        "insert into styrkort.import_content (import_id, chunk, first_line, bytes) values (?, ?, ?, ?)")) {
            int number = 0;
            for (int length = in.readNBytes(chunk, 0, CHUNK); length > 0; length = in.readNBytes(chunk, 0, CHUNK)) {
                insert.setLong(1, importId);
                insert.setInt(2, number++);
                insert.setInt(3, lines.lineOf(chunk, length));
                insert.setBytes(4, deflated(chunk, length, deflater));
                insert.executeUpdate();
                lines.add(chunk, length);
            }
        } finally {
            deflater.end();
        }
    }

    private static byte[] deflated(byte[] chunk, int length, Deflater deflater) throws IOException {
        deflater.reset();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length / 4 + 64);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(chunk, 0, length);
        }
        return bytes.toByteArray();
    }

    /** A chunk as it is stored; null when there is none of the number. */
    private static byte @Nullable [] fetch(Connection connection, long importId, int number) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select bytes from styrkort.import_content where import_id = ? and chunk = ?")) {
            query.setLong(1, importId);
            query.setInt(2, number);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }

    /** The delivered file, no connection held between two reads of it; empty when nothing of it was kept. */
    Optional<InputStream> open(long importId) {
        ChunkStream stream = new ChunkStream(number -> chunk(importId, number));
        return stream.isEmpty() ? Optional.empty() : Optional.of(stream);
    }

    private byte @Nullable [] chunk(long importId, int number) {
        return transactions
                .inSnapshot(connection -> {
                    byte[] deflated = fetch(connection, importId, number);
                    if (deflated == null) {
                        return Optional.<byte[]>empty();
                    }
                    try (InputStream bytes = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
                        return Optional.of(bytes.readAllBytes());
                    }
                })
                .orElse(null);
    }

    /**
     * The rows of these lines, as they were delivered: of text each one line, or several where a quoted field spans them,
     * in one walk through the file, over the chunks that hold none. Workbooks and JSON documents are read from their start.
     * The rows of a replay are those of the import that it read again.
     *
     * @param lines ascending, the first is 1
     */
    Map<Integer, String> rows(Connection connection, long importId, SortedSet<Integer> lines)
            throws SQLException, IOException {
        try (PreparedStatement query = connection.prepareStatement("""
                select i.format, i.file_name, i.sha256, i.size_bytes, p.body, i.import_id
                from styrkort.import i join styrkort.profile p on p.code = i.profile and p.version = i.profile_version
                where i.import_id = (select coalesce(replay_of, import_id) from styrkort.import where import_id = ?)
                  and exists (select from styrkort.import_content c where c.import_id = i.import_id)
                """)) {
            query.setLong(1, importId);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || lines.isEmpty()) {
                    return Map.of();
                }
                long kept = row.getLong(6);
                Format format = Format.of(row.getString(1));
                if (format != Format.XLSX && format != Format.JSON) {
                    return textRows(connection, kept, lines);
                }
                Path file = Files.createTempFile("styrkort-", ".kept");
                try {
                    Files.copy(bytes(connection, kept), file, StandardCopyOption.REPLACE_EXISTING);
                    Delivery delivery = new Delivery(file, row.getString(2), row.getString(3), row.getLong(4));
                    return DeliveredRows.rows(delivery, ProfileRepository.parsed(row.getString(5)), format, lines);
                } finally {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** What was kept of a delivery, from its first byte; fetched piece by piece as it is read. */
    InputStream bytes(Connection connection, long importId) {
        return new SequenceInputStream(new Chunks(connection, importId, 0));
    }

    private static Map<Integer, String> textRows(Connection connection, long importId, SortedSet<Integer> lines)
            throws SQLException, IOException {
        Map<Integer, String> rows = new HashMap<>();
        RowWalk walk = null;
        try {
            for (int line : lines) {
                if (walk == null || !walk.isNear(line)) {
                    if (walk != null) {
                        walk.close();
                    }
                    walk = walkTo(connection, importId, line);
                }
                String row = walk == null ? null : walk.row(line);
                if (row != null) {
                    rows.put(line, line == 1 ? row.replace("\uFEFF", "") : row);
                }
            }
        } finally {
            if (walk != null) {
                walk.close();
            }
        }
        return rows;
    }

    /** A walk from the last chunk that certainly holds the start of the line; null when nothing was kept. */
    private static @Nullable RowWalk walkTo(Connection connection, long importId, int line) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select c.chunk, c.first_line, i.encoding, i.delimiter
                from styrkort.import_content c join styrkort.import i using (import_id)
                where import_id = ? and (c.first_line < ? or c.chunk = 0) order by c.chunk desc limit 1""")) {
            query.setLong(1, importId);
            query.setInt(2, line);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                InputStream bytes = new SequenceInputStream(new Chunks(connection, importId, row.getInt(1)));
                Reader text = new InputStreamReader(bytes, Charset.forName(row.getString(3)));
                return new RowWalk(text, row.getInt(2), (row.getString(4) + '\u0000').charAt(0));
            }
        }
    }

    /** The chunks from one on, each fetched when it is reached. */
    @SuppressWarnings("JdkObsolete") // what SequenceInputStream asks for
    private static final class Chunks implements Enumeration<InputStream> {
        private final Connection connection;
        private final long importId;
        private int next;
        private byte @Nullable [] fetched;

        Chunks(Connection connection, long importId, int first) {
            this.connection = connection;
            this.importId = importId;
            this.next = first;
            this.fetched = fetch();
        }

        private byte @Nullable [] fetch() {
            try {
                return ContentRepository.fetch(connection, importId, next++);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean hasMoreElements() {
            return fetched != null;
        }

        @Override
        public InputStream nextElement() {
            if (fetched == null) {
                throw new NoSuchElementException();
            }
            InputStream chunk = new InflaterInputStream(new ByteArrayInputStream(fetched));
            fetched = fetch();
            return chunk;
        }
    }
}
