package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of numbers is the order of commits, and an instant that has passed never changes its meaning. */
class RevisionRepositoryIT {
    /** What a broken order waits before it is called broken; a right one waits for events alone. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final TransactionFactory transactions = DATABASE.transactions();
    private final RevisionRepository revisions = new RevisionRepository(transactions);

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            // nothing but a test may: the table is append-only
            statement.execute("alter table revision disable trigger revision_append_only");
            statement.execute("truncate revision");
            statement.execute("alter table revision enable trigger revision_append_only");
        }
    }

    private long change(String actor) {
        return transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            revisions.commit(connection, revision, actor, "catalog", null, null);
            return revision;
        });
    }

    private Instant databaseClock() {
        return transactions.inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select clock_timestamp()")) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }

    /** Sessions that wait for an advisory lock in this database. */
    private void awaitWaiting(int sessions) throws SQLException, InterruptedException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            for (Instant end = Instant.now().plus(LIMIT); Instant.now().isBefore(end); Thread.sleep(5)) {
                try (ResultSet row = statement.executeQuery("""
                        select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database
                         where locktype = 'advisory' and not granted and datname = current_database()
                        """)) {
                    row.next();
                    if (row.getInt(1) == sessions) {
                        return;
                    }
                }
            }
            throw new AssertionError(sessions + " sessions should wait for a lock");
        }
    }

    @Test
    void thereIsNoRevisionBeforeTheFirst() {
        assertEquals(0, revisions.at(null));
        assertEquals(0, revisions.at(databaseClock()));
        assertEquals(Optional.empty(), revisions.find(1));
    }

    @Test
    void aRevisionIsFoundAsItWasWritten() {
        transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            revisions.commit(connection, revision, "steward", "import", 17L, "corrected invoice");
            return revision;
        });
        Revision first = revisions.find(1).orElseThrow();
        assertEquals(new Revision(1, first.committedAt(), "steward", "import", 17L, "corrected invoice"), first);

        change("collector");
        Revision second = revisions.find(2).orElseThrow();
        assertEquals(new Revision(2, second.committedAt(), "collector", "catalog", null, null), second);
        assertTrue(second.committedAt().isAfter(first.committedAt()));
    }

    @Test
    void aChangeThatWritesNothingOrFailsLeavesNoGap() {
        long unused = transactions.inTransaction(revisions::lock);
        assertEquals(1, unused);
        assertThrows(
                IllegalArgumentException.class,
                () -> transactions.inTransaction(connection -> {
                    long revision = revisions.lock(connection);
                    revisions.commit(connection, revision, "steward", "catalog", null, null);
                    throw new IllegalArgumentException("after the last statement");
                }));
        assertEquals(0, revisions.at(null));
        assertEquals(1, change("steward"));
    }

    @Test
    void theSecondWaitsForTheFirstAndSeesIt() throws Exception {
        CountDownLatch firstMayCommit = new CountDownLatch(1);
        CompletableFuture<Long> firstHolds = new CompletableFuture<>();
        Future<Long> first = threads.submit(() -> transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            firstHolds.complete(revision);
            await(firstMayCommit);
            revisions.commit(connection, revision, "first", "catalog", null, null);
            return revision;
        }));
        firstHolds.get();
        Future<Long> second = threads.submit(() -> change("second"));
        awaitWaiting(1);
        assertEquals(0, revisions.at(null), "nothing is committed while the first works");
        firstMayCommit.countDown();
        assertEquals(1, first.get());
        assertEquals(2, second.get());
        assertEquals("first", revisions.find(1).orElseThrow().actor());
        assertEquals("second", revisions.find(2).orElseThrow().actor());
    }

    @Test
    void manyAtOnceGiveNumbersWithoutGapsInTheOrderOfTheirInstants() throws Exception {
        List<Future<Long>> changes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String actor = "steward " + i;
            changes.add(threads.submit(() -> change(actor)));
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<Long> change : changes) {
            numbers.add(change.get());
        }
        numbers.sort(null);
        assertEquals(LongStream.rangeClosed(1, 40).boxed().toList(), numbers);
        for (long revision = 1; revision <= 40; revision++) {
            Instant committed = revisions.find(revision).orElseThrow().committedAt();
            assertEquals(revision, revisions.at(committed));
            assertEquals(revision - 1, revisions.at(committed.minusNanos(1)));
        }
    }

    /** The stamp is written, the commit is not: whoever asks for an instant after the stamp waits and gets the change. */
    @Test
    void anInstantAskedForWhileACommitIsInFlightKeepsItsMeaning() throws Exception {
        change("before");
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<Boolean> stamped = new CompletableFuture<>();
        Future<Long> inFlight = threads.submit(() -> transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            revisions.commit(connection, revision, "in flight", "catalog", null, null);
            stamped.complete(true);
            await(mayCommit);
            return revision;
        }));
        stamped.get();
        Instant asOf = databaseClock();
        Future<Long> asked = threads.submit(() -> revisions.at(asOf));
        awaitWaiting(1);
        assertFalse(asked.isDone());
        assertEquals(1, revisions.at(null), "the last revision needs no waiting");
        mayCommit.countDown();
        assertEquals(2, inFlight.get());
        assertEquals(2, asked.get());
        change("after");
        assertEquals(2, revisions.at(asOf), "the instant means the same for ever");
    }

    @Test
    void anInstantMeansTheSameWhateverIsCommittedWhileItIsAskedFor() throws Exception {
        Future<?> writer = threads.submit(() -> {
            for (int i = 0; i < 100; i++) {
                change("writer");
            }
        });
        List<Instant> instants = new ArrayList<>();
        List<Long> answers = new ArrayList<>();
        while (!writer.isDone()) {
            Instant asOf = databaseClock();
            instants.add(asOf);
            answers.add(revisions.at(asOf));
        }
        writer.get();
        List<Long> later = instants.stream().map(revisions::at).toList();
        assertEquals(answers, later);
    }

    /** A report that has asked for its instant goes on for long; nobody waits for it. */
    @Test
    void askingForAnInstantHoldsUpNoCommit() {
        long revision = transactions.inTransaction(connection -> {
            revisions.at(connection, Instant.now());
            return change("while the report runs");
        });
        assertEquals(1, revision);
    }

    @Test
    void aClockThatStepsBackDoesNotTakeTheRevisionsWithIt() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into revision values (1, '2999-01-01T00:00:00Z', 'steward', 'catalog')");
        }
        assertEquals(2, change("steward"));
        assertEquals(
                Instant.parse("2999-01-01T00:00:00.000001Z"),
                revisions.find(2).orElseThrow().committedAt());
    }

    @Test
    void instantsBeyondTheEndsOfTimeHaveAnAnswer() {
        change("steward");
        assertEquals(0, revisions.at(Instant.MIN));
        assertEquals(1, revisions.at(Instant.MAX));
    }

    @Test
    void anInstantIsNotAskedForInASnapshotAndNoLockTakenOutsideATransaction() throws SQLException {
        assertThrows(
                IllegalStateException.class,
                () -> transactions.inSnapshot(connection -> revisions.at(connection, Instant.now())));
        long last = transactions.inSnapshot(connection -> revisions.at(connection, null));
        assertEquals(0, last);
        try (Connection connection = DATABASE.connect()) {
            assertThrows(IllegalStateException.class, () -> revisions.lock(connection));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "nobody said go on");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
