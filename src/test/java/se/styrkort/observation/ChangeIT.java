package se.styrkort.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** What has changed between two instants is the net difference, with who and why. */
class ChangeIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ChangeIT", Map.of());

    private static final List<String> COUNTS = List.of("created", "unchanged", "restated", "emptied");

    private final Api api = new Api(SERVER);

    private void take(String query, String... rows) {
        Api.Answer answer = api.take(
                "?source=s" + query, "period;metric;service;organisation;value\n" + String.join("\n", rows) + "\n");
        assertEquals(200, answer.status(), answer.text());
    }

    /** The instant of the last change, by the database's clock. */
    private static Instant now() {
        return Instant.parse(String.valueOf(SERVER.row("""
                select to_char(max(committed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
                from styrkort.revision""").get("at")));
    }

    private String between(Instant since, Instant until) {
        return api.items("/observations/changes?metric=m&since=" + since + "&until=" + until).stream()
                .map(each -> Api.text(each.get("change")) + " " + Api.text(each.get("period")) + " "
                        + (each.get("old").isNull()
                                ? "-"
                                : Api.text(each.get("old").get("value"))) + " "
                        + Api.text(each.get("new").get("value")) + " "
                        + Api.text(each.get("reason")))
                .collect(Collectors.joining(", "));
    }

    @Test
    void onlyTheNetDifferenceCounts() {
        api.store("/catalog", "metrics: [{code: m, name: Mått, unit: \"1\", granularity: month}]");
        Instant empty = now();
        take("", "2026-01;m;;;1", "2026-02;m;;;2", "2026-03;m;;;3");
        Instant first = now();
        take("&reason=Fel", "2026-01;m;;;10", "2026-02;m;;;20");
        Instant second = now();
        take("&reason=R%C3%A4tt", "2026-02;m;;;2", "2026-04;m;;;4");
        Instant third = now();
        api.store("/catalog", "metrics: [{code: m, name: Omdöpt, unit: \"1\", granularity: month}]");
        String start = "created 2026-01 - 1 null, created 2026-02 - 2 null, created 2026-03 - 3 null";
        assertEquals(start, between(empty, first));
        assertEquals("restated 2026-01 1 10 Fel, restated 2026-02 2 20 Fel", between(first, second));
        assertEquals("restated 2026-01 1 10 Fel, created 2026-04 - 4 Rätt", between(first, third));
        assertEquals("restated 2026-02 20 2 Rätt, created 2026-04 - 4 Rätt", between(second, third));
        assertEquals("", between(third, Instant.parse("2100-01-01T00:00:00Z")));
        assertEquals(start, between(empty, first), "the past stays as it was");
        assertEquals(
                "2026-01 2026-04",
                api.items("/observations/changes?metric=m&limit=1&since=" + first + "&until=" + third).stream()
                        .map(each -> Api.text(each.get("period")))
                        .collect(Collectors.joining(" ")),
                "page by page");
        assertEquals(400, api.get("/observations/changes").status());
    }

    @Test
    void yearsThatNoCalendarHasAreRefused() {
        String far = Api.encoded("+999999999-12-31");
        assertEquals(400, SERVER.asAdmin("/changes?until=" + far).statusCode());
        assertEquals(
                400,
                SERVER.asAdmin("/changes?since=" + Api.encoded("-99999-01-01")).statusCode());
        assertEquals(400, SERVER.asAdmin("/changes?since=2201-01-01").statusCode());
        assertEquals(200, SERVER.asAdmin("/changes?until=2200-12-31").statusCode());
        assertEquals(
                400,
                api.get("/observations/changes?since=" + far + "T00:00:00Z").status());
        assertEquals(400, api.get("/observations?asOf=" + far + "T00:00:00Z").status());
    }

    @Test
    void aDeliveryThatReplacesItsPeriodsEmptiesWhatItLacks() {
        api.store(
                "/catalog",
                "metrics: [{code: r, name: R, unit: \"1\", granularity: month}, {code: d, name: D, unit: \"1\", granularity: day}]");
        api.store("/profiles", """
                code: whole
                rows: [{metric: {column: m}, period: {column: p}, qualifier: {column: q}, value: {column: v}}]
                replaces: delivered_periods
                """);
        api.take("?profile=whole", "p;m;q;v\n2026-01;r;a;1\n2026-01;r;b;2\n2026-02;r;b;3\n2026-01-01;d;;7\n");
        Instant first = now();
        Api.Answer second = api.take("?profile=whole", "p;m;q;v\n2026-01;r;a;1\n");
        assertEquals("created=0 unchanged=1 restated=0 emptied=1", second.get(COUNTS));
        assertEquals(
                "r///a 2026-01 VALUE 1 FINAL\nr///b 2026-01 MISSING  FINAL\nr///b 2026-02 VALUE 3 FINAL",
                api.observations("?metric=r"));
        assertEquals(
                "d/// 2026-01-01 VALUE 7 FINAL", api.observations("?metric=d"), "a day is no month that was delivered");
        assertEquals(
                "emptied",
                Api.text(api.items("/observations/changes?metric=r&qualifier=b&to=2026-01&since=" + first)
                        .getFirst()
                        .get("change")));
        assertEquals(
                "created=0 unchanged=1 restated=0 emptied=0",
                api.take("?profile=whole", "p;m;q;v\n2026-01;r;a;1\n").get(COUNTS));
        Api.Answer trace = api.get("/observations/trace?metric=r&qualifier=b&period=2026-01");
        assertEquals("MISSING", Api.text(trace.json().get("current").get("state")), trace.text());
        assertEquals("2", Api.text(trace.json().get("earlier").get(0).get("value")), trace.text());
    }
}
