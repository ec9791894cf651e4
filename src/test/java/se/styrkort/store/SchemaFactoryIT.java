package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the migrations leave behind. */
class SchemaFactoryIT {
    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    private static List<String> column(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static final String OURS = """
              from pg_class
              join pg_namespace on pg_namespace.oid = relnamespace
             where nspname in ('styrkort', 'published')
               and relname not like 'flyway%'
               and not exists (select from pg_constraint where conindid = pg_class.oid and contype in ('p', 'u'))
            """;

    /**
     * What one row is, what question an index answers: a person in front of the database is told. The index behind a
     * key answers the question of the key.
     */
    @Test
    void everyTableViewAndIndexIsExplained() throws SQLException {
        List<String> all =
                column(DATABASE, "select relname " + OURS + " and relkind in ('r', 'p', 'v', 'm', 'i', 'I')");
        assertTrue(all.contains("revision") && all.contains("revision_committed_at"), all.toString());
        List<String> silent = column(DATABASE, "select relname " + OURS + """
                   and relkind in ('r', 'p', 'v', 'm', 'i', 'I')
                   and coalesce(obj_description(pg_class.oid, 'pg_class'), '') = ''
                """);
        assertEquals(List.of(), silent);
    }

    @Test
    void theSchemasAreExplained() throws SQLException {
        assertEquals(List.of("published", "styrkort"), column(DATABASE, """
                        select nspname from pg_namespace
                         where nspname in ('styrkort', 'published')
                           and obj_description(oid, 'pg_namespace') <> ''
                         order by 1
                        """));
    }

    @Test
    void theQuestionForAnInstantIsAnsweredByItsIndex() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into revision
                    select n, timestamptz '2026-01-01Z' + n * interval '1 minute', 'steward', 'catalog'
                      from generate_series(1, 5000) n
                    """);
            statement.execute("vacuum analyze revision");
        }
        List<String> plan = column(DATABASE, """
                explain select revision from styrkort.revision
                 where committed_at <= '2026-01-02Z' order by committed_at desc limit 1
                """);
        assertTrue(plan.stream().anyMatch(line -> line.contains("revision_committed_at")), plan.toString());
    }

    /** In the schema for extensions, not among our tables. The same on any server: there if it can be, else not missed. */
    @Test
    void timescaleIsUsedWhereTheServerHasIt() throws SQLException {
        List<String> possible =
                column(DATABASE, "select 'public' from pg_settings where name = 'timescaledb.max_background_workers'");
        assertEquals(possible, column(DATABASE, """
                select nspname from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
                where extname = 'timescaledb'"""));
    }

    @Test
    void migratingAgainChangesNothing() throws Exception {
        List<String> before = column(DATABASE, "select script from flyway_schema_history order by installed_rank");
        SchemaFactory.migrate(DATABASE.database());
        assertEquals(before, column(DATABASE, "select script from flyway_schema_history order by installed_rank"));
        assertTrue(before.contains("V001__revision.sql"), before.toString());
    }

    @Test
    void twoInstancesMayStartAtOnceOnAnEmptyDatabase() throws Exception {
        try (TestDatabase empty = TestDatabase.createEmpty();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> starts = threads.invokeAll(Collections.nCopies(2, () -> {
                SchemaFactory.migrate(empty.database());
                return true;
            }));
            for (Future<Boolean> start : starts) {
                assertTrue(start.get());
            }
            assertEquals(List.of("0"), column(empty, "select count(*) from revision"));
        }
    }

    @Test
    void aDatabaseOutOfReachIsOneLineWithoutThePassword() {
        Database nowhere = new Database("jdbc:postgresql://127.0.0.1:1/x?password=inurl", "styrkort", "secret");
        CannotStartException refused = assertThrows(CannotStartException.class, () -> SchemaFactory.migrate(nowhere));
        String line = String.valueOf(refused.getMessage());
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("STYRKORT_DB_URL") && line.contains("127.0.0.1:1"), line);
        assertTrue(!line.contains("secret") && !line.contains("inurl"), line);
    }

    @Test
    void whoOnlyNeedsTheSchemaDoesNotBringItForward() throws Exception {
        try (TestDatabase old = TestDatabase.createEmpty()) {
            try (Connection connection = old.connect()) {
                connection.setAutoCommit(false);
                SchemaFactory.migrate(connection, "006");
                connection.commit();
            }
            String history = "select script from styrkort.flyway_schema_history order by installed_rank";
            List<String> before = column(old, history);
            CannotStartException refused =
                    assertThrows(CannotStartException.class, () -> SchemaFactory.require(old.database()));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains(" is 006 and this program's "), refused.getMessage());
            assertEquals(before, column(old, history));
            SchemaFactory.migrate(old.database());
            SchemaFactory.require(old.database());
        }
    }
}
