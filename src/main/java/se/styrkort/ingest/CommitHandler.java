package se.styrkort.ingest;

import java.sql.Connection;
import java.sql.SQLException;

/** What whoever delivers writes down in the transaction of the import: it is there if, and only if, the import is. */
@FunctionalInterface
public interface CommitHandler {
    CommitHandler NOTHING = (connection, importId) -> {};

    /** Writes on the import's connection; neither commits nor closes it. Not called for a dry run. */
    void write(Connection connection, long importId) throws SQLException;
}
