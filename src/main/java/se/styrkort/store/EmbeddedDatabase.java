package se.styrkort.store;

/** A PostgreSQL that runs beside this process, for as long as it is not closed. */
public final class EmbeddedDatabase implements AutoCloseable {
    private final Database database;
    private final Runnable stop;

    EmbeddedDatabase(Database database, Runnable stop) {
        this.database = database;
        this.stop = stop;
    }

    public Database database() {
        return database;
    }

    /** Stops PostgreSQL and waits for its end. Connections should be closed before; those that are not are cut off. */
    @Override
    public void close() {
        stop.run();
    }
}
