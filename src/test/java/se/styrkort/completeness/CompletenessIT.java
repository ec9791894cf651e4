package se.styrkort.completeness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.security.Accounts;
import se.styrkort.security.Actor;
import se.styrkort.security.Grant;
import se.styrkort.security.Role;

/** Every kind of empty cell, and the answer to why. */
class CompletenessIT {
    private static RunningServer server;
    private static Api api;
    private static Period last;
    private static String beforeTheCorrection;

    @BeforeAll
    static void start() throws InterruptedException {
        server = new RunningServer("CompletenessIT", Map.of());
        api = new Api(server);
        last = Period.containing(Granularity.MONTH, LocalDate.now(ZoneId.of("Europe/Stockholm")))
                .previous();
        api.store("/catalog", """
                objects: [{code: ob, name: O}]
                products: [{code: pr, object: ob, name: P}]
                services:
                  - {code: whole, product: pr, name: Hel, followed: {from: 2026-01}}
                  - {code: holes, product: pr, name: Hål, followed: {from: 2026-02}}
                  - {code: nothing, product: pr, name: Tom, followed: {}}
                  - {code: coming, product: pr, name: Kommande, lifecycle: under_development, followed: {}}
                  - {code: unfollowed, product: pr, name: Ofoljd}
                organisations: [{code: a, name: A}, {code: b, name: B}]
                """);
        take("figures", """
                period;metric;service;organisation;value;state
                2026-01;usage.active_users;whole;a;1;
                2026-01;usage.active_users;whole;b;1;
                2026-02;usage.active_users;whole;a;1;
                2026-02;usage.active_users;whole;b;1;
                2026-03;usage.active_users;whole;a;1;
                2026-01;usage.active_users;holes;a;1;
                2026-02;usage.active_users;holes;a;;MISSING
                2026-03;usage.active_users;holes;a;;NOT_APPLICABLE
                2026-04;usage.active_users;holes;a;;SECRET
                2026-05;usage.active_users;holes;a;12x;
                2026-06;usage.active_users;holes;a;1;
                2026-01;usage.active_users;unfollowed;a;1;
                2026-01;cost.total;unfollowed;a;1;
                """);
        beforeTheCorrection = Instant.now().toString();
        Thread.sleep(5);
        take("figures", """
                period;metric;service;organisation;value;reason
                2026-02;usage.active_users;holes;a;7;Kom senare
                """);
        assertEquals(
                200,
                server.send(server.to("/api/v1/sources/figures")
                                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(
                                        "{\"owner\": \"Ekonomiavdelningen\", \"rhythm\": \"monthly\"}")))
                        .statusCode());
    }

    private static void take(String source, String file) {
        Api.Answer answer = api.take("?source=" + source, file);
        assertEquals(200, answer.status(), answer.text());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The cells of each service, as {@code state cause values/expected}. */
    private static Map<String, List<String>> matrix(String query) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (JsonNode row : api.items("/completeness?metric=usage.active_users&" + query)) {
            List<String> cells = new ArrayList<>();
            for (JsonNode cell : row.get("cells").values()) {
                cells.add((Api.text(cell.get("state")) + " " + Api.text(cell.get("cause")) + " "
                                + Api.text(cell.get("values")) + "/" + Api.text(cell.get("expected")))
                        .replace("null ", ""));
            }
            rows.put(Api.text(row.get("service")), cells);
        }
        return rows;
    }

    @Test
    void everyCellHasItsCause() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put(
                "coming",
                List.of(
                        "empty not_yet_in_operation 0/0",
                        "empty not_yet_in_operation 0/0",
                        "empty not_yet_in_operation 0/0"));
        expected.put("holes", List.of("complete 1/1", "complete 1/1", "empty not_applicable 0/1"));
        expected.put(
                "nothing",
                List.of("empty never_delivered 0/0", "empty never_delivered 0/0", "empty never_delivered 0/0"));
        expected.put("whole", List.of("complete 2/2", "complete 2/2", "partly never_delivered 1/2"));
        assertEquals(expected, matrix("from=2026-01&to=2026-03"));
        assertEquals(
                List.of("empty secret 0/1", "empty rejected_row 0/1", "complete 1/1", "empty source_late 0/1"),
                matrix("from=2026-04&to=2026-07").get("holes"));
    }

    @Test
    void whatIsNotFollowedOrNotOverIsNotWaitedFor() {
        assertEquals(
                List.of("empty not_followed 0/0"),
                matrix("from=2025-12&to=2025-12").get("holes"));
        String running = last.next().code();
        assertEquals(
                List.of("empty period_not_over 0/2"),
                matrix("from=" + running + "&to=" + running).get("whole"));
        assertEquals(
                "[usage.active_users]",
                api.items("/completeness").stream()
                        .map(row -> Api.text(row.get("metric")))
                        .distinct()
                        .toList()
                        .toString(),
                "what no followed service has is expected of none");
    }

    @Test
    void oneOrganisationsSeriesAreJudgedAlone() {
        assertEquals(
                List.of("complete 1/1", "empty never_delivered 0/1"),
                matrix("organisation=b&from=2026-02&to=2026-03&service=whole").get("whole"));
    }

    @Test
    void asItWasKnownThenItWasMissing() {
        assertEquals(
                List.of("empty missing 0/1"),
                matrix("from=2026-02&to=2026-02&asOf=" + beforeTheCorrection).get("holes"));
        assertEquals(List.of("complete 1/1"), matrix("from=2026-02&to=2026-02").get("holes"));
    }

    @Test
    void anEmptyCellSaysWhyInWordsAndLeadsToTheRowAndTheOwner() {
        Api.Answer why = api.get("/completeness/why?metric=usage.active_users&service=holes&period=2026-05");
        assertEquals("state=empty cause=rejected_row", why.get(List.of("state", "cause")));
        assertTrue(why.get("answer").contains("was delivered but rejected"), why.text());
        JsonNode row = why.json().get("rejections").get(0);
        assertEquals(
                "1 11 value bad_number /imports/1",
                List.of("importId", "line", "column", "code", "href").stream()
                        .map(field -> Api.text(row.get(field)))
                        .collect(Collectors.joining(" ")));
        JsonNode source = why.json().get("sources").get(0);
        assertEquals(
                "figures Ekonomiavdelningen late /sources/figures",
                List.of("code", "owner", "freshness", "href").stream()
                        .map(field -> Api.text(source.get(field)))
                        .collect(Collectors.joining(" ")));
        assertEquals(
                400,
                api.get("/completeness/why?metric=usage.active_users&service=holes")
                        .status());
        assertEquals(
                400,
                api.get("/completeness/why?metric=no.such&service=holes&period=2026-05")
                        .status());
        assertEquals(
                400,
                api.get("/completeness?from=0001-01&to=9999-12&metric=usage.active_users")
                        .status());
    }

    @Test
    void thePageShowsSignsAndWordsThatLeadToTheAnswer() {
        String password = server.bean(Accounts.class).createIfNone("anna").orElseThrow();
        Visitor anna = Visitor.loggedIn(server, "anna", password);
        String page = anna.get("/completeness?year=2026").body();
        assertTrue(page.contains("</span> Avvisad rad</a>") && page.contains("◐"), page);
        assertTrue(page.contains("</span> 1 av 2</a>"), page);
        assertFalse(page.contains("Ofoljd"));
        String why = anna.get("/completeness/why?metric=usage.active_users&service=holes&period=2026-05")
                .body();
        assertTrue(why.contains("Ansvarig: Ekonomiavdelningen.") && why.contains("rad 11"), why);
        assertTrue(why.contains("href=\"/imports/1\""), why);
        assertEquals(200, anna.get("/completeness?year=2020&lang=en").statusCode());
    }

    private static MatrixRepository.Reading may(Actor actor, String metric) {
        Period period = Period.parse("2026-05").orElseThrow();
        return server.bean(MatrixRepository.class)
                .read(actor, new Question(metric, "holes", null, period, period, null));
    }

    private static @Nullable Cause cause(MatrixRepository.Reading reading) {
        return reading.matrices()
                .getFirst()
                .rows()
                .getFirst()
                .cells()
                .getFirst()
                .cause();
    }

    @Test
    void rejectedRowsAreShownToThoseWhoMaySeeTheDeliveries() {
        String metric = "usage.active_users";
        assertEquals(
                1, may(Actor.ofEverything("x", Role.AUDITOR), metric).rejected().size());
        MatrixRepository.Reading reader = may(Actor.ofEverything("x", Role.READER), metric);
        assertEquals(Cause.REJECTED_ROW, cause(reader));
        assertEquals(List.of(), reader.rejected());
        Actor elsewhere = new Actor("x", List.of(new Grant(Role.STEWARD, Set.of("a"), Set.of())));
        assertEquals(List.of(), may(elsewhere, metric).rejected(), "of another's delivery");
    }

    @Test
    void aRowOfNobodyKnownIsNotEverybodys() {
        String metric = "availability.down_s";
        take("desk", """
                period;metric;service;organisation;value
                2026-05;availability.down_s;holes;nobody-knows;1
                """);
        assertEquals(Cause.REJECTED_ROW, cause(may(Actor.ofEverything("x", Role.READER), metric)));
        Actor limited = new Actor("x", List.of(new Grant(Role.READER, Set.of("b"), Set.of())));
        assertEquals(Cause.NEVER_DELIVERED, cause(may(limited, metric)));
    }

    @Test
    void howeverManyRowsWaitElsewhereACellKeepsItsCause() {
        StringBuilder many = new StringBuilder("period;metric;service;organisation;value\n");
        for (int i = 0; i < 10_001; i++) {
            many.append("2026-05;usage.active_users;unfollowed;a;12x\n");
        }
        take("many", many.toString());
        assertEquals(
                List.of("empty rejected_row 0/1"),
                matrix("from=2026-05&to=2026-05").get("holes"));
        assertEquals(
                1,
                may(Actor.ofEverything("x", Role.AUDITOR), "usage.active_users")
                        .rejected()
                        .size());
    }
}
