package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.security.Accounts;
import se.styrkort.security.Grant;
import se.styrkort.security.Role;

/** What IT management reads of a month and of a year: figures known by hand. */
class AvailabilityPageIT {
    private static RunningServer server;
    private static Instant reported;

    @BeforeAll
    static void start() {
        server = new RunningServer("availability-pages", Map.of());
        Api api = new Api(server);
        api.store("/catalog", """
                objects: [{code: ob, name: O}]
                products: [{code: pr, object: ob, name: P}]
                organisations: [{code: city, name: Staden, kind: municipality}]
                availability_groups: [{code: infra, name: Infra, target: 0.997}]
                service_hours: [{code: always, zone: Europe/Stockholm, week: {mon-sun: "00:00-24:00"}}]
                services:
                  - {code: mail, product: pr, name: E-post, service_hours: always, availability_group: infra,
                     availability_target: 0.999}
                  - {code: meet, product: pr, name: E-möten, service_hours: always, availability_group: infra}
                """);
        assertEquals(200, api.take("?source=use", """
                        period,metric,service,organisation,value
                        2026-05,usage.active_users,mail,city,100
                        2026-05,usage.active_users,meet,city,10
                        """).status());
        send("POST", "/outages", "mail", "2026-05-04T06:00:00Z", "2026-05-04T08:00:00Z", "Okänd", "");
        send("POST", "/outages", "meet", "2026-05-05T06:00:00Z", "2026-05-05T07:00:00Z", "Strömavbrott", "");
        assertEquals(
                200,
                api.post("/outages/complete", "application/json", BodyPublishers.ofString("{}"))
                        .status());
        for (String month : List.of("2026-05", "2026-06")) {
            assertEquals(
                    200,
                    api.post("/periods/" + month + "/close", "application/json", BodyPublishers.ofString("{}"))
                            .status());
        }
        reported = Instant.ofEpochMilli(server.number(
                "select ceil(extract(epoch from max(committed_at)) * 1000)::bigint from styrkort.revision"));
        send(
                "PUT",
                "/outages/1",
                "mail",
                "2026-05-04T06:00:00Z",
                "2026-05-04T07:00:00Z",
                "Switch",
                ", \"changeReason\": \"Enligt loggen\", \"approver\": \"driftchefen\"");
    }

    private static void send(
            String method, String path, String service, String start, String end, String reason, String more) {
        HttpResponse<String> answer = server.send(server.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("""
                                {"service": "%s", "start": "%s", "end": "%s", "reason": "%s"%s}""".formatted(service, start, end, reason, more))));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String html(String path) {
        HttpResponse<String> answer = server.asAdmin(path, "Accept", "text/html");
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]+>", " ").replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    private static String atReport(String path) {
        return path + "&asOf=" + Api.encoded(reported.toString());
    }

    /** May has 744 hours: 3 of 1,488 down, 210 of 81,840 user hours; mail's target leaves 44.64 minutes. */
    @Test
    void aMonthIsWeighedByTimeAndByUsersAndHeldAgainstTargets() {
        String month = text(html(atReport("/availability?period=2026-05")));
        assertTrue(month.contains("99,80 %"), month);
        assertTrue(month.contains("Användarvägd: 99,74 %. 210 användartimmar gick förlorade (2 tjänster"), month);
        assertTrue(month.contains("mål 99,7 %") && month.contains("mål 99,9 %"), month);
        assertTrue(month.contains("1 h 15 min över, 269 % använt"), month);
        assertTrue(month.contains("1 h 14 min kvar, 45 % använt"), "meet has the group's target: " + month);
        assertTrue(month.contains("Okänd") && month.contains("Strömavbrott"), "the interruptions with their causes");
    }

    @Test
    void whatWasRestatedSinceTheReportIsSaid() {
        String june = text(html("/availability?period=2026-06"));
        assertTrue(june.contains("E-post maj 2026 2 h 1 h Enligt loggen"), june);
        String before = text(html(atReport("/availability?period=2026-06")));
        assertTrue(before.contains("Ingen nedtid till och med maj 2026 har ändrats"), before);
        String may = text(html("/availability?period=2026-05"));
        assertFalse(may.contains("Rättat sedan"), "April was never closed: there is no report of it");
        assertTrue(may.contains("110 användartimmar"), may);
    }

    @Test
    void aServicesYearIsAStripAndATable() {
        String page = html("/availability/mail?period=2026-06");
        assertEquals(
                1,
                Pattern.compile("<rect class=\"day-down\" x=")
                        .matcher(page)
                        .results()
                        .count());
        assertTrue(page.contains("x=\"30\""), "the fourth");
        String text = text(page);
        assertTrue(text.contains("juli 2025 till juni 2026: 1."), text);
        assertTrue(text.contains("2026-05-04 24 h 1 h 0 min 0 min"), text);
        assertTrue(text.contains("Switch") && !text.contains("Okänd "), "what is in force");
        assertTrue(text(html(atReport("/availability/mail?period=2026-06"))).contains("Okänd"), "as it was then");
    }

    /** Lost user hours say how many users all are. */
    @Test
    void whoSeesSomeOrganisationsSeesNoWeightOfAll() {
        String password = server.bean(Accounts.class)
                .create("reader", List.of(new Grant(Role.READER, java.util.Set.of("city"), java.util.Set.of())))
                .orElseThrow();
        HttpResponse<String> answer =
                Visitor.loggedIn(server, "reader", password).get("/availability?period=2026-05");
        assertEquals(200, answer.statusCode());
        assertFalse(answer.body().contains("Användarvägd:"), answer.body());
    }
}
