package se.styrkort.backup;

import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import se.styrkort.document.Sha256;
import se.styrkort.store.SchemaFactory;

/**
 * Writes all that is stored into one file (ZIP): a CSV per table, then the {@link Manifest}. Rows pass through; none of
 * them is kept in memory.
 */
@Singleton
public final class BackupRepository {
    /**
     * Writes the state that the connection sees.
     *
     * @param connection in a snapshot, so that all tables are of one moment whatever is written meanwhile
     * @param out not closed
     * @throws BackupRefused where the database holds nothing of this program
     */
    public Manifest write(Connection connection, OutputStream out, Steps steps)
            throws SQLException, IOException, BackupRefused {
        String schema = TablesRepository.hasSchema(connection) ? SchemaFactory.version(connection) : null;
        if (schema == null) {
            throw new BackupRefused("there is nothing to copy: the database has no tables of Styrkort yet");
        }
        TablesRepository.fixFormats(connection);
        ZipOutputStream zip = new ZipOutputStream(out);
        Sha256 figures = new Sha256();
        List<Manifest.Table> tables = new ArrayList<>();
        long before = 0;
        for (TablesRepository.Layout layout : TablesRepository.inOrder(connection)) {
            zip.putNextEntry(new ZipEntry(Manifest.Table.entry(layout.name())));
            Summing csv = new Summing(
                    zip, Manifest.isOfFigures(layout.name()) ? figures : null, layout.name(), before, steps);
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(layout.copyOut(), csv);
            zip.closeEntry();
            before += csv.bytes;
            tables.add(new Manifest.Table(layout.name(), layout.columns(), rows, csv.sum.hex()));
        }
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                schema,
                program(),
                now(connection),
                revision(connection),
                tables,
                // last: numbers given out after the snapshot may only make gaps
                TablesRepository.sequences(connection),
                figures.hex());
        zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
        zip.write(BackupConfiguration.write(manifest));
        zip.closeEntry();
        zip.finish();
        return manifest;
    }

    private static String program() {
        String version = BackupRepository.class.getPackage().getImplementationVersion();
        return version == null ? "unpacked" : version;
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static long revision(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(revision), 0) from styrkort.revision")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Adds up what is written through it. */
    private static final class Summing extends FilterOutputStream {
        private final Sha256 sum = new Sha256();
        private final @Nullable Sha256 figures;
        private final String table;
        private final long before;
        private final Steps steps;
        private long bytes;

        Summing(OutputStream out, @Nullable Sha256 figures, String table, long before, Steps steps) {
            super(out);
            this.figures = figures;
            this.table = table;
            this.before = before;
            this.steps = steps;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            sum.add(from, offset, length);
            if (figures != null) {
                figures.add(from, offset, length);
            }
            bytes += length;
            steps.at(table, before + bytes, 0);
        }
    }
}
