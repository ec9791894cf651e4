package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.Visitor;
import se.styrkort.security.Accounts;

/** The current operating information, open to everybody and not. */
class StatusIT {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final List<String> FORMS = List.of("/status", "/status.json", "/status.atom");

    private static final String CATALOG = """
            objects: [{code: ikt, name: IKT}]
            products: [{code: nara, object: ikt, name: Nära}]
            services:
              - {code: secret-code-mail, product: nara, name: {sv: E-post & kalender, en: E-mail & calendar}}
              - {code: secret-code-meet, product: nara, name: {sv: E-möten, en: Online meetings}}
            """;

    private static RunningServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = new RunningServer("status", Map.of("styrkort.security.public-status", true));
        Api api = new Api(server);
        api.store("/catalog", CATALOG);
        take("SECRET-SOURCE-A", """
                id,service,start,end,kind,reason,published,message
                1,secret-code-mail,-PT2H,,unplanned,SECRET-REASON disk,true,"Ring <b>växeln</b> & ""vänta"".\u0001"
                2,secret-code-mail,-PT2H,,unplanned,SECRET-REASON leak,false,SECRET-MESSAGE of what is not published
                3,secret-code-meet,PT72H,PT74H,planned,SECRET-REASON patch,true,Använd telefon.
                4,secret-code-meet,PT744H,PT745H,planned,,true,SECRET-LATER
                5,secret-code-meet,-PT4H,-PT2H,unplanned,,true,Åter i drift.
                6,secret-code-meet,-PT28H,-PT25H,unplanned,,true,SECRET-EARLIER
                7,secret-code-mail,-PT1H,,unplanned,,true,SECRET-WITHDRAWN
                8,secret-code-meet,-PT1H,PT1H,planned,,true,SECRET-OLD-VERSION
                9,secret-code-mail,PT5H,,unplanned,,true,SECRET-FUTURE
                10,secret-code-mail,-PT3H,,unplanned,,true,SECRET-NO-LONGER-PUBLISHED
                """);
        take("SECRET-SOURCE-A", """
                id,service,start,end,kind,published,message
                8,secret-code-meet,-PT1H,PT2H,planned,true,Pågår längre än planerat.
                10,secret-code-mail,-PT3H,,unplanned,false,SECRET-NO-LONGER-PUBLISHED
                """);
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement()) {
            assertEquals(
                    1, statement.executeUpdate("update styrkort.outage set withdrawn = true where key like '%7%'"));
            statement.executeUpdate("update styrkort.outage set actor = 'SECRET-ACTOR', approver = 'SECRET-APPROVER',"
                    + " change_reason = 'SECRET-CHANGE'");
        }
    }

    /** A file whose times are said from now; the files' order is the order in which they were delivered. */
    private static void take(String source, String file) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<String> lines = new ArrayList<>();
        for (String line : file.lines().toList()) {
            String[] cells = line.split(",", 5);
            for (int i = 2; i < 4; i++) {
                if (cells[i].contains("PT")) {
                    cells[i] = now.plus(Duration.parse(cells[i])).toString();
                }
            }
            lines.add(String.join(",", cells));
        }
        Api.Answer answer = new Api(server)
                .take(
                        "?profile=outages&source=" + source,
                        String.join("\n", lines).replace("\\u0001", "\u0001"));
        assertEquals("200 0", answer.status() + " " + answer.get("rejected"), answer.text());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/status?lang=en", "/status.json", "/status.atom", "/status.atom?lang=en"})
    void nothingInternalIsInIt(String form) {
        HttpResponse<String> answer = server.get(form);
        assertEquals(200, answer.statusCode());
        String text = answer.body().toLowerCase(java.util.Locale.ROOT);
        assertFalse(text.contains("secret"), answer.body());
        assertTrue(text.contains("använd telefon"), answer.body());
    }

    @Test
    void itSaysWhatGoesOnWhatIsPlannedAndWhatEnded() {
        JsonNode told = new Api.Answer(200, "", server.get("/status.json").body()).json();
        List<String> items = new ArrayList<>();
        for (JsonNode item : told.get("items").values()) {
            Set<String> fields = new HashSet<>();
            item.entries().forEach(entry -> fields.add(entry.getKey()));
            assertEquals(Set.of("id", "service", "kind", "state", "start", "end", "message"), fields);
            items.add(Api.text(item.get("state")) + " " + Api.text(item.get("kind")) + " "
                    + Api.text(item.get("service").get("sv")) + " "
                    + Api.text(item.get("service").get("en")) + " "
                    + !item.get("end").isNull());
        }
        assertEquals(
                List.of(
                        "ongoing unplanned E-post & kalender E-mail & calendar false",
                        "ongoing planned E-möten Online meetings true",
                        "planned planned E-möten Online meetings true",
                        "ended unplanned E-möten Online meetings true"),
                items);
        Instant at = Instant.parse(Api.text(told.get("generatedAt")));
        assertTrue(Duration.between(at, Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0);
    }

    @Test
    void theLatestVersionIsShown() {
        assertTrue(server.get("/status").body().contains("Pågår längre än planerat."));
    }

    @Test
    void everybodyMayKeepItForAMinuteAndNobodyIsToldApart() {
        String password = server.bean(Accounts.class).createIfNone("anna").orElseThrow();
        Visitor anna = Visitor.loggedIn(server, "anna", password);
        for (String form : FORMS) {
            for (HttpResponse<String> answer :
                    List.of(server.get(form + "?lang=en"), anna.get(form + "?lang=en"), server.asAdmin(form))) {
                assertEquals(200, answer.statusCode());
                assertEquals(List.of("public, max-age=60"), answer.headers().allValues("Cache-Control"), form);
                assertEquals(List.of(), answer.headers().allValues("Set-Cookie"), form);
                assertEquals(
                        "nosniff",
                        answer.headers().firstValue("X-Content-Type-Options").orElse(""));
                assertFalse(answer.body().contains("anna"), form);
            }
        }
        assertEquals(200, anna.get("/imports").statusCode(), "still logged in");
        HttpResponse<String> style = anna.get("/static/styrkort.css");
        assertEquals(List.of(), style.headers().allValues("Set-Cookie"), "nor are files that anybody keeps");
        HttpResponse<String> page = server.get("/status");
        assertTrue(page.body().contains("href=\"/login\"") && !page.body().contains("href=\"/imports\""), page.body());
        assertTrue(page.headers().firstValue("Vary").orElse("").contains("Accept-Language"));
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() {
        for (String form : List.of("/status.json", "/status.atom")) {
            String tag = server.get(form).headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = server.get(form, "If-None-Match", tag);
            assertEquals("304 ", again.statusCode() + " " + again.body());
            assertEquals(200, server.get(form, "If-None-Match", "W/\"another\"").statusCode());
        }
        assertFalse(server.get("/status.atom")
                .headers()
                .firstValue("ETag")
                .equals(server.get("/status.atom?lang=en").headers().firstValue("ETag")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sv", "en"})
    void theFeedIsAtom(String language) throws Exception {
        HttpResponse<String> answer = server.get("/status.atom?lang=" + language);
        assertTrue(
                answer.headers().firstValue("Content-Type").orElse("").startsWith("application/atom+xml"),
                answer.headers().toString());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer.body())));
        Element feed = document.getDocumentElement();
        assertEquals("{" + ATOM + "}feed", "{" + feed.getNamespaceURI() + "}" + feed.getLocalName());
        assertEquals(language, feed.getAttribute("xml:lang"));
        assertEquals(1, feed.getElementsByTagNameNS(ATOM, "author").getLength(), "RFC 4287, 4.1.1");
        OffsetDateTime.parse(text(feed, "updated"));
        NodeList entries = feed.getElementsByTagNameNS(ATOM, "entry");
        assertEquals(4, entries.getLength());
        Set<String> ids = new HashSet<>(Set.of(text(feed, "id")));
        for (int i = 0; i < entries.getLength(); i++) {
            Element entry = (Element) entries.item(i);
            assertTrue(text(entry, "id").matches("tag:[a-z0-9.-]+,\\d{4}:\\S+"), "RFC 4151");
            assertTrue(ids.add(text(entry, "id")), "each its own");
            OffsetDateTime.parse(text(entry, "updated"));
            assertFalse(text(entry, "title").isBlank());
        }
        Element first = (Element) entries.item(0);
        assertEquals(
                language.equals("sv") ? "Störning: E-post & kalender" : "Disruption: E-mail & calendar",
                text(first, "title"));
        assertTrue(text(first, "content").endsWith("Ring <b>växeln</b> & \"vänta\"."), "as it was written");
        assertEquals(
                String.valueOf(server.row(
                                        "select committed_at from styrkort.revision r join styrkort.outage o using (revision)"
                                                + " where o.key like '%1%' order by o.outage_id limit 1")
                                .get("committed_at"))
                        .substring(14, 19),
                text(first, "updated").substring(14, 19),
                "the minute and second in which it was written");
    }

    private static String text(Element element, String child) {
        NodeList all = element.getElementsByTagNameNS(ATOM, child);
        assertTrue(all.getLength() > 0, child);
        return all.item(0).getTextContent();
    }

    @Test
    void theMessageIsTextAndNoMarkup() {
        String page = server.get("/status").body();
        assertTrue(page.contains("Ring &lt;b&gt;växeln&lt;/b&gt; &amp;"), page);
    }

    @Test
    void withoutTheSettingItIsClosed() {
        try (RunningServer closed = new RunningServer("status-closed", Map.of())) {
            assertEquals(303, closed.get("/status").statusCode());
            assertEquals(401, closed.get("/status.json").statusCode());
            assertEquals(401, closed.get("/status.atom").statusCode());
            for (String form : FORMS) {
                HttpResponse<String> answer = closed.asAdmin(form);
                assertEquals(200, answer.statusCode());
                assertEquals(
                        "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
                assertFalse(answer.headers().firstValue("ETag").isPresent());
            }
            assertTrue(closed.asAdmin("/status").body().contains("Inga kända störningar just nu."));
            assertTrue(closed.asAdmin("/status.json").body().endsWith("\"items\":[]}"));
        }
    }
}
