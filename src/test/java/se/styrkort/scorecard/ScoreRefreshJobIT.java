package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import se.styrkort.RunningServer;
import se.styrkort.store.TransactionFactory;

/** Stored scores follow the figures although nobody reads a scorecard. */
class ScoreRefreshJobIT {
    private static final Map<String, Object> AT_ONCE =
            Map.of("styrkort.scorecard.refresh-months", 8, "styrkort.scorecard.refresh-wait-ms", 20);

    private static final AtomicInteger VALUE = new AtomicInteger(41);

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ScoreRefreshJobIT", AT_ONCE);

    private static void post(String path, String type, String body) {
        HttpResponse<String> answer = SERVER.send(SERVER.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
        assertTrue(answer.statusCode() < 300, answer.body());
    }

    private static void load(String rows) {
        post(
                "/imports?reason=test&fileName=figures.csv",
                "text/csv",
                "period,metric,service,organisation,value\n" + rows);
    }

    /** A value that no import before it had. */
    private static int another() {
        return VALUE.incrementAndGet();
    }

    /** Waits for what must come; how long it takes decides nothing. */
    private static void await(String condition) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!Boolean.TRUE.equals(
                SERVER.row("select coalesce((" + condition + "), false) as met").get("met"))) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("never: " + condition + "; stored are "
                        + SERVER.row(
                                "select string_agg(period || '@' || revision, ' ') as cards from styrkort.scorecard"));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static String caughtUp() {
        return "select min(revision) = (select max(revision) from styrkort.revision) from styrkort.scorecard where model = 'test'";
    }

    private static Object computed(String period) {
        return String.valueOf(SERVER.row(
                        "select computed_at from styrkort.scorecard where model = 'test' and period = '" + period + "'")
                .get("computed_at"));
    }

    private static String score(String period) {
        return "select score from published.score where model = 'test' and period = '" + period
                + "' and subject = 'skola' and node = 'internal'";
    }

    @BeforeAll
    static void model() {
        post("/catalog", "application/yaml", """
                organisations: [{code: skola, name: Skolan, kind: board}]
                metrics:
                  - {code: test.users, name: Användare, unit: users, granularity: month, over_time: sum, over_organisations: sum}
                """);
        post("/models", "application/yaml", """
                code: test
                version: 1
                valid_from: 2020-01
                name: {sv: Provmodell, en: Test model}
                perspectives:
                  - code: internal
                    name: {sv: Intern nytta, en: Internal benefit}
                    measures:
                      - code: users
                        name: {sv: Användare, en: Users}
                        value: sum(test.users)
                        normalisation: {goalposts: {zero: 0, hundred: 100}}
                """);
        load("""
                2025-01,test.users,,skola,5
                2025-11,test.users,,skola,10
                2025-12,test.users,,skola,20
                2026-01,test.users,,skola,30
                2026-02,test.users,,skola,40
                """);
    }

    @Test
    void anImportIsFollowedWithoutAnyPageBeingRead() {
        load("2026-02,test.users,,skola,41\n");
        await(score("2026-02").replace("score from", "score = 41 from"));
        await(caughtUp());
        assertEquals(
                Map.of("n", 8L, "first", "2025-07"),
                SERVER.row("select count(*) as n, min(period) as first from styrkort.scorecard"
                        + " where model = 'test' and period >= '2025-07'"));
    }

    @Test
    void yearsThatNothingNewSpeaksOfAreNotComputedAgain() {
        await(caughtUp());
        Object december = computed("2025-12");
        Object january = computed("2026-01");
        load("2026-01,test.users,,skola," + another() + "\n");
        await(caughtUp());
        assertEquals(december, computed("2025-12"));
        assertNotEquals(january, computed("2026-01"));
    }

    @Test
    void closingAMonthIsFollowedToo() {
        await(caughtUp());
        post("/periods/2025-12/close", "application/json", "");
        await("select closed from styrkort.scorecard where model = 'test' and period = '2025-12'");
        post("/periods/2025-12/reopen", "application/json", "");
        await("select not closed from styrkort.scorecard where model = 'test' and period = '2025-12'");
    }

    /** A quarter and a month beyond the limit are stored when they are read, until what they say is no longer true. */
    @Test
    void whatIsNoLongerTrueIsTakenAway() {
        await(caughtUp());
        for (String period : List.of("2026-Q1", "2025-01")) {
            assertEquals(
                    200,
                    SERVER.asAdmin("/api/v1/scorecards?model=test&period=" + period)
                            .statusCode());
        }
        load("2026-02,test.users,,skola," + another() + "\n");
        await(caughtUp());
        assertEquals(
                Map.of("cards", "2025-01"),
                SERVER.row("select string_agg(period, ' ') as cards from styrkort.scorecard"
                        + " where model = 'test' and period in ('2026-Q1', '2025-01')"));
        load("2025-01,test.users,,skola," + another() + "\n");
        await("select count(*) = 0 from styrkort.scorecard where model = 'test' and period = '2025-01'");
    }

    /** Neither computes nor tidies while another is at it; the wait gives it many looks to do so. */
    @Test
    void onlyOneInstanceIsAtIt() throws SQLException {
        await(caughtUp());
        int value = another();
        try (Connection other = SERVER.database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + ScoreRefreshJob.LOCK + ")");
            assertFalse(SERVER.bean(TransactionFactory.class).alone(ScoreRefreshJob.LOCK, session -> {
                throw new AssertionError("two at a time");
            }));
            Object before = cards();
            load("2026-02,test.users,,skola," + value + "\n");
            LockSupport.parkNanos(500_000_000);
            assertEquals(before, cards());
        }
        await(score("2026-02").replace("score from", "score = least(" + value + ", 100) from"));
    }

    private static String cards() {
        return String.valueOf(
                SERVER.row("select string_agg(model || period || '@' || revision, ' ' order by model, period) as cards"
                                + " from styrkort.scorecard")
                        .get("cards"));
    }

    /** The newest month is the first in turn: when it fails, the older ones have theirs all the same. */
    @Test
    void aScorecardThatFailsHoldsUpNoOther() throws SQLException {
        await(caughtUp());
        Logger log = (Logger) LoggerFactory.getLogger(ScoreRefreshJob.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        try (Connection other = SERVER.database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("""
                    create function styrkort.refuse() returns trigger language plpgsql as
                    $$ begin raise exception 'refused by the test'; end $$;
                    create trigger refuse before insert on styrkort.score for each row
                    when (new.model = 'test' and new.period = '2026-02') execute function styrkort.refuse()""");
            for (int round = 0; round < 2; round++) {
                int value = another();
                load("2026-01,test.users,,skola," + value + "\n");
                await(score("2026-01").replace("score from", "score = least(" + value + ", 100) from"));
            }
            statement.execute("drop function styrkort.refuse() cascade");
        } finally {
            log.detachAppender(said);
        }
        assertEquals(1, said.list.size(), said.list.toString());
        assertTrue(said.list.getFirst().getFormattedMessage().contains("2026-02"), said.list.toString());
        load("2026-01,test.users,,skola," + another() + "\n");
        await(caughtUp());
    }

    @Test
    void itEndsWithTheServer() {
        long before = refreshing();
        try (RunningServer another = new RunningServer("ScoreRefreshJobIT.another", AT_ONCE)) {
            assertEquals(before + 1, refreshing(), another.origin());
        }
        assertEquals(before, refreshing());
    }

    private static long refreshing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("score-refresh"))
                .count();
    }
}
