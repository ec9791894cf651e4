package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The delivered bytes of imports, and single lines of them. */
@Singleton
public final class ContentRepository {
    private static final int CHUNK = 1 << 20;

    /** Characters of a raw row that are shown. */
    private static final int SHOWN = 20_000;

    /** Stores the file as it was delivered, chunk by chunk. */
    void store(Connection connection, long importId, Delivery delivery, FileEncoding encoding)
            throws SQLException, IOException {
        LineCount lines = new LineCount(encoding);
        byte[] chunk = new byte[CHUNK];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (InputStream in = Files.newInputStream(delivery.file());
                PreparedStatement insert = connection.prepareStatement(
                        "insert into styrkort.import_content (import_id, chunk, first_line, bytes) values (?, ?, ?, ?)")) {
            int number = 0;
            for (int length = in.readNBytes(chunk, 0, CHUNK); length > 0; length = in.readNBytes(chunk, 0, CHUNK)) {
                insert.setLong(1, importId);
                insert.setInt(2, number++);
                insert.setInt(3, lines.line());
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

    /** The delivered bytes, whole. The stream reads from the connection and ends with its transaction. */
    InputStream open(Connection connection, long importId) {
        return new SequenceInputStream(new Chunks(connection, importId, 0));
    }

    /**
     * The rows that start on these lines, as they were delivered: each one line, or several where a quoted field spans
     * them. One walk through the file, over the chunks that hold none.
     *
     * @param lines ascending, the first is 1
     */
    Map<Integer, String> rows(Connection connection, long importId, SortedSet<Integer> lines)
            throws SQLException, IOException {
        Map<Integer, String> rows = new HashMap<>();
        Charset charset = charset(connection, importId);
        Walk walk = null;
        try {
            for (int line : lines) {
                if (walk == null || walk.at > line || line - walk.at > FAR) {
                    if (walk != null) {
                        walk.close();
                    }
                    walk = Walk.to(connection, importId, line, charset);
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

    private static Charset charset(Connection connection, long importId) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select encoding from styrkort.import where import_id = ?")) {
            query.setLong(1, importId);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Charset.forName(row.getString(1));
            }
        }
    }

    /** Lines that are read over rather than looked up. */
    private static final int FAR = 5_000;

    /** A place in the text of a file, moving forward. */
    private static final class Walk implements Closeable {
        private final BufferedReader text;
        private int at;

        private Walk(BufferedReader text, int at) {
            this.text = text;
            this.at = at;
        }

        /** Begins at the last chunk that certainly holds the start of the line; null when nothing was kept. */
        static @Nullable Walk to(Connection connection, long importId, int line, Charset charset) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement("""
                    select chunk, first_line from styrkort.import_content
                    where import_id = ? and (first_line < ? or chunk = 0) order by chunk desc limit 1""")) {
                query.setLong(1, importId);
                query.setInt(2, line);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        return null;
                    }
                    InputStream bytes = new SequenceInputStream(new Chunks(connection, importId, row.getInt(1)));
                    return new Walk(new BufferedReader(new InputStreamReader(bytes, charset)), row.getInt(2));
                }
            }
        }

        /** The row that starts on the line; null when the file has no such line. */
        @Nullable
        String row(int line) throws IOException {
            while (at < line) {
                if (!skipLine(text)) {
                    return null;
                }
                at++;
            }
            StringBuilder row = new StringBuilder();
            boolean quoted = false;
            int c = text.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && row.length() < SHOWN; c = text.read()) {
                boolean ends = c == '\n' || c == '\r';
                if (c == '\r') {
                    skipIf(text, '\n');
                }
                at += ends ? 1 : 0;
                if (ends && !quoted) {
                    return row.toString();
                }
                quoted ^= c == '"';
                row.append((char) c);
            }
            at = Integer.MAX_VALUE;
            return row.toString();
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }

    /** Skips to the next line end and over it, whatever the length of the line. */
    private static boolean skipLine(BufferedReader text) throws IOException {
        for (int c = text.read(); c >= 0; c = text.read()) {
            if (c == '\n') {
                return true;
            }
            if (c == '\r') {
                skipIf(text, '\n');
                return true;
            }
        }
        return false;
    }

    private static void skipIf(BufferedReader text, char wanted) throws IOException {
        text.mark(1);
        if (text.read() != wanted) {
            text.reset();
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
            try (PreparedStatement query = connection.prepareStatement(
                    "select bytes from styrkort.import_content where import_id = ? and chunk = ?")) {
                query.setLong(1, importId);
                query.setInt(2, next++);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getBytes(1) : null;
                }
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
