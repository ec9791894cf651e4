package se.styrkort;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.styrkort.backup.BackupFile;
import se.styrkort.backup.BackupRefused;
import se.styrkort.backup.BackupRepository;
import se.styrkort.backup.Manifest;
import se.styrkort.store.DataDirectory;

/** Copies all that is stored into one file, from the service while it runs, else from the database itself. */
@Command(
        name = "backup",
        description = "Copy all that is stored into one file; the service may run meanwhile.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "FILE", description = "the file to write; it holds the hashes of passwords: keep it safe")
    private Path file = Path.of("");

    @Option(names = "--overwrite", description = "replace the file if it is there")
    private boolean overwrite;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(file) && !overwrite) {
            throw new CommandFailed(file + " is there already: choose another name, or say --overwrite");
        }
        Path half = file.resolveSibling(file.getFileName() + ".part");
        Progress progress = new Progress();
        try {
            Files.deleteIfExists(half);
            DataDirectory.createSecret(half, "");
            try (ApiClient service = ApiClient.running(store)) {
                if (service == null) {
                    copy(half, progress);
                } else {
                    fetch(service, half, progress);
                }
            }
            Manifest manifest = checked(half, progress);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            progress.done();
            System.out.printf(
                    "%s: revision %d, schema %s, %d rows in %d tables, checked%nfigures (SHA-256): %s%n",
                    file,
                    manifest.revision(),
                    manifest.schema(),
                    manifest.rows(),
                    manifest.tables().size(),
                    manifest.figures());
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
        } finally {
            progress.done();
            Files.deleteIfExists(half);
        }
        return 0;
    }

    private static void fetch(ApiClient service, Path to, Progress progress) throws CommandFailed, IOException {
        try (InputStream from = service.open("/backup", "the service makes the backup");
                OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[64 * 1024];
            long done = 0;
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                out.write(buffer, 0, read);
                done += read;
                progress.at("fetching the backup", done, 0);
            }
        }
    }

    /** As the database is found, also when this program is newer: what is copied before an upgrade is the old version. */
    private void copy(Path to, Progress progress) throws Exception {
        try (StoreFactory.Store opened = StoreFactory.open(StoreFactory.configuration(store));
                Connection connection = opened.connect();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 64 * 1024)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            new BackupRepository().write(connection, out, progress::at);
        } catch (SQLException e) {
            throw new CommandFailed("the database cannot be read: " + e.getMessage(), e);
        }
    }

    private static Manifest checked(Path half, Progress progress) throws BackupRefused, IOException {
        try (BackupFile backup = BackupFile.open(half)) {
            backup.check(progress::at);
            return backup.manifest();
        }
    }
}
