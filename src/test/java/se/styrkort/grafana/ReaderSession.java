package se.styrkort.grafana;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import se.styrkort.store.CannotStartException;
import se.styrkort.store.ReaderRoleFactory;
import se.styrkort.store.SchemaFactory;
import se.styrkort.store.TestDatabase;

/** A connection as Grafana's data source makes it: the reading role, simple protocol, no parameters. */
record ReaderSession(Connection connection) implements AutoCloseable {
    static final String PASSWORD = "reader of published views";

    /** Makes the role as the program does, and gives it the views of this database. */
    static void allow(TestDatabase database) throws CannotStartException {
        ReaderRoleFactory.make(database.database(), PASSWORD);
        SchemaFactory.migrate(database.database());
    }

    static ReaderSession open(TestDatabase database) throws SQLException {
        // the program's own connections name a search path; a stranger's come without
        String url = database.url().replaceFirst("[?&]currentSchema=[^&]*", "");
        String simple = url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple";
        return new ReaderSession(DriverManager.getConnection(simple, ReaderRoleFactory.ROLE, PASSWORD));
    }

    ReaderSession in(String zone) throws SQLException {
        execute("set TimeZone = '" + zone + "'");
        return this;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Frame ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return Frame.read(result);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
