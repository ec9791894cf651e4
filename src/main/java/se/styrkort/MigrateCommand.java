package se.styrkort;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.styrkort.store.SchemaFactory;

/** Brings the database to this program's version, which serving does by itself. */
@Command(
        name = "migrate",
        description = "Bring the database to this version (serve does it by itself).",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Override
    public Integer call() throws Exception {
        try (StoreFactory.Store opened = StoreFactory.open(StoreFactory.configuration(store))) {
            String before = version(opened);
            SchemaFactory.migrate(opened.database());
            String after = version(opened);
            System.out.println(
                    after.equals(before)
                            ? "schema " + after + ": nothing to do"
                            : "schema " + (before.isEmpty() ? "made" : before + " brought") + ": now " + after);
        } catch (SQLException e) {
            throw new CommandFailed("the database cannot be used: " + e.getMessage(), e);
        }
        return 0;
    }

    private static String version(StoreFactory.Store opened) throws SQLException {
        try (Connection connection = opened.connect()) {
            connection.setAutoCommit(false);
            @Nullable String version = SchemaFactory.version(connection);
            return version == null ? "" : version;
        }
    }
}
