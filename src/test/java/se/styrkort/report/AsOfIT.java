package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** What was known at an instant is read the same for ever, byte by byte, whatever happens after it. */
class AsOfIT {
    /** The lock that orders revisions: a merge waits for it. */
    private static final String ORDER_LOCK = "select pg_advisory_xact_lock(x'537479726b6f0001'::bit(64)::bigint)";

    private static final String CATALOG = """
            objects: [{code: ikt, name: IKT}]
            products: [{code: anv, object: ikt, name: Användarnära}]
            services: [{code: a, product: anv, name: %1$s a, followed: {from: 2025-01}}, {code: b, product: anv, name: %1$s b}]
            organisations:
              - {code: kommun, name: %1$s kommun, kind: municipality}
              - {code: namnd, name: %1$s nämnd, kind: board, parent: kommun}
              - {code: enhet, name: %1$s enhet, kind: unit, parent: %2$s}
            """;

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("AsOfIT", Map.of());

    @AutoClose
    private final ExecutorService sender = Executors.newSingleThreadExecutor();

    private final Api api = new Api(SERVER);

    private void take(int edition) {
        StringBuilder file = new StringBuilder("period,metric,service,organisation,value\n");
        for (int month = 1; month <= 12; month++) {
            for (String organisation : List.of("namnd", "enhet")) {
                file.append(
                        "2025-%02d,usage.active_users,a,%s,%d\n".formatted(month, organisation, 100 * edition + month));
                file.append("2025-%02d,cost.total,a,%s,%d.5\n".formatted(month, organisation, 1000 * edition + month));
            }
            file.append("2025-%02d,availability.down_s,a,,%d\n".formatted(month, edition * 60));
            file.append("2025-%02d,availability.agreed_s,a,,700000\n".formatted(month));
        }
        Api.Answer answer = api.take("?source=test&reason=edition+" + edition, file.toString());
        assertEquals("200 0", answer.status() + " " + answer.get("rejected"), answer.text());
    }

    private static Instant lastCommit() {
        return Instant.parse(String.valueOf(SERVER.row("""
                select to_char(max(committed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
                from styrkort.revision""").get("at")));
    }

    /** Everything that is read, as of the instant. What belongs to the reader's own visit and session is none of it. */
    private Map<String, String> read(Instant asOf) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String path : List.of(
                "/api/v1/observations",
                "/api/v1/observations?format=csv&dialect=excel",
                "/api/v1/scorecards?model=it-styrkort&period=2025-06",
                "/api/v1/scorecards/explain?model=it-styrkort&period=2025-06&organisation=kommun&node=cost",
                "/api/v1/observations/trace?metric=cost.total&service=a&organisation=enhet&period=2025-03",
                "/api/v1/catalog/organisations",
                "/scorecards?period=2025-06",
                "/scorecards/kommun?period=2025-06",
                "/scorecards/namnd/explain?period=2025-06&node=cost",
                "/usage?period=2025-06",
                "/usage/a?period=2025-06",
                "/availability?period=2025-06",
                "/availability/a?period=2025-06")) {
            HttpResponse<String> answer =
                    SERVER.asAdmin(path + (path.contains("?") ? "&" : "?") + "asOf=" + asOf, "Accept", "*/*");
            assertEquals(200, answer.statusCode(), path + " " + answer.body());
            texts.put(path, answer.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", ""));
        }
        return texts;
    }

    @Test
    void aReportReadTwiceIsTheSameByByte() {
        api.store("/catalog", CATALOG.formatted("Första", "namnd"));
        take(1);
        Instant then = lastCommit();
        Map<String, String> first = read(then);
        take(2);
        api.store("/catalog", CATALOG.formatted("Andra", "kommun"));
        assertEquals(
                200,
                api.post("/periods/2025-06/close", "application/json", BodyPublishers.noBody())
                        .status());
        take(3);
        api.store("/catalog", CATALOG.formatted("Tredje", "namnd"));
        Map<String, String> again = read(then);
        first.forEach((path, text) -> assertEquals(text, again.get(path), path));
        Map<String, String> now = read(lastCommit());
        first.forEach((path, text) -> assertNotEquals(text, now.get(path), path + " shows what is new"));
    }

    @Test
    void aSlowImportIsSeenFromItsCommitOn() throws Exception {
        api.store("/catalog", "metrics: [{code: slow, name: Slow, unit: \"1\", granularity: month}]");
        Future<Api.Answer> sent;
        Instant between;
        String before;
        try (Connection connection = SERVER.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(ORDER_LOCK);
            Instant started = Instant.now();
            sent = sender.submit(
                    () -> api.take("?source=slow", "period,metric,service,organisation,value\n2025-01,slow,,,1\n"));
            while (SERVER.rows("select 1 from pg_locks where locktype = 'advisory' and not granted")
                    .isEmpty()) {
                assertTrue(!sent.isDone(), "the import waits for its turn");
                Thread.sleep(5);
            }
            between = Instant.parse(String.valueOf(SERVER.row("""
                    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at""").get("at")));
            assertTrue(between.isAfter(started), "it has begun");
            before = api.observations("?metric=slow&asOf=" + between);
            connection.rollback();
        }
        assertEquals("1", sent.get().get("created"));
        assertEquals("", before);
        assertEquals(before, api.observations("?metric=slow&asOf=" + between));
        assertEquals("slow/// 2025-01 VALUE 1 FINAL", api.observations("?metric=slow&asOf=" + lastCommit()));
    }
}
