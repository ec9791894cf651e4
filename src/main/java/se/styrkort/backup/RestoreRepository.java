package se.styrkort.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import se.styrkort.document.Sha256;
import se.styrkort.security.AuditRepository;
import se.styrkort.store.SchemaFactory;

/**
 * Puts a backup in the place of what a database holds, in one transaction: tables are made as they were when the backup
 * was made, filled, compared with it, and brought forward to this program's version. Whatever fails, and whenever the
 * program is stopped, the database is as it was.
 */
public final class RestoreRepository {
    private final Connection connection;
    private final BackupFile backup;
    private final Steps steps;

    private RestoreRepository(Connection connection, BackupFile backup, Steps steps) {
        this.connection = connection;
        this.backup = backup;
        this.steps = steps;
    }

    /**
     * Restores and commits.
     *
     * @param connection of a role that owns the schemas, used by nobody else and not committed to automatically
     * @param replace whether what is there already may be lost
     * @throws BackupRefused when nothing was restored; the connection is to be closed
     */
    public static void restore(Connection connection, BackupFile backup, boolean replace, Steps steps)
            throws BackupRefused {
        backup.check(steps);
        try {
            connection.setAutoCommit(false);
            requireKnownSchema(connection, backup.manifest());
            RestoreRepository restore = new RestoreRepository(connection, backup, steps);
            restore.requireRoom(replace);
            restore.load();
            restore.compare();
            steps.at("bringing it forward to this version", 0, 0);
            SchemaFactory.migrate(connection);
            restore.note();
            connection.commit();
        } catch (SQLException | IOException e) {
            throw new BackupRefused("nothing was restored: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static void requireKnownSchema(Connection connection, Manifest manifest)
            throws SQLException, BackupRefused {
        String newest = SchemaFactory.newest(connection);
        if (SchemaFactory.isNewer(manifest.schema(), newest)) {
            throw new BackupRefused("the backup was made by a newer Styrkort (" + manifest.program() + ", schema "
                    + manifest.schema() + "; this one knows " + newest + "): use that or a newer one");
        }
    }

    private void requireRoom(boolean replace) throws SQLException, BackupRefused {
        List<String> filled = TablesRepository.filled(connection);
        if (!replace && !filled.isEmpty()) {
            throw new BackupRefused("the store is not empty (" + filled.getFirst()
                    + " has rows): restore into an empty one, or lose what is there with --replace");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) from pg_stat_activity
                         where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
                           and backend_type = 'client backend'
                        """)) {
            row.next();
            if (row.getInt(1) > 0) {
                throw new BackupRefused("others use the database (" + row.getInt(1)
                        + " connections of its owner): stop every Styrkort on it first");
            }
        }
    }

    private void load() throws SQLException, IOException, BackupRefused {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists published cascade");
            statement.execute("drop schema if exists styrkort cascade");
        }
        SchemaFactory.migrate(connection, backup.manifest().schema());
        TablesRepository.fixFormats(connection);
        long before = 0;
        for (Manifest.Table table : backup.manifest().tables()) {
            Counting csv = new Counting(backup.read(table), "loading " + table.name(), before, backup.size(), steps);
            try (csv) {
                long rows = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(TablesRepository.copyIn(table), csv, 64 * 1024);
                if (rows != table.rows()) {
                    throw new BackupRefused("the backup is damaged: %s has %d rows, not %d"
                            .formatted(table.entry(), rows, table.rows()));
                }
            }
            before += csv.bytes;
        }
        try (PreparedStatement set = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
            for (Manifest.Sequence sequence : backup.manifest().sequences()) {
                set.setString(1, "styrkort." + TablesRepository.quoted(sequence.name()));
                set.setLong(2, sequence.value());
                set.setBoolean(3, sequence.called());
                set.execute();
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (Manifest.Table table : backup.manifest().tables()) {
                statement.execute("analyze styrkort." + TablesRepository.quoted(table.name()));
            }
        }
    }

    /** The figures that are in the database now, read back and summed up again, are those that were copied. */
    private void compare() throws SQLException, IOException, BackupRefused {
        Sha256 figures = new Sha256();
        for (TablesRepository.Layout layout : TablesRepository.inOrder(connection)) {
            if (Manifest.isOfFigures(layout.name())) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut(layout.copyOut(), new OutputStream() {
                    private long bytes;

                    @Override
                    public void write(int one) {
                        write(new byte[] {(byte) one}, 0, 1);
                    }

                    @Override
                    public void write(byte[] from, int offset, int length) {
                        figures.add(from, offset, length);
                        bytes += length;
                        steps.at("comparing " + layout.name(), bytes, 0);
                    }
                });
            }
        }
        if (!figures.hex().equals(backup.manifest().figures())) {
            throw new BackupRefused("nothing was restored: the figures loaded are not those of the backup");
        }
    }

    private void note() throws SQLException {
        Manifest manifest = backup.manifest();
        AuditRepository.noteRestored(
                connection,
                "of " + manifest.madeAt() + ", revision " + manifest.revision() + ", " + manifest.figures());
    }

    /** Says how far the reading has come. */
    private static final class Counting extends FilterInputStream {
        private final String what;
        private final long before;
        private final long all;
        private final Steps steps;
        private long bytes;

        Counting(InputStream in, String what, long before, long all, Steps steps) {
            super(in);
            this.what = what;
            this.before = before;
            this.all = all;
            this.steps = steps;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = in.read(to, offset, length);
            bytes += Math.max(read, 0);
            steps.at(what, before + bytes, all);
            return read;
        }
    }
}
