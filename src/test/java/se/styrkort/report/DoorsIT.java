package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.security.Accounts;
import se.styrkort.security.Grant;
import se.styrkort.security.Role;

/** The doors' figures, from the files that brought them to the page that shows them, and who sees which. */
class DoorsIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("DoorsIT", Map.of());

    private static final Api API = new Api(SERVER);
    private static final String HEADER = "period,metric,service,organisation,qualifier,value,quality,reason\n";

    private static Visitor objectOwner;
    private static Visitor reader;
    private static Visitor itManagement;

    private static void take(String fileName, String rows) {
        Api.Answer answer = API.take("?source=doors&fileName=" + fileName, HEADER + rows);
        assertEquals("200 0", answer.status() + " " + answer.get("rejected"), answer.text());
    }

    private static void close(String month) {
        assertEquals(
                200,
                API.post("/periods/" + month + "/close", "application/json", BodyPublishers.noBody())
                        .status());
    }

    private static Visitor account(String name, Grant grant) {
        return Visitor.loggedIn(
                SERVER,
                name,
                SERVER.bean(Accounts.class).create(name, List.of(grant)).orElseThrow());
    }

    @BeforeAll
    static void figures() {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}, {code: omsorg, name: Omsorg}]
                products:
                  - {code: anv, object: ikt, name: Användarnära}
                  - {code: jour, object: omsorg, name: Journal}
                services:
                  - {code: e-moten, product: anv, name: E-möten, availability_group: business_system}
                  - {code: natverk, product: anv, name: Nätverk, availability_group: infrastructure}
                  - {code: skript, product: anv, name: "<script>alert(1)</script>"}
                  - {code: journal, product: jour, name: Journalen, availability_group: business_system}
                organisations:
                  - {code: stad, name: Staden, kind: municipality}
                  - {code: skola, name: Skolan, kind: board, parent: stad}
                  - {code: vard, name: Vården, kind: board, parent: stad}
                """);
        take("mars.csv", """
                2025-03,usage.active_users,e-moten,skola,,50,,
                2025-03,usage.active_users,e-moten,vard,,40,,
                2026-03,usage.active_users,e-moten,skola,,60,,
                2026-03,usage.active_users,e-moten,vard,,30,PRELIMINARY,
                2026-03,usage.target_group,e-moten,skola,,80,,
                2026-03,usage.target_group,e-moten,vard,,40,,
                2026-03,cost.total,e-moten,skola,operating,1500,,
                2026-03,cost.total,e-moten,skola,capital,300,,
                2026-03,cost.total,e-moten,vard,operating,900,,
                2026-04,usage.active_users,e-moten,skola,,66,,
                2025-04,usage.active_users,e-moten,skola,,60,,
                2026-03,usage.volume,skript,skola,,4,,
                2026-03,cost.total,skript,skola,operating,..,,
                2026-03,usage.active_users,journal,vard,,10,,
                2026-02,usage.active_users,natverk,vard,,5,,
                2026-03,usage.active_users,natverk,skola,,20,,
                2026-03,availability.agreed_s,e-moten,,,712800,,
                2026-03,availability.planned_s,e-moten,,,7200,,
                2026-03,availability.down_s,e-moten,,,5700,,
                2026-03,availability.unknown_s,e-moten,,,3600,,
                2026-03,availability.interruptions,e-moten,,,3,,
                2026-03,availability.agreed_s,natverk,,,2674800,,
                2026-03,availability.planned_s,natverk,,,0,,
                2026-03,availability.down_s,natverk,,,60,,
                2026-03,availability.unknown_s,natverk,,,0,,
                2026-03,availability.agreed_s,journal,,,100,,
                2026-03,availability.planned_s,journal,,,0,,
                2026-03,availability.down_s,journal,,,200,,
                """);
        close("2025-03");
        close("2026-02");
        close("2026-03");
        objectOwner = account("agare", new Grant(Role.OBJECT_OWNER, Set.of(), Set.of("ikt")));
        reader = account("lasare", new Grant(Role.READER, Set.of("skola"), Set.of()));
        itManagement = account("it", Grant.ofEverything(Role.IT_MANAGEMENT));
    }

    /** What a reader reads of a page: its text, one space between words, in Swedish. */
    private static String text(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        String main = answer.body().substring(answer.body().indexOf("<main"));
        return main.replaceAll("<[^>]*>", " ").replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    private static String read(String path) {
        return text(SERVER.asAdmin(path, "Accept", "text/html", "Accept-Language", "sv"));
    }

    private static String read(Visitor visitor, String path) {
        return text(visitor.get(path, "Accept", "text/html", "Accept-Language", "sv"));
    }

    private static void assertSays(String text, String... words) {
        for (String word : words) {
            assertTrue(text.contains(word), () -> word + " is not in: " + text);
        }
    }

    private static void assertSaysNot(String text, String... words) {
        for (String word : words) {
            assertFalse(text.contains(word), () -> word + " is in: " + text);
        }
    }

    @Test
    void aServicesUseIsHeldAgainstTheYearBeforeAndItsTargetGroup() {
        String page = read("/usage/e-moten");
        assertSays(
                page,
                "E-möten: användning, mars 2026", // the last closed month, although April has figures
                "Aktiva användare 90",
                "Mot mars 2025 ±0,0 %",
                "Andel av målgruppen 75,0 %",
                "Kostnad 2 700 kr",
                "Kostnad per användare eller enhet 30,00 kr",
                "preliminär eller uppskattad",
                "Staden 90 ±0,0 % 120 75,0 %",
                "Skolan 60 +20,0 % 80 75,0 %",
                "Vården 30 −25,0 % 40 75,0 %");
        assertSays(read("/usage/e-moten?organisation=skola"), "Aktiva användare 60", "Mot mars 2025 +20,0 %");
    }

    @Test
    void anOpenMonthIsShownAsOpenAndComparedWithNothing() {
        assertSays(
                read("/usage/e-moten?period=2026-04"),
                "Månaden april 2026 är öppen",
                "Aktiva användare 66",
                "Mot april 2025 jämförs när månaden är stängd");
    }

    @Test
    void aSecretFigureIsCalledSecretAndANameIsNeverCode() {
        HttpResponse<String> answer = SERVER.asAdmin("/usage", "Accept", "text/html", "Accept-Language", "sv");
        assertFalse(answer.body().contains("<script>alert"), "a service's name is text");
        assertSays(
                text(answer), "&lt;script&gt;alert(1)&lt;/script&gt;", "4 enheter", "ej tillämpligt sekretess saknas");
    }

    @Test
    void theOverviewHasEachProductsServicesAndCost() {
        String page = read("/usage?product=anv");
        assertSays(page, "Användning, mars 2026", "E-möten preliminär 90 användare ±0,0 % 75,0 % 2 700 kr 30,00 kr");
        assertSaysNot(page, "Journalen 10");
        assertSays(read("/usage?product=omsorg"), "Journalen 10 användare");
        assertSays(read("/usage?period=2019-01"), "Inga tjänster i urvalet har uppgifter");
    }

    @Test
    void availabilityIsHeldAgainstTheScorecardsTarget() {
        String page = read("/availability");
        assertSays(
                page,
                "Tillgänglighet, mars 2026",
                "0 under målet",
                "1 nära målet",
                "1 når målet",
                "1 utan uppgift",
                "Målet är minst 99,5 %. Det kommer från mätetalet ”Tillgänglighet under servicetid” i styrkortsmodellen"
                        + " It-styrkort, version 1.",
                "E-möten 99,19 % minst 98,68 % ≈ Nära målet 1 h 35 min",
                "Nätverk 99,99 % ✓ Målet nått 1 min 3 h 42 min kvar, 0 % använt 100 % – 0 min",
                "Journalen går inte ihop");
        assertTrue(page.indexOf("E-möten 99,19") < page.indexOf("Journalen går"), "what has no figure comes last");
        assertSays(
                read("/availability/e-moten"),
                "mars 2026 99,19 % ≈ Nära målet 98,68 % 99,49 % 98,19 % 198 h 1 h 35 min 2 h 3 32 min");
    }

    /** Two versions of one model, and a model whose measure is of another thing: the target is that of the month. */
    @Test
    void theTargetIsThatOfTheVersionThatScoresTheMonth() {
        assertSays(read("/availability/e-moten?period=2019-12"), "har inga uppgifter");
        assertSays(read("/availability/e-moten?period=2026-03"), "Målet är minst 99,5 %");
        API.store("/models", """
                code: it-styrkort
                version: 2
                valid_from: 2026-05
                name: {sv: It-styrkort, en: IT scorecard}
                perspectives:
                  - code: quality
                    name: {sv: It-kvalitet, en: IT quality}
                    measures:
                      - code: availability_service_hours
                        name: {sv: Tillgänglighet, en: Availability}
                        value: 1 - common(availability.down_s) / (common(availability.agreed_s) - common(availability.planned_s))
                        normalisation: {goalposts: {zero: 0.9, hundred: 1}}
                        target: 0.97
                """);
        assertSays(read("/availability/e-moten?period=2026-03"), "Målet är minst 99,5 %", "version 1");
        assertSays(read("/availability/e-moten?period=2026-05"), "Målet är minst 97 %", "version 2");
    }

    @Test
    void anOrganisationSeesTheServicesThatItUsed() {
        String page = read("/availability?organisation=vard");
        assertSays(page, "Tjänster som Vården använde i mars 2026", "E-möten 99,19 %", "Journalen");
        assertSaysNot(page, "Nätverk 99,99");
    }

    @Test
    void anObjectOwnerSeesTheObjectsServices() {
        String page = read(objectOwner, "/usage");
        assertSays(page, "E-möten preliminär 90 användare");
        assertSaysNot(page, "Siffrorna gäller de organisationer");
        assertSaysNot(page, "Journal");
        assertEquals(
                403, objectOwner.get("/usage/journal", "Accept", "text/html").statusCode());
        assertEquals(
                403,
                objectOwner.get("/availability/journal", "Accept", "text/html").statusCode());
        assertSays(read(objectOwner, "/availability"), "E-möten 99,19 %");
        assertSaysNot(read(objectOwner, "/availability"), "Journalen");
    }

    @Test
    void aReaderSeesTheOwnOrganisationsPart() {
        String page = read(reader, "/usage/e-moten");
        assertSays(
                page,
                "Aktiva användare 60",
                "Siffrorna gäller de organisationer som du har behörighet till",
                "Skolan 60");
        assertSaysNot(page, "Vården", "Staden");
        assertEquals(
                403,
                reader.get("/usage/e-moten?organisation=vard", "Accept", "text/html")
                        .statusCode());
        assertEquals(
                403,
                reader.get("/usage?organisation=stad", "Accept", "text/html").statusCode());
    }

    @Test
    void whoMayOpenOneDoorIsLedToIt() {
        HttpResponse<String> start = itManagement.get("/", "Accept", "text/html");
        assertEquals(303, start.statusCode());
        assertEquals("/availability", start.headers().firstValue("Location").orElse(""));
        assertEquals(403, itManagement.get("/usage", "Accept", "text/html").statusCode());
        String page = itManagement.get("/availability", "Accept", "text/html").body();
        assertFalse(page.contains("href=\"/usage"), "no way is shown to what is closed");
        assertSays(
                read(reader, "/"),
                "I mars 2026 har 3 tjänster uppgifter.",
                "I mars 2026 var 0 av 2 tjänster under sitt mål");
    }

    @ParameterizedTest
    @CsvSource({
        "/usage/nope, 404",
        "/availability/nope, 404",
        "/usage?period=2026-13, 404",
        "/usage?period=2026-Q1, 404",
        "/availability?organisation=nope, 404",
        "/availability?product=nope, 404",
        "/usage?asOf=yesterday, 400",
    })
    void whatDoesNotExistIsSaid(String path, int status) {
        assertEquals(status, SERVER.asAdmin(path, "Accept", "text/html").statusCode());
    }

    /** Vården had users in February and has none in March: the sum is not whole, though nothing in it is empty. */
    @Test
    void aSumSaysWhatHasNotComeSinceTheMonthBefore() {
        String line = " 1 har inte kommit";
        assertSays(read("/usage/natverk"), line);
        assertSays(read("/usage?product=anv"), line);
        assertSaysNot(read("/usage/natverk?organisation=skola"), line);
        assertSaysNot(read("/usage/e-moten"), line);
    }

    /** What came later is not to be chosen where it was not known. */
    @Test
    void lookingBackTheMonthsAreThoseThatWereThen() {
        String then = Instant.now().toString();
        take("september.csv", "2026-09,usage.active_users,e-moten,skola,,70,,\n");
        String september = "value=\"2026-09\"";
        assertTrue(SERVER.asAdmin("/usage", "Accept", "text/html").body().contains(september));
        String past =
                SERVER.asAdmin("/usage?asOf=" + then, "Accept", "text/html").body();
        assertTrue(past.contains("value=\"2026-04\""), past);
        assertFalse(past.contains(september), past);
        assertSays(read("/usage?asOf=2020-01-01T00:00:00Z"), "Det finns inga mätvärden att visa här ännu");
    }

    /** April has figures, but is open. */
    @Test
    void theStartPageSpeaksOfTheLastClosedMonth() {
        String start = text(SERVER.asAdmin("/", "Accept", "text/html", "Accept-Language", "sv"));
        assertSays(start, "I mars 2026 har 4 tjänster uppgifter", "I mars 2026 har 3 organisationer styrkort");
    }

    private static void lastVisitWasAnHourAgo() {
        SERVER.row("update styrkort.visit set at = at - interval '1 hour' where username = 'agare'"
                + " and page = 'usage/natverk' returning username");
    }

    @Test
    void aReaderIsToldWhatHasHappenedSinceTheLastVisit() {
        String path = "/usage/natverk";
        assertSays(
                read(objectOwner, path),
                "Nästa gång du kommer hit",
                "Saknas i mars 2026",
                "Aktiva användare, Vården: senast februari 2026");
        lastVisitWasAnHourAgo();
        String then = Instant.now().toString();
        assertSays(read(objectOwner, path), "Inget har kommit eller rättats sedan du var här");
        lastVisitWasAnHourAgo();
        take("rattelse.csv", """
                2026-03,usage.active_users,natverk,skola,,23,,Dubbletter borttagna
                2026-03,usage.target_group,natverk,skola,,40,,
                """);
        for (int i = 0; i < 2; i++) { // the second time is the same visit
            assertSays(
                    read(objectOwner, path),
                    "Det här har kommit eller rättats sedan du var här",
                    "Målgrupp, mars 2026 (antal uppgifter: 1)",
                    "Aktiva användare mars 2026 Skolan 20 användare 23 användare Dubbletter borttagna");
        }
        String past = read(objectOwner, path + "?asOf=" + Api.encoded(then));
        assertSays(past, "Så här såg det ut", "Aktiva användare 20");
        assertSaysNot(past, "Nytt, rättat och saknat");
        lastVisitWasAnHourAgo();
        assertSays(read(objectOwner, path), "Inget har kommit eller rättats sedan du var här");
    }
}
