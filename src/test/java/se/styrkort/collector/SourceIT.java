package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.security.Accounts;

/** Sources over the API and as pages. */
class SourceIT {
    private static RunningServer server;
    private static Api api;
    private static Period lastMonth;

    @BeforeAll
    static void start() {
        server = new RunningServer("SourceIT", Map.of());
        api = new Api(server);
        api.store("/catalog", "organisations: [{code: o, name: O}]");
        lastMonth = Period.containing(Granularity.MONTH, LocalDate.now(Schedule.SWEDEN))
                .previous();
        for (Map.Entry<String, Period> delivery : Map.of(
                        "fresh", lastMonth, "paged", lastMonth, "late", lastMonth.plus(-3))
                .entrySet()) {
            Api.Answer taken = api.take(
                    "?source=" + delivery.getKey(),
                    "period,metric,service,organisation,qualifier,value\n%s,cost.total,,o,%s,1\n"
                            .formatted(delivery.getValue(), delivery.getKey()));
            assertEquals(1, taken.number("created"), taken.text());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> put(String code, String json) {
        return server.send(server.to("/api/v1/sources/" + code)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    @Test
    void aSourceThatNobodyDescribedIsWaitedForAsItsFiguresAreLong() {
        List<String> fields = List.of("freshness", "rhythm", "newestPeriod", "expectedPeriod");
        assertEquals(
                "freshness=fresh rhythm=null newestPeriod=%s expectedPeriod=%s".formatted(lastMonth, lastMonth.next()),
                api.get("/sources/fresh").get(fields));
        assertEquals("late", api.get("/sources/late").get("freshness"));
        assertEquals("never_delivered", api.get("/sources/inbox").get("freshness"), "of the built-in collector");
        assertEquals(
                "inbox",
                Api.text(api.get("/sources/inbox").json().get("collectors").get(0)));
        assertTrue(api.items("/sources").size() >= 3);
    }

    @Test
    void whatIsSaidAboutASourceDecidesWhetherItIsLate() {
        assertEquals(
                200,
                put("described", "{\"owner\": \"Ekonomi\", \"rhythm\": \"monthly\", \"maxAge\": \"P20D\"}")
                        .statusCode());
        assertEquals(
                "owner=Ekonomi rhythm=monthly maxAge=P20D freshness=never_delivered lastImport=null",
                api.get("/sources/described").get(List.of("owner", "rhythm", "maxAge", "freshness", "lastImport")));
        assertEquals(
                1,
                api.take(
                                "?source=described",
                                "period,metric,service,organisation,qualifier,value\n%s,cost.total,,o,d,1\n"
                                        .formatted(lastMonth.plus(-3)))
                        .number("created"));
        assertEquals("late", api.get("/sources/described").get("freshness"));
        assertEquals(200, put("described", "{\"rhythm\": \"none\"}").statusCode());
        assertEquals(
                "owner= rhythm=none maxAge=null freshness=no_rhythm",
                api.get("/sources/described").get(List.of("owner", "rhythm", "maxAge", "freshness")));
        assertTrue(api.get("/audit?action=source.described").text().contains("\"target\":\"described\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rhythm\": \"hourly\"} | bad_rhythm",
                "{\"maxAge\": \"20 days\"} | bad_max_age",
                "{\"maxAge\": \"-P1D\"} | bad_max_age",
                "{\"maxAge\": \"P9999D\"} | bad_max_age",
                "{\"owner\": \"a\\u0000b\"} | invalid_parameter",
            })
    void whatCannotBeSoIsSaid(String json, String code) {
        HttpResponse<String> answer = put("bad", json);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("/problems/" + code), answer.body());
        assertEquals(404, api.get("/sources/bad").status());
    }

    @Test
    void aSourceIsDescribedOnItsPage() {
        String password = server.bean(Accounts.class).createIfNone("anna").orElseThrow();
        Visitor anna = Visitor.loggedIn(server, "anna", password);
        String list = anna.get("/sources").body();
        assertTrue(list.contains("Försenad") && list.contains("Har aldrig levererat"), list);
        HttpResponse<String> wrong = anna.post("/sources/paged", "owner=Bo&rhythm=monthly&maxAge=snart");
        assertEquals(400, wrong.statusCode());
        assertTrue(
                wrong.body().contains("”snart” är ingen ålder") && wrong.body().contains("value=\"Bo\""), wrong.body());
        HttpResponse<String> right =
                anna.post("/sources/paged", "owner=Bo&rhythm=monthly&maxAge=P40D&description=Ur+boken");
        assertEquals(200, right.statusCode());
        assertTrue(right.body().contains("Källan är sparad") && right.body().contains("Ur boken"), right.body());
        assertEquals(
                "owner=Bo rhythm=monthly maxAge=P40D description=Ur boken",
                api.get("/sources/paged").get(List.of("owner", "rhythm", "maxAge", "description")));
        assertEquals(303, anna.post("/sources/inbox/run", "collector=inbox").statusCode());
        assertTrue(anna.get("/sources/inbox").body().contains("Insamlaren inbox"));
        assertEquals(404, anna.post("/sources/inbox/run", "collector=no-such").statusCode());
    }

    @Test
    void aCollectorThatIsWrittenWronglyIsExplainedAndNothingIsChanged() {
        Api.Answer answer = api.yaml("/collectors", "code: a\nkind: http\nsource: a\nprofile: observations\n");
        assertEquals(
                "422 /problems/invalid_collector",
                answer.problem().lines().findFirst().orElseThrow());
        assertEquals(404, api.get("/collectors/a").status());
        assertEquals(
                "404 /problems/unknown_profile",
                api.yaml("/collectors", "{code: a, kind: inbox, source: a, profile: no-such}")
                        .problem());
        api.store("/collectors", "{code: own, kind: inbox, source: own, profile: observations}");
        api.store("/collectors", "{code: own, kind: inbox, source: own, profile: observations, enabled: false}");
        assertEquals(
                "version=2 enabled=false lastRun=null",
                api.get("/collectors/own").get(List.of("version", "enabled", "lastRun")));
        assertEquals(
                "409 /problems/collector_kind_fixed",
                api.yaml("/collectors", """
                        {code: own, kind: http, source: own, profile: observations, schedule: {every: PT1H},
                         settings: {url: "https://a.example/"}}""").problem());
    }
}
