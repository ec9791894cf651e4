package se.styrkort.store;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
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

    /** Transactions one after the other on one connection, which serves nobody else meanwhile. */
    public static final class Session {
        private final Connection connection;

        private Session(Connection connection) {
            this.connection = connection;
        }

        public <T> T inTransaction(Work<T> work) {
            return run(work, Connection.TRANSACTION_READ_COMMITTED, false);
        }

        public <T> T inSnapshot(Work<T> work) {
            return run(work, Connection.TRANSACTION_REPEATABLE_READ, true);
        }

        /** Whether another transaction can follow one that failed. */
        public boolean isAlive() {
            try {
                return connection.isValid(2);
            } catch (SQLException _) {
                return false;
            }
        }

        private <T> T run(Work<T> work, int isolation, boolean readOnly) {
            return checked(() -> TransactionFactory.run(connection, work, isolation, readOnly));
        }
    }

    /**
     * Works while no other session of the database, of this instance or another, works under the same lock.
     *
     * @param lock the number of an advisory lock; nothing else takes it
     * @return false when another does, and this did nothing
     */
    public boolean alone(long lock, Consumer<Session> work) {
        return checked(() -> {
            try (Connection connection = dataSource.getConnection()) {
                if (!ask(connection, "select pg_try_advisory_lock(?)", lock)) {
                    return false;
                }
                try {
                    work.accept(new Session(connection));
                } finally {
                    connection.setAutoCommit(true);
                    ask(connection, "select pg_advisory_unlock(?)", lock);
                }
                return true;
            }
        });
    }

    private static boolean ask(Connection connection, String sql, long lock) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, lock);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
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
        return checked(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return run(connection, work, isolation, readOnly);
            }
        });
    }

    private static <T> T run(Connection connection, Work<T> work, int isolation, boolean readOnly)
            throws SQLException, IOException {
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
    }

    private interface Answer<T> {
        T get() throws SQLException, IOException;
    }

    private static <T> T checked(Answer<T> answer) {
        try {
            return answer.get();
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
