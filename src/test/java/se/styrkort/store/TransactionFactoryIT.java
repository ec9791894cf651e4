package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionFactoryIT {
    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    private final TransactionFactory transactions = DATABASE.transactions();

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = DATABASE.connect()) {
            execute(connection, "drop table if exists thing; create table thing (id int primary key)");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from thing")) {
            row.next();
            return row.getInt(1);
        }
    }

    private int things() {
        return transactions.inTransaction(TransactionFactoryIT::count);
    }

    private int insert(int id) {
        return transactions.inTransaction(connection -> {
            execute(connection, "insert into thing values (" + id + ")");
            return id;
        });
    }

    @Test
    void oneSessionAtATimeWorksAloneInSeveralTransactions() {
        assertTrue(transactions.alone(4711, session -> {
            assertFalse(DATABASE.transactions().alone(4711, another -> {
                throw new AssertionError("two at a time");
            }));
            assertTrue(DATABASE.transactions().alone(4712, another -> {}));
            session.inTransaction(connection -> {
                execute(connection, "insert into thing values (1)");
                return 1;
            });
            assertThrows(
                    StoreFailureException.class,
                    () -> session.inTransaction(connection -> {
                        execute(connection, "insert into thing values (2)");
                        execute(connection, "insert into thing values (1)");
                        return 2;
                    }));
            assertTrue(session.isAlive());
            assertEquals(1, session.inSnapshot(TransactionFactoryIT::count));
        }));
        assertEquals(1, things());
    }

    @Test
    void whoFailsAloneLetsTheNextOneIn() {
        assertThrows(
                IllegalStateException.class,
                () -> transactions.alone(
                        4711,
                        session -> session.inSnapshot(connection -> {
                            throw new IllegalStateException("by the test");
                        })));
        assertTrue(DATABASE.transactions().alone(4711, session -> {}));
    }

    @Test
    void whatReturnsIsCommitted() {
        assertEquals(7, insert(7));
        assertEquals(1, things());
    }

    @Test
    void whatThrowsIsRolledBackAndTheExceptionComesThrough() {
        assertThrows(
                ArithmeticException.class,
                () -> transactions.inTransaction(connection -> {
                    execute(connection, "insert into thing values (1)");
                    throw new ArithmeticException();
                }));
        assertThrows(
                UncheckedIOException.class,
                () -> transactions.inTransaction(connection -> {
                    execute(connection, "insert into thing values (1)");
                    throw new IOException("the delivered file ended");
                }));
        assertEquals(0, things());
    }

    @Test
    void aRefusedStatementSaysItsCode() {
        insert(1);
        StoreFailureException refused = assertThrows(StoreFailureException.class, () -> insert(1));
        assertEquals("23505", refused.sqlState());
    }

    @Test
    void aSnapshotSeesOneStateAndWritesNothing() {
        insert(1);
        assertEquals("1 1", transactions.inSnapshot(connection -> {
            int before = count(connection);
            insert(2);
            return before + " " + count(connection);
        }));
        assertEquals(2, things());
        StoreFailureException refused = assertThrows(
                StoreFailureException.class,
                () -> transactions.inSnapshot(connection -> {
                    execute(connection, "insert into thing values (3)");
                    return 3;
                }));
        assertEquals("25006", refused.sqlState());
    }

    /** A request that is cancelled while it commits: the commit is complete, and the thread still knows. */
    @Test
    void anInterruptDoesNotCutACommitOff() throws InterruptedException {
        boolean[] kept = new boolean[1];
        Thread thread = Thread.ofVirtual().start(() -> {
            transactions.inTransaction(connection -> {
                execute(connection, "insert into thing values (1)");
                Thread.currentThread().interrupt();
                return 1;
            });
            kept[0] = Thread.currentThread().isInterrupted();
        });
        thread.join();
        assertTrue(kept[0]);
        assertEquals(1, things());
    }

    @Test
    void whetherTheDatabaseAnswers() {
        assertTrue(transactions.databaseAnswers());
        TestDatabase gone = TestDatabase.create();
        gone.close();
        assertFalse(gone.transactions().databaseAnswers());
    }
}
