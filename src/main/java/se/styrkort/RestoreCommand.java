package se.styrkort;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.styrkort.backup.BackupFile;
import se.styrkort.backup.Manifest;
import se.styrkort.backup.RestoreRepository;

/** Puts a backup in the place of what the store holds: all of it, or nothing. */
@Command(
        name = "restore",
        description = "Restore a backup into an empty store; the service must not run.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "FILE", description = "what backup wrote")
    private Path file = Path.of("");

    @Option(names = "--replace", description = "lose what the store holds, if it holds anything")
    private boolean replace;

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress();
        try (BackupFile backup = BackupFile.open(file);
                StoreFactory.Store opened = StoreFactory.open(StoreFactory.configuration(store));
                Connection connection = opened.connect()) {
            RestoreRepository.restore(connection, backup, replace, progress::at);
            progress.done();
            Manifest manifest = backup.manifest();
            System.out.printf(
                    "restored: revision %d of %s, %d rows%nfigures (SHA-256): %s%n",
                    manifest.revision(), manifest.madeAt(), manifest.rows(), manifest.figures());
        } catch (SQLException e) {
            throw new CommandFailed("the database cannot be used: " + e.getMessage(), e);
        } finally {
            progress.done();
        }
        return 0;
    }
}
