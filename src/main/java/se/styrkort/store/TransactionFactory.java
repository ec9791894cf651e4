package se.styrkort.store;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on plain JDBC connections. The connection belongs to the work and ends with it: committed when the
 * work returns, rolled back when it throws anything.
 *
 * <p>A pooled connection is held for as long as the work runs, so work that calls back here while it holds one can
 * starve the pool: pass the connection on instead.
 */
@Singleton
public final class TransactionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionFactory.class);

    private final DataSource dataSource;

    /** The injected source is bound to the framework's own transactions; this takes the pool behind it. */
    public TransactionFactory(DataSource dataSource) {
        this.dataSource = DelegatingDataSource.unwrapDataSource(dataSource);
    }

    /** What is done with the connection. It neither commits nor closes, and keeps no reference to it. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException, IOException;
    }

    /** Reads and writes; each statement sees what was committed before it (read committed). */
    public <T> T inTransaction(Work<T> work) {
        return run(work, Connection.TRANSACTION_READ_COMMITTED, false);
    }

    /** Reads only; all statements see one state, that of the first (repeatable read). */
    public <T> T inSnapshot(Work<T> work) {
        return run(work, Connection.TRANSACTION_REPEATABLE_READ, true);
    }

    /** Whether the database takes a connection and answers on it within two seconds of getting it. */
    public boolean databaseAnswers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            LOG.debug("the database does not answer", e);
            return false;
        }
    }

    private <T> T run(Work<T> work, int isolation, boolean readOnly) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                uninterrupted(connection::commit);
                return result;
            } catch (Throwable failure) {
                rollback(connection, failure);
                throw failure;
            }
        } catch (SQLException e) {
            throw new StoreFailureException(e.getMessage(), e.getSQLState(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            uninterrupted(connection::rollback);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    /**
     * A virtual thread that is interrupted while it reads from a socket loses the socket: a commit would end without
     * anyone knowing how. An interrupt from before the step is kept and given back after it.
     */
    private static void uninterrupted(Step step) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
