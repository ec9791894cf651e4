package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.NoSuchElementException;
import java.util.Optional;
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

    /** The delivered bytes, whole. The stream reads from the connection and ends with its transaction. */
    InputStream open(Connection connection, long importId) {
        return new SequenceInputStream(new Chunks(connection, importId, 0));
    }

    /**
     * The row that starts on a line, as it was delivered: one line, or several where a quoted field spans them.
     *
     * @param line the first is 1
     */
    public Optional<String> row(Connection connection, long importId, int line) throws SQLException, IOException {
        Charset charset;
        char delimiter;
        int chunk;
        int at;
        try (PreparedStatement query = connection.prepareStatement("""
                select i.encoding, i.delimiter, c.chunk, c.first_line
                from styrkort.import_content c join styrkort.import i using (import_id)
                where import_id = ? and (c.first_line < ? or c.chunk = 0) order by c.chunk desc limit 1""")) {
            query.setLong(1, importId);
            query.setInt(2, line);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                charset = Charset.forName(row.getString(1));
                delimiter = row.getString(2).charAt(0);
                chunk = row.getInt(3);
                at = row.getInt(4);
            }
        }
        try (InputStream bytes = new SequenceInputStream(new Chunks(connection, importId, chunk));
                BufferedReader text = new BufferedReader(new InputStreamReader(bytes, charset))) {
            while (at < line) {
                if (!skipLine(text)) {
                    return Optional.empty();
                }
                at++;
            }
            String row = rowFrom(text, delimiter);
            return Optional.of(line == 1 ? row.replace("\uFEFF", "") : row);
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

    /** A quote opens a field only where the field begins; in the middle of one it is a sign like any other. */
    private static String rowFrom(BufferedReader text, char delimiter) throws IOException {
        StringBuilder row = new StringBuilder();
        boolean quoted = false;
        boolean mayOpen = true;
        for (int c = text.read(); c >= 0 && row.length() < SHOWN; c = text.read()) {
            if (!quoted && (c == '\n' || c == '\r')) {
                break;
            }
            boolean quote = c == '"';
            boolean wasQuoted = quoted;
            quoted = quote ? !quoted && mayOpen : quoted;
            mayOpen = quote ? wasQuoted : !quoted && c == delimiter;
            row.append((char) c);
        }
        return row.toString();
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
