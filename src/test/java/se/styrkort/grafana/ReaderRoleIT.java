package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import se.styrkort.store.CannotStartException;
import se.styrkort.store.Database;
import se.styrkort.store.ReaderRoleFactory;
import se.styrkort.store.SchemaFactory;
import se.styrkort.store.TestDatabase;

/** What the role that Grafana logs in with may and may not do. */
class ReaderRoleIT {
    private static final String NOT_ALLOWED = "42501";
    private static final String READ_ONLY = "25006";

    /** A view that joins cannot be written by anyone. */
    private static final String NOT_POSSIBLE = "55000";

    private static final String TOO_LONG = "57014";

    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    @BeforeAll
    static void allow() throws CannotStartException {
        ReaderSession.allow(DATABASE);
    }

    private static List<String> asOwner(String sql) throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet row = statement.getResultSet()) {
                    while (row.next()) {
                        values.add(row.getString(1));
                    }
                }
            }
            return values;
        }
    }

    /** The SQL state that a statement of the reader fails with; empty when it succeeds. */
    private static String refused(String... statements) throws SQLException {
        try (ReaderSession session = ReaderSession.open(DATABASE)) {
            for (String statement : statements) {
                session.execute(statement);
            }
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    @Test
    void itReadsEveryPublishedView() throws SQLException {
        List<String> views = asOwner("select viewname from pg_views where schemaname = 'published'");
        assertTrue(views.size() > 10, views.toString());
        for (String view : views) {
            assertEquals("", refused("select * from published." + view + " limit 1"), view);
        }
    }

    @Test
    void itReadsNoPrivateTable() throws SQLException {
        List<String> tables = asOwner("""
                select relname from pg_class join pg_namespace n on n.oid = relnamespace
                where nspname = 'styrkort' and relkind in ('r', 'p', 'v', 'm')""");
        assertTrue(tables.contains("observation") && tables.contains("account"), tables.toString());
        for (String table : tables) {
            assertEquals(NOT_ALLOWED, refused("select from styrkort." + table), table);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table published.mine (x integer)",
                "create table public.mine (x integer)",
                "create schema mine",
                "create temporary table mine (x integer)",
                "insert into styrkort.account (username, password_hash) values ('x', 'y')",
                "delete from styrkort.observation",
                "update published.period set closed = true",
                "truncate styrkort.observation",
                "alter role styrkort_reader superuser"
            })
    void itWritesNothing(String statement) throws SQLException {
        String byDefault = refused(statement);
        assertTrue(List.of(NOT_ALLOWED, READ_ONLY, NOT_POSSIBLE).contains(byDefault), byDefault);
        String whenItAsksForMore = refused("set default_transaction_read_only = off", statement);
        assertTrue(List.of(NOT_ALLOWED, NOT_POSSIBLE).contains(whenItAsksForMore), whenItAsksForMore);
    }

    @Test
    void itsSessionsAreSetUp() throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (ReaderSession session = ReaderSession.open(DATABASE)) {
            for (String name : List.of(
                    "default_transaction_read_only",
                    "statement_timeout",
                    "idle_in_transaction_session_timeout",
                    "search_path")) {
                settings.put(
                        name,
                        String.valueOf(
                                session.ask("show " + name).rows().getFirst().getFirst()));
            }
        }
        assertEquals(
                Map.of(
                        "default_transaction_read_only", "on",
                        "statement_timeout", "15s",
                        "idle_in_transaction_session_timeout", "1min",
                        "search_path", "published"),
                settings);
        // the driver sets its own time zone at once; what the server would give others stands in its catalog
        assertEquals(List.of("t"), asOwner("""
                select setconfig @> array['TimeZone=UTC'] from pg_db_role_setting s
                join pg_roles r on r.oid = s.setrole join pg_database d on d.oid = s.setdatabase
                where rolname = 'styrkort_reader' and datname = current_database()"""));
    }

    /** With a shorter limit than the real one, so that nobody waits for it; the next start sets the real one again. */
    @Test
    void itRunsIntoItsTimeLimit() throws Exception {
        String name = asOwner("select current_database()").getFirst();
        asOwner("alter role styrkort_reader in database " + name + " set statement_timeout = '200ms'");
        assertEquals(TOO_LONG, refused("select pg_sleep(60)"));
        SchemaFactory.migrate(DATABASE.database());
        try (ReaderSession session = ReaderSession.open(DATABASE)) {
            assertEquals(
                    "15s",
                    session.ask("show statement_timeout").rows().getFirst().getFirst());
        }
    }

    @Test
    void aNewPasswordIsTakenOverAtTheNextStart() throws Exception {
        ReaderRoleFactory.make(DATABASE.database(), "another password of readers");
        String hash = asOwner("select rolpassword from pg_authid where rolname = 'styrkort_reader'")
                .getFirst();
        ReaderRoleFactory.make(DATABASE.database(), ReaderSession.PASSWORD);
        String again = asOwner("select rolpassword from pg_authid where rolname = 'styrkort_reader'")
                .getFirst();
        assertTrue(hash.startsWith("SCRAM-SHA-256$") && again.startsWith("SCRAM-SHA-256$"), hash);
        assertTrue(!hash.equals(again), hash);
    }

    @Test
    void aShortPasswordIsRefusedInOneLine() {
        CannotStartException refused = assertThrows(
                CannotStartException.class, () -> ReaderRoleFactory.make(DATABASE.database(), "too short"));
        assertTrue(String.valueOf(refused.getMessage()).contains("STYRKORT_READER_PASSWORD"), refused.getMessage());
        assertTrue(!String.valueOf(refused.getMessage()).contains("too short"), refused.getMessage());
    }

    private static String settings() throws SQLException {
        return asOwner("""
                select string_agg(setting, ' ' order by setting)
                from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
                join pg_database d on d.oid = s.setdatabase cross join unnest(setconfig) setting
                where rolname = 'styrkort_reader' and datname = current_database()""").getFirst();
    }

    /** Where the program may not, an administrator does what the README says. */
    @Test
    void theReadmeSetsWhatTheProgramSets() throws Exception {
        String name = asOwner("select current_database()").getFirst();
        String byTheProgram = settings();
        asOwner("alter role styrkort_reader in database " + name + " reset all");
        asOwner("grant temporary on database " + name + " to public");
        assertEquals("", refused("set default_transaction_read_only = off", "create temporary table mine (x integer)"));
        List<String> lines = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("alter role styrkort_reader ") || line.startsWith("revoke "))
                .toList();
        assertEquals(6, lines.size(), lines.toString());
        for (String line : lines) {
            asOwner(line.replace("database styrkort ", "database " + name + " "));
        }
        assertEquals(byTheProgram, settings());
        assertEquals(
                NOT_ALLOWED,
                refused("set default_transaction_read_only = off", "create temporary table mine (x integer)"));
    }

    /** The role is there, so nobody is told to make it. */
    @Test
    void aProgramThatMayNotChangeTheRoleStartsAllTheSameAndSaysSo() throws SQLException {
        String plain = "styrkort_plain_" + ProcessHandle.current().pid();
        Logger log = (Logger) LoggerFactory.getLogger(ReaderRoleFactory.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        asOwner("create role " + plain + " login password 'plain'");
        try {
            Database asPlain = new Database(DATABASE.url(), plain, "plain");
            assertDoesNotThrow(() -> ReaderRoleFactory.make(asPlain, ReaderSession.PASSWORD));
        } finally {
            asOwner("drop role " + plain);
            log.detachAppender(said);
        }
        assertEquals(1, said.list.size(), said.list.toString());
        String message = said.list.getFirst().getFormattedMessage();
        assertTrue(message.contains("keeps the password that it has"), message);
        assertTrue(!message.contains("create role") && !message.contains(ReaderSession.PASSWORD), message);
    }
}
