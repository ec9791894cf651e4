package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The role that {@code postgres/init.sql} makes for the program in containers: no superuser, and enough. */
class OwnerRoleIT {
    private static final String ROLE =
            "styrkort_owner_" + ProcessHandle.current().pid();
    private static final String READER_PASSWORD = "reader of published views";
    private static final TestDatabase DATABASE = TestDatabase.createEmpty();
    private static final TestDatabase BESIDE = TestDatabase.createEmpty();
    private static final Database OWNED = new Database(DATABASE.url(), ROLE, "owner of the database");

    /** The script's statements, with this test's names; the extension only where there is one. */
    private static List<String> script() throws Exception {
        String name = one(DATABASE, "select current_database()");
        boolean extension = one(DATABASE, "select count(*) from pg_available_extensions where name = 'timescaledb'")
                .equals("1");
        return Files.readAllLines(Path.of("postgres/init.sql")).stream()
                .filter(line -> !line.startsWith("--") && !line.startsWith("\\") && !line.isBlank())
                .filter(line -> extension || !line.contains("timescaledb"))
                .map(line -> line.replace("create role styrkort ", "create role " + ROLE + " ")
                        .replace("database styrkort owner to styrkort", "database " + name + " owner to " + ROLE)
                        .replace(":'password'", "'" + OWNED.password() + "'"))
                .toList();
    }

    @BeforeAll
    static void start() throws Exception {
        // roles are common to all databases of a server: another test may have made it, and been granted views there
        if (one(BESIDE, "select count(*) from pg_roles where rolname = '" + ReaderRoleFactory.ROLE + "'")
                .equals("1")) {
            for (String database : one(BESIDE, """
                    select string_agg(datname, ' ') from pg_database
                    where datname like 'styrkort\\_test\\_%'""").split(" ")) {
                dropGrants(database);
            }
            execute(BESIDE, "drop role " + ReaderRoleFactory.ROLE);
        }
        for (String statement : script()) {
            execute(DATABASE, statement);
        }
        for (int start = 0; start < 2; start++) {
            ReaderRoleFactory.make(OWNED, READER_PASSWORD);
            SchemaFactory.migrate(OWNED);
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        DATABASE.close();
        execute(BESIDE, "drop role " + ReaderRoleFactory.ROLE);
        execute(BESIDE, "drop role " + ROLE);
        BESIDE.close();
    }

    private static void dropGrants(String database) throws SQLException {
        String name = one(BESIDE, "select current_database()");
        // the template lets nobody in, so that it can be copied
        boolean closed = one(BESIDE, "select datallowconn from pg_database where datname = '" + database + "'")
                .equals("f");
        execute(BESIDE, "alter database " + database + " allow_connections true");
        try (Connection connection = DriverManager.getConnection(
                        BESIDE.url().replace(name, database), BESIDE.user(), BESIDE.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop owned by " + ReaderRoleFactory.ROLE);
        }
        execute(BESIDE, "alter database " + database + " allow_connections " + !closed);
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void itIsNoSuperuserAndOwnsWhatItMade() throws SQLException {
        assertEquals(
                "f f f",
                one(
                        DATABASE,
                        "select concat_ws(' ', rolsuper, rolcreatedb, rolbypassrls) from pg_roles where rolname = '"
                                + ROLE + "'"));
        assertEquals(ROLE, one(DATABASE, """
                        select string_agg(distinct tableowner, ' ') from pg_tables where schemaname = 'styrkort'"""));
    }

    @Test
    void theReadingRoleThatItMadeReadsTheViewsWithinItsLimits() throws SQLException {
        assertEquals("5", one(DATABASE, """
                        select cardinality(setconfig) from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
                        join pg_database d on d.oid = s.setdatabase
                        where rolname = 'styrkort_reader' and datname = current_database()"""));
        try (Connection reader = DriverManager.getConnection(OWNED.url(), ReaderRoleFactory.ROLE, READER_PASSWORD);
                Statement statement = reader.createStatement()) {
            statement.execute("select * from published.setting");
            statement.execute("set default_transaction_read_only = off");
            SQLException refused = assertThrows(
                    SQLException.class, () -> statement.execute("create temporary table mine (x integer)"));
            assertEquals("42501", refused.getSQLState());
        }
    }
}
