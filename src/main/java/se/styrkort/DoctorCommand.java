package se.styrkort;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.styrkort.store.CannotStartException;
import se.styrkort.store.SchemaFactory;
import se.styrkort.store.StoreConfiguration;

/** Looks whether all is well: the machine, the settings, the service or, where none runs, the database. */
@Command(
        name = "doctor",
        description = "Look whether all is well; exits with 1 when something is not.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    /** Bytes; the largest file that is taken in, and as much again while it is. */
    private static final long LITTLE_SPACE = 1_000_000_000L;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final TextTable findings = new TextTable("", "what", "found");
    private boolean failed;

    @Override
    public Integer call() throws Exception {
        good("java", Runtime.version().toString());
        long memory = Runtime.getRuntime().maxMemory();
        good("memory", memory / 1_000_000 + " MB at most");
        try {
            look(StoreFactory.configuration(store));
        } catch (CannotStartException e) {
            bad("settings", String.valueOf(e.getMessage()));
        }
        System.out.print(findings);
        return failed ? 1 : 0;
    }

    private void look(StoreConfiguration settings) {
        space("temporary files", Path.of(System.getProperty("java.io.tmpdir")));
        space("data directory", settings.dataDir());
        try (ApiClient service = ApiClient.running(store)) {
            if (service == null) {
                good("service", "none runs here; the database is looked at itself");
                database(settings);
            } else {
                sources(service.get("/sources", "asking the service").get("items"));
            }
        } catch (CannotStartException | CommandFailed e) {
            bad("service", String.valueOf(e.getMessage()));
        }
    }

    /** That the service answers, and whose figures are late: what it waits for is not its own fault. */
    private void sources(@Nullable JsonNode sources) {
        List<String> late = new ArrayList<>();
        for (JsonNode source : sources == null ? List.<JsonNode>of() : sources.values()) {
            if ("late".equals(ApiClient.text(source, "freshness"))) {
                late.add(ApiClient.text(source, "code"));
            }
        }
        good("service", "answers");
        good("figures", late.isEmpty() ? "of no source are late" : "late from " + String.join(", ", late));
    }

    private void database(StoreConfiguration settings) throws CannotStartException {
        if (settings.external().isEmpty() && !Files.exists(settings.dataDir().resolve("postgres"))) {
            good("database", "none yet: the first start makes it");
            return;
        }
        try (StoreFactory.Store opened = StoreFactory.open(settings);
                Connection connection = opened.connect()) {
            connection.setAutoCommit(false);
            good("database", opened.database() + ", PostgreSQL " + one(connection, "show server_version"));
            good("its size", one(connection, "select pg_size_pretty(pg_database_size(current_database()))"));
            @Nullable String version = SchemaFactory.version(connection);
            String newest = SchemaFactory.newest(connection);
            if (version == null) {
                good("schema", "none yet: the first start makes it");
            } else if (SchemaFactory.isNewer(version, newest)) {
                bad("schema", version + " is of a newer program; this one knows " + newest);
            } else {
                good("schema", version.equals(newest) ? version : version + ", the next start brings it to " + newest);
                good("last revision", one(connection, "select coalesce(max(revision), 0) from styrkort.revision"));
            }
        } catch (SQLException e) {
            bad("database", String.valueOf(e.getMessage()));
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private void space(String what, Path directory) {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String found = "%s, %.1f GB free".formatted(directory, free / 1e9);
            if (!Files.isWritable(there)) {
                bad(what, directory + " cannot be written");
            } else if (free < LITTLE_SPACE) {
                bad(what, found + ": too little");
            } else {
                good(what, found);
            }
        } catch (IOException e) {
            bad(what, directory + " cannot be read");
        }
    }

    private void good(String what, String found) {
        findings.row("ok", what, found);
    }

    private void bad(String what, String found) {
        failed = true;
        findings.row("BAD", what, found);
    }
}
