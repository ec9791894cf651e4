package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.security.Accounts;
import se.styrkort.security.Grant;
import se.styrkort.security.Role;

/** What operators do on pages, by the forms that the pages have. */
class OutagePageIT {
    private static RunningServer server;
    private static Visitor operator;
    private static Visitor steward;

    @BeforeAll
    static void start() {
        server = new RunningServer("outage-pages", Map.of());
        new Api(server).store("/catalog", """
                objects: [{code: ob, name: O}]
                products: [{code: pr, object: ob, name: P}]
                service_hours: [{code: always, zone: Europe/Stockholm, week: {mon-sun: "00:00-24:00"}}]
                services:
                  - {code: mail, product: pr, name: {sv: E-post, en: E-mail}, service_hours: always}
                  - {code: meet, product: pr, name: {sv: E-möten, en: Meetings}, service_hours: always}
                """);
        operator = loggedIn("operator", Role.IT_MANAGEMENT);
        steward = loggedIn("steward", Role.STEWARD);
    }

    private static Visitor loggedIn(String name, Role role) {
        String password = server.bean(Accounts.class)
                .create(name, List.of(Grant.ofEverything(role)))
                .orElseThrow();
        return Visitor.loggedIn(server, name, password);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Api.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String june(String service, String start, String end, String more) {
        return form(Map.of("service", service, "kind", "unplanned", "start", start, "end", end)) + more;
    }

    /** The mark that the page with the effect has. */
    private static String shown(HttpResponse<String> page) {
        Matcher mark = Pattern.compile("name=\"shown\" value=\"([^\"]*)\"").matcher(page.body());
        assertTrue(mark.find(), page.body());
        return "&step=save&shown=" + Api.encoded(mark.group(1));
    }

    private static String text(HttpResponse<String> answer) {
        return answer.body().replaceAll("<[^>]+>", " ").replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    private static long id(HttpResponse<String> saved) {
        assertEquals(303, saved.statusCode(), saved.body());
        String location = saved.headers().firstValue("Location").orElseThrow();
        Matcher id = Pattern.compile("/outages/(\\d+)\\?saved=true").matcher(location);
        assertTrue(id.matches(), location);
        return Long.parseLong(id.group(1));
    }

    private static long outages() {
        return server.number("select count(*) as n from styrkort.outage");
    }

    @Test
    void nothingIsSavedThatWasNotShown() {
        long before = outages();
        String first = june("mail", "2026-06-01T08:00", "2026-06-01T10:00", "");
        HttpResponse<String> unseen = operator.post("/outages/new", first + "&step=save");
        assertEquals(200, unseen.statusCode());
        assertEquals(before, outages(), "the effect comes first");
        String effect = text(unseen);
        assertTrue(effect.contains("E-post juni 2026 Före 720 h 0 min 0 min 0"), effect);
        assertTrue(effect.contains("Efter 720 h 0 min 2 h 1 99,72 %"), effect);
        String other = june("mail", "2026-06-01T08:00", "2026-06-01T12:00", "");
        HttpResponse<String> changed = operator.post("/outages/new", other + shown(unseen));
        assertTrue(text(changed).contains("Efter 720 h 0 min 4 h 1 99,44 %"), text(changed));
        assertEquals(before, outages(), "the effect of something else was shown");

        long id = id(operator.post("/outages/new", other + shown(changed)));
        assertEquals(before + 1, outages());
        Map<String, Object> row =
                server.row("select started_at::text as at, actor from styrkort.outage" + " where outage_id = " + id);
        assertEquals("operator", row.get("actor"));
        assertTrue(
                String.valueOf(row.get("at")).matches("2026-06-01 (06:00:00\\+00|08:00:00\\+02)"),
                "Swedish time: " + row);
        assertTrue(
                text(operator.get("/outages?service=mail&month=2026-06")).contains("E-post Störning 2026-06-01 08:00"));
        assertFalse(text(operator.get("/outages?service=mail&month=2026-05")).contains("2026-06-01 08:00"));
    }

    @Test
    void aCorrectionKeepsWhatWasSaidAndNamesItsApprover() {
        String said = june("meet", "2026-06-02T08:00", "2026-06-02T10:00", "&reason=Okänd");
        long id = id(operator.post("/outages/new", said + shown(operator.post("/outages/new", said))));
        String corrected = june("meet", "2026-06-02T08:00", "2026-06-02T09:00", "&reason=Switch");
        HttpResponse<String> bare = operator.post("/outages/" + id, corrected);
        assertEquals(422, bare.statusCode());
        assertTrue(
                text(bare).contains("Skäl") && bare.body().contains("2026-06-02T09:00"), "what was filled in is there");
        String why = corrected + "&changeReason=Enligt+loggen&approver=driftchefen";
        HttpResponse<String> effect = operator.post("/outages/" + id, why);
        assertTrue(
                text(effect).contains("Före 720 h 0 min 2 h 1") && text(effect).contains("Efter 720 h 0 min 1 h 1"),
                text(effect));
        assertEquals(id, id(operator.post("/outages/" + id, why + shown(effect))));
        String page = text(operator.get("/outages/" + id));
        assertTrue(page.contains("gäller") && page.contains("ersatt"), page);
        assertTrue(page.contains("Okänd") && page.contains("Switch") && page.contains("Enligt loggen"), page);
        assertTrue(page.contains("driftchefen"), page);

        String never = "changeReason=Fel+larm&approver=driftchefen";
        HttpResponse<String> gone = operator.post("/outages/" + id + "/withdraw", never);
        assertTrue(text(gone).contains("Efter 720 h 0 min 0 min 0"), text(gone));
        id(operator.post("/outages/" + id + "/withdraw", never + shown(gone)));
        assertTrue(text(operator.get("/outages/" + id)).contains("Avbrottet är återkallat"));
        assertFalse(text(operator.get("/outages?service=meet")).contains("2026-06-02"));
        assertEquals(409, operator.post("/outages/" + id, why).statusCode());
    }

    @Test
    void aClosedMonthDemandsAReasonAndTheRight() {
        String may = june("meet", "2026-05-04T08:00", "2026-05-04T10:00", "");
        id(operator.post("/outages/new", may + shown(operator.post("/outages/new", may))));
        Api api = new Api(server);
        assertEquals(
                1L,
                server.row(
                                "select count(*) as n from styrkort.observation o join styrkort.series s using (series_id)"
                                        + " join styrkort.catalog_entry m on m.entry_id = s.metric_id"
                                        + " join styrkort.catalog_entry e on e.entry_id = s.service_id"
                                        + " where m.code = 'availability.agreed_s' and e.code = 'meet' and o.period = '2026-05-01'")
                        .get("n"),
                "the month has figures");
        assertEquals(
                200,
                api.post(
                                "/periods/2026-05/close",
                                "application/json",
                                java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                        .status());
        String more = june("meet", "2026-05-05T08:00", "2026-05-05T10:00", "");
        HttpResponse<String> refused = operator.post("/outages/new", more);
        assertTrue(text(refused).contains("behörighet att rätta stängda perioder"), text(refused));
        assertFalse(refused.body().contains("value=\"save\""), "there is nothing to save");
        HttpResponse<String> asked = steward.post("/outages/new", more);
        assertTrue(text(asked).contains("är stängd och dess siffror ändras. Ange ett skäl"), text(asked));
        assertFalse(asked.body().contains("value=\"save\""), "not without a reason");
        assertTrue(asked.body().contains("name=\"changeReason\""), "and here is where to give it");
        String why = more + "&changeReason=Upptäckt+i+efterhand";
        HttpResponse<String> effect = steward.post("/outages/new", why);
        id(steward.post("/outages/new", why + shown(effect)));
    }

    @Test
    void whatCannotBeIsSaidBesideTheForm() {
        for (String[] wrong : List.of(
                new String[] {june("mail", "2026-06-01T10:00", "2026-06-01T08:00", ""), "422", "slutar innan det börjar"
                },
                new String[] {june("mail", "2026-03-29T02:30", "", ""), "400", "2026-03-29T02:30"},
                new String[] {june("", "2026-06-01T10:00", "", ""), "400", "service"})) {
            HttpResponse<String> answer = operator.post("/outages/new", wrong[0]);
            assertEquals(wrong[1], String.valueOf(answer.statusCode()), wrong[0]);
            assertTrue(text(answer).contains(wrong[2]), text(answer));
            assertTrue(answer.body().contains("name=\"start\""), "the form is there");
        }
        assertEquals(404, operator.get("/outages/999999").statusCode());
        assertEquals(404, operator.get("/outages?month=2026-13").statusCode());
    }

    @Test
    void wordThatNothingElseWasDownIsNoted() {
        long before = server.number("select count(*) from styrkort.outage_delivery");
        HttpResponse<String> answer = operator.post("/outages/complete", "");
        assertEquals(
                "/outages?done=true", answer.headers().firstValue("Location").orElse(""));
        assertEquals(before + 1, server.number("select count(*) from styrkort.outage_delivery"));
    }

    /** What was forgotten while the month was open can be entered all the same, by who may, with a reason. */
    @Test
    void anOutageOfAClosedMonthIsAskedForItsReason() {
        id(steward.post("/outages/new", confirmed(june("mail", "2026-02-03T08:00", "2026-02-03T09:00", ""))));
        assertEquals(
                200,
                new Api(server)
                        .post("/periods/2026-02/close", "application/json", BodyPublishers.ofString("{}"))
                        .status());
        String late = june("mail", "2026-02-04T08:00", "2026-02-04T09:00", "");
        HttpResponse<String> asked = steward.post("/outages/new", late);
        assertEquals(200, asked.statusCode(), asked.body());
        assertTrue(asked.body().contains("name=\"changeReason\""), asked.body());
        assertTrue(text(asked).contains("är stängd"), text(asked));
        String reasoned = late + "&changeReason=" + Api.encoded("Glömdes bort") + "&approver=chefen";
        HttpResponse<String> effect = steward.post("/outages/new", reasoned);
        assertEquals(200, effect.statusCode(), effect.body());
        id(steward.post("/outages/new", reasoned + shown(effect)));
        HttpResponse<String> unable =
                operator.post("/outages/new", june("mail", "2026-02-05T08:00", "2026-02-05T09:00", ""));
        assertEquals(200, unable.statusCode(), unable.body());
        assertTrue(text(unable).contains("behörighet att rätta stängda perioder"), text(unable));
    }

    /** The entry with the mark of its effect, which is looked at first. */
    private static String confirmed(String entry) {
        return entry + shown(steward.post("/outages/new", entry));
    }
}
