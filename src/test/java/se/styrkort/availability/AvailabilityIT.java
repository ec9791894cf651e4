package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** From files and operators' entries to months, with history, trace and closed periods. */
class AvailabilityIT {
    private static final List<String> SECONDS =
            List.of("agreedSeconds", "plannedSeconds", "downSeconds", "unknownSeconds", "interruptions");

    private static RunningServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = new RunningServer("AvailabilityIT", Map.of());
        api = new Api(server);
        api.store("/catalog", """
                objects: [{code: ob, name: O}]
                products: [{code: pr, object: ob, name: P}]
                calendars: [{code: law, country: SE}, {code: eves, country: SE, closed: [midsommarafton]}]
                service_hours:
                  - {code: office, zone: Europe/Stockholm, calendar: law, week: {mon-fri: "08:00-17:00"}}
                  - {code: eves, zone: Europe/Stockholm, calendar: eves, week: {mon-fri: "08:00-17:00"}}
                  - {code: always, zone: Europe/Stockholm, week: {mon-sun: "00:00-24:00"}}
                services:
                  - {code: golden, product: pr, name: Gyllene, service_hours: office, measured_by: probes, probe_hold: PT5M}
                  - {code: always, product: pr, name: Alltid, service_hours: always}
                  - {code: eves, product: pr, name: Aftnar, service_hours: eves}
                  - {code: net, product: pr, name: Nät, service_hours: office}
                  - {code: one, product: pr, name: Ett, service_hours: office}
                  - {code: two, product: pr, name: Två, service_hours: office}
                  - {code: whole, product: pr, name: Hela, service_hours: office, parts: {series: [net, {parallel: [one, two]}]}}
                  - {code: closed, product: pr, name: Stängd, service_hours: office}
                  - {code: replayed, product: pr, name: Omläst, service_hours: office}
                  - {code: moved, product: pr, name: Flyttad, service_hours: office}
                  - {code: late, product: pr, name: Sen, service_hours: always, measured_by: probes, probe_hold: PT10M}
                  - {code: withdrawn, product: pr, name: Återkallad, service_hours: always, measured_by: probes, probe_hold: PT10M}
                  - {code: sparse, product: pr, name: Gles, service_hours: always, measured_by: probes, probe_hold: PT6M}
                  - {code: nohours, product: pr, name: Utan}
                """);
        take("outages", "monitoring", """
                service,start,end,kind,announced_at,reason
                golden,2026-06-02 09:00,2026-06-02 09:30,unplanned,,Strömavbrott
                golden,2026-06-03 09:00,2026-06-03 09:30,unplanned,,
                golden,2026-06-04 16:25,2026-06-04 19:05,unplanned,,efter stängning räknas inte
                golden,2026-06-04 16:40,2026-06-04 16:50,unplanned,,samma tid räknas en gång
                golden,2026-06-09 08:00,2026-06-09 10:00,planned,2026-06-01 12:00,Uppgradering
                net,2026-06-10 10:00,2026-06-10 10:20,,,
                one,2026-06-11 10:00,2026-06-11 12:00,,,
                two,2026-06-11 11:30,2026-06-11 13:00,,,
                closed,2026-05-04 09:00,2026-05-04 10:00,,,Fel
                replayed,2026-05-04 09:00,2026-05-04 10:00,,,
                """);
        take("probes", "prober", probes());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Every five minutes of June, Swedish time, but for an hour of the tenth. */
    private static String probes() {
        StringBuilder csv = new StringBuilder("service,at,up,response_ms\n");
        Instant gap = Instant.parse("2026-06-10T08:00:00Z");
        for (Instant at = Instant.parse("2026-05-31T22:00:00Z");
                at.isBefore(Instant.parse("2026-06-30T22:00:00Z"));
                at = at.plusSeconds(300)) {
            if (at.isBefore(gap.plusSeconds(1)) || !at.isBefore(gap.plusSeconds(3_900))) {
                csv.append("golden,").append(at).append(",true,12\n");
            }
        }
        return csv.toString();
    }

    private static Api.Answer take(String profile, String source, String csv) {
        return taken(profile, source, csv, "");
    }

    private static Api.Answer taken(String profile, String source, String csv, String more) {
        Api.Answer answer = api.take("?profile=" + profile + "&source=" + source + more, csv);
        assertEquals(200, answer.status(), answer.text());
        return answer;
    }

    private static JsonNode month(String service, String period, String more) {
        List<JsonNode> items =
                api.items("/availability?service=" + service + "&from=" + period + "&to=" + period + more);
        assertEquals(1, items.size());
        return items.getFirst();
    }

    private static String seconds(JsonNode month) {
        return SECONDS.stream().map(field -> Api.text(month.get(field))).collect(Collectors.joining(" "));
    }

    private static String rounded(JsonNode month, String field) {
        return Api.decimal(month.get(field)).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static HttpResponse<String> send(String method, String path, String json) {
        return server.send(server.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    private static List<String> observed(String service, String period) {
        return api.items("/observations?service=" + service + "&from=" + period + "&to=" + period).stream()
                .map(each -> Api.text(each.get("metric")) + "=" + Api.text(each.get("value")))
                .sorted()
                .toList();
    }

    @Test
    void theGoldenMonthIsTheStandards() {
        JsonNode june = month("golden", "2026-06", "");
        assertEquals("712800 7200 5700 3600 3", seconds(june));
        assertEquals("1900", Api.text(june.get("mtrsSeconds")));
        assertEquals("233300", Api.text(june.get("mtbfSeconds")));
        assertEquals("0.991922", rounded(june, "high"));
        assertEquals("0.986820", rounded(june, "low"));
        assertEquals("0.994898", rounded(june, "coverage"));
        assertEquals("0.981902", rounded(june, "gross"));
        assertEquals(
                new BigDecimal(712_800 - 7_200 - 5_700 - 3_600)
                        .divide(new BigDecimal(712_800 - 7_200 - 3_600), 6, RoundingMode.HALF_EVEN)
                        .toPlainString(),
                rounded(june, "availability"));
    }

    @Test
    void aMonthThatIsOverIsObservationsThatLeadBackToTheirFile() {
        assertEquals(
                List.of(
                        "availability.agreed_s=712800",
                        "availability.down_s=5700",
                        "availability.interruptions=3",
                        "availability.planned_s=7200",
                        "availability.unknown_s=3600"),
                observed("golden", "2026-06"));
        Api.Answer trace = api.get("/observations/trace?metric=availability.down_s&service=golden&period=2026-06");
        assertEquals("availability", Api.text(trace.json().get("current").get("source")));
    }

    @Test
    void agreedTimeIsThereForMonthsAheadAndNeverMeasured() {
        JsonNode ahead = month("eves", "2031-06", "");
        assertEquals("0", Api.text(ahead.get("downSeconds")));
        assertEquals(Api.text(ahead.get("agreedSeconds")), Api.text(ahead.get("unknownSeconds")));
        assertEquals("null", Api.text(ahead.get("availability")));
        assertEquals("680400", Api.text(month("eves", "2026-06", "").get("agreedSeconds")));
        assertEquals("2674800", Api.text(month("always", "2026-03", "").get("agreedSeconds")));
        assertEquals("2682000", Api.text(month("always", "2026-10", "").get("agreedSeconds")));
        assertEquals(List.of(), api.items("/availability?service=nohours&from=2026-06&to=2026-06"));
    }

    @Test
    void aServiceMadeOfOthersIsDownWhenTheyAre() {
        assertEquals("712800 0 1200 0 1", seconds(month("net", "2026-06", "")));
        assertEquals("712800 0 3000 0 2", seconds(month("whole", "2026-06", "")));
        assertTrue(observed("whole", "2026-06").contains("availability.down_s=3000"));
    }

    @Test
    void aFileThatComesAgainChangesNothingAndACorrectedOneRestatesItsMonthAlone() {
        String csv = "id,service,start,end\n1,always,2026-02-03 10:00,2026-02-03 11:00\n2,always,2026-03-03 10:00,\n";
        Api.Answer first = take("outages", "numbered", csv);
        assertEquals("created=2 unchanged=0 restated=0", first.get(List.of("created", "unchanged", "restated")));
        long before = api.items("/observations?service=always&from=2026-02&to=2026-02")
                .size();
        assertEquals(5, before);
        Api.Answer again = take("outages", "numbered", csv);
        assertEquals(
                "created=0 unchanged=2 restated=0 revision=null",
                again.get(List.of("created", "unchanged", "restated", "revision")));
        assertEquals("2419200 0 3600 0 1", seconds(month("always", "2026-02", "")));
        Api.Answer corrected = take(
                "outages",
                "numbered",
                csv.replace("11:00", "12:00").replace("2026-03-03 10:00,", "2026-03-03 10:00,2026-03-03 10:30"));
        assertEquals("created=0 unchanged=0 restated=2", corrected.get(List.of("created", "unchanged", "restated")));
        assertEquals("2419200 0 7200 0 1", seconds(month("always", "2026-02", "")));
        assertEquals("2674800 0 1800 0 1", seconds(month("always", "2026-03", "")));
    }

    @Test
    void aCorrectionOfAClosedMonthNeedsAReasonAndRestatesItWithItsHistory() throws InterruptedException {
        assertEquals(200, send("POST", "/periods/2026-05/close", "{}").statusCode());
        JsonNode may = month("closed", "2026-05", "");
        assertEquals("3600", Api.text(may.get("downSeconds")));
        String report = Instant.now().toString();
        Thread.sleep(5);
        Api.Answer refused =
                taken("outages", "monitoring", "service,start,end\nclosed,2026-05-04 09:00,2026-05-04 11:00\n", "");
        assertEquals("2: closed_without_reason", refused.places("rejections"));
        JsonNode outage =
                api.items("/outages?service=closed&from=2026-05&to=2026-05").getFirst();
        String path = "/outages/" + Api.text(outage.get("id"));
        String wish = """
                {"service": "closed", "start": "2026-05-04T07:00:00Z", "end": "2026-05-04T09:00:00Z", "reason": "Fel i nätet"%s}""";
        HttpResponse<String> silent = send("PUT", path, wish.formatted(""));
        assertEquals(422, silent.statusCode(), silent.body());
        String reasoned = wish.formatted(", \"changeReason\": \"Slut fel antecknat\", \"approver\": \"it-chefen\"");
        HttpResponse<String> tried = send("PUT", path + "?dryRun=true", reasoned);
        assertEquals(200, tried.statusCode(), tried.body());
        assertTrue(tried.body().contains("\"downSeconds\":3600"), tried.body());
        assertTrue(tried.body().contains("\"downSeconds\":7200"), tried.body());
        assertEquals("3600", Api.text(month("closed", "2026-05", "").get("downSeconds")));
        HttpResponse<String> made = send("PUT", path, reasoned);
        assertEquals(200, made.statusCode(), made.body());
        assertEquals("7200", Api.text(month("closed", "2026-05", "").get("downSeconds")));
        assertEquals(
                "3600", Api.text(month("closed", "2026-05", "&asOf=" + report).get("downSeconds")));
        Api.Answer trace = api.get("/observations/trace?metric=availability.down_s&service=closed&period=2026-05");
        assertEquals("Slut fel antecknat", Api.text(trace.json().get("current").get("reason")));
        assertEquals(1, trace.json().get("earlier").size());
        Api.Answer changes = api.get("/observations/changes?since=" + report);
        assertTrue(changes.text().contains("Slut fel antecknat"), changes.text());
        assertTrue(changes.text().contains("availability.down_s"), changes.text());
        assertEquals(2, api.items(path).size());
        // the file still says what the operator has corrected
        Api.Answer again = taken(
                "outages",
                "monitoring",
                "service,start,end,reason\nclosed,2026-05-04 09:00,2026-05-04 10:00,Fel\n",
                "&reason=igen");
        assertEquals("unchanged=1 restated=0", again.get(List.of("unchanged", "restated")));
        HttpResponse<String> withdrawn =
                send("POST", path + "/withdraw", "{\"changeReason\": \"Var en övning\", \"approver\": \"it-chefen\"}");
        assertEquals(200, withdrawn.statusCode(), withdrawn.body());
        assertEquals("0", Api.text(month("closed", "2026-05", "").get("downSeconds")));
    }

    @Test
    void anotherCatalogRestatesMonthsThatAreNotClosed() {
        take("outages", "moving", "service,start,end\nmoved,2026-04-01 06:00,2026-04-01 09:00\n");
        assertEquals("648000 0 3600 0 1", seconds(month("moved", "2026-04", "")));
        api.store("/catalog", """
                services: [{code: moved, product: pr, name: Flyttad, service_hours: always}]
                """);
        take("outages", "moving", "service,start,end\nmoved,2026-04-01 06:00,2026-04-01 09:00\n");
        assertEquals("2592000 0 10800 0 1", seconds(month("moved", "2026-04", "")));
        assertTrue(observed("moved", "2026-04").contains("availability.down_s=10800"));
    }

    @Test
    void probesThatComeLateChangeTheirMonthAndNoOtherAndThoseOfALaterDeliveryWin() throws InterruptedException {
        take(
                "probes",
                "late",
                "service,at,up\n"
                        + "late,2026-01-10T10:00:00Z,1\nlate,2026-01-10T10:10:00Z,1\nlate,2026-01-10T10:20:00Z,1\n"
                        + "late,2026-02-10T10:00:00Z,1\n");
        String january = "2678400 0 0 %d 0";
        assertEquals(january.formatted(2_678_400 - 1_800), seconds(month("late", "2026-01", "")));
        String then = Instant.now().toString();
        Thread.sleep(5);
        Api.Answer late = take("probes", "late", "service,at,up\nlate,2026-01-10T10:10:00Z,0\n");
        assertEquals("restated=1", late.get(List.of("restated")));
        assertEquals("2678400 0 600 %d 1".formatted(2_678_400 - 1_800), seconds(month("late", "2026-01", "")));
        assertEquals(january.formatted(2_678_400 - 1_800), seconds(month("late", "2026-01", "&asOf=" + then)));
        assertEquals("2419200 0 0 2418600 0", seconds(month("late", "2026-02", "")));
        Api.Answer trace = api.get("/observations/trace?metric=availability.down_s&service=late&period=2026-01");
        assertTrue(trace.text().contains("\"kind\":\"probe_run\""), trace.text());
        Api.Answer again = take("probes", "late", "service,at,up\nlate,2026-01-10T10:10:00Z,0\n");
        assertEquals("created=0 restated=0 revision=null", again.get(List.of("created", "restated", "revision")));
    }

    @Test
    void twoLateProbesLeaveWhatIsKnownBetweenThem() {
        StringBuilder month = new StringBuilder("service,at,up\n");
        for (Instant at = Instant.parse("2025-12-31T23:00:00Z");
                at.isBefore(Instant.parse("2026-01-31T23:00:00Z"));
                at = at.plusSeconds(300)) {
            boolean down = at.compareTo(Instant.parse("2026-01-15T10:00:00Z")) >= 0
                    && at.isBefore(Instant.parse("2026-01-15T11:00:00Z"));
            month.append("sparse,").append(at).append(down ? ",0\n" : ",1\n");
        }
        take("probes", "sparse", month.toString());
        assertEquals("2678400 0 3600 0 1", seconds(month("sparse", "2026-01", "")));
        take("probes", "sparse", "service,at,up\nsparse,2026-01-03T10:01:00Z,1\nsparse,2026-01-27T10:01:00Z,1\n");
        assertEquals("2678400 0 3600 0 1", seconds(month("sparse", "2026-01", "")));
    }

    @Test
    void whatIsWithdrawnFromAServiceThatNobodyMeasuredLeavesNoFigures() {
        HttpResponse<String> made = send("POST", "/outages", """
                {"service": "withdrawn", "start": "2026-03-02T08:00:00Z", "end": "2026-03-02T09:00:00Z"}""");
        assertEquals(200, made.statusCode(), made.body());
        assertTrue(observed("withdrawn", "2026-03").contains("availability.down_s=3600"));
        String id = made.body().replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");
        assertEquals(
                200,
                send("POST", "/outages/" + id + "/withdraw", "{\"changeReason\": \"fel\", \"approver\": \"chefen\"}")
                        .statusCode());
        assertTrue(observed("withdrawn", "2026-03").contains("availability.down_s=null"));
        assertEquals("null", Api.text(month("withdrawn", "2026-03", "").get("availability")));
    }
}
