package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;

/** The pages of imports over real HTTP, as a browser without JavaScript uses them. */
class ImportPageIT {
    private static final String BOUNDARY = "----styrkort-boundary";
    private static final String HEADER = "period;metric;service;organisation;value\n";

    @AutoClose
    private static final RunningServer SERVER =
            new RunningServer("ImportPageIT", Map.of("styrkort.ingest.max-file-size", "300000"));

    @BeforeAll
    static void fillCatalog() {
        HttpResponse<String> answer = SERVER.send(SERVER.to("/api/v1/catalog")
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("""
                        objects: [{code: ikt, name: IKT}]
                        products: [{code: anv, object: ikt, name: {sv: Användarnära, en: End-user}}]
                        services: [{code: e-moten, product: anv, name: E-möten, lifecycle: in_operation}]
                        organisations: [{code: "0180", name: Stockholm, kind: municipality}]
                        metrics: [{code: usage.active_users, name: {sv: Aktiva användare, en: Active users}, unit: users, granularity: month}]
                        """)));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static HttpResponse<String> page(String path) {
        return SERVER.asAdmin(path, "Accept", "text/html");
    }

    private static String field(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static HttpResponse<String> upload(String fileName, String content, Map<String, String> fields) {
        String file = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
        String others = fields.entrySet().stream()
                .map(each -> field(each.getKey(), each.getValue()))
                .collect(Collectors.joining());
        return SERVER.send(SERVER.to("/imports")
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(file + others + "--" + BOUNDARY + "--\r\n")));
    }

    private static Map<String, String> fields() {
        return Map.of("profile", "observations", "source", "", "reason", "", "decimal", "");
    }

    private static void assertShows(HttpResponse<String> page, String... words) {
        for (String word : words) {
            assertTrue(page.body().contains(word), () -> word + " is not on the page: " + page.body());
        }
    }

    @Test
    void anUploadLeadsToThePageOfItsImport() {
        HttpResponse<String> answer = upload("mars.csv", HEADER + """
                2026-03;usage.active_users;e-moten;0180;18431
                2026-04;usage.active_users;e-moten;0180;12.5
                2026-05;usage.active_users;e-poost;0180;7

                """, fields());
        assertEquals(303, answer.statusCode(), answer.body());
        String address = answer.headers().firstValue("Location").orElseThrow();
        assertTrue(address.matches("/imports/[0-9]+"), address);
        HttpResponse<String> page = page(address);
        assertEquals(200, page.statusCode());
        assertShows(
                page,
                "<h1>Inläsning av mars.csv</h1>",
                "En del rader avvisades.",
                "1 av 4 rader användes, 2 avvisades och 1 hoppades över.",
                "Av mätvärdena är 1 nya, 0 rättade och 0 oförändrade.",
                "Talet kan läsas på två sätt",
                "<code>12.5</code>",
                "Tjänsten ”e-poost” finns inte i katalogen.",
                "semikolon (;)",
                "observations, version 1",
                "href=\"/scorecards\"");
        assertShows(page("/imports"), "<a href=\"" + address + "\">mars.csv</a>");
        assertShows(page(address + "?lang=en"), "1 of 4 rows were used, 2 rejected and 1 skipped.");
    }

    @Test
    void aTrialSavesNothing() {
        HttpResponse<String> answer = upload(
                "prov.csv",
                HEADER + "2024-01;usage.active_users;e-moten;0180;5\n2024-02;usage.active_users;e-moten;0180;x\n",
                Map.of("dryRun", "true"));
        assertEquals(200, answer.statusCode(), answer.body());
        assertShows(
                answer,
                "<h1>Prov av prov.csv</h1>",
                "Inget är sparat ännu",
                "Av mätvärdena skulle 1 bli nya",
                "Det här är inget tal.");
        assertFalse(page("/imports").body().contains("prov.csv"));
    }

    private static String tried(String fileName) {
        HttpResponse<String> answer =
                upload(fileName, HEADER + "2023-01;usage.active_users;e-moten;0180;5\n", Map.of("dryRun", "true"));
        Matcher form = Pattern.compile("/imports/proposals/(\\d+)/confirm").matcher(answer.body());
        assertTrue(form.find(), answer.body());
        return form.group(1);
    }

    private static HttpResponse<String> confirm(String proposal) {
        return SERVER.post(
                "/imports/proposals/" + proposal + "/confirm",
                "",
                "Authorization",
                "Bearer " + RunningServer.TOKEN,
                "Accept",
                "text/html",
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    @Test
    void onlyTheWholeFileThatWasTriedIsTakenIn() {
        String cut = tried("avhuggen.csv");
        SERVER.rows("""
                update styrkort.proposal_content set bytes = substring(bytes from 1 for 50) where proposal_id = %s returning 1""".formatted(cut));
        HttpResponse<String> refused = confirm(cut);
        assertEquals(409, refused.statusCode(), refused.body());
        assertShows(refused, "Filen väntar inte längre");
        assertFalse(page("/imports").body().contains("avhuggen.csv"));
        HttpResponse<String> taken = confirm(tried("hel.csv"));
        assertEquals(303, taken.statusCode(), taken.body());
        assertShows(page("/imports"), "hel.csv");
    }

    @Test
    void whatNobodyConfirmsForADayIsForgotten() {
        String old = tried("gammal.csv");
        String young = tried("ny.csv");
        SERVER.rows("update styrkort.proposal set made_at = made_at - interval '25 hours' where proposal_id = " + old
                + " returning 1");
        SERVER.bean(ProposalJob.class).forget();
        assertEquals(404, confirm(old).statusCode());
        assertEquals(303, confirm(young).statusCode());
    }

    @Test
    void aFileThatCannotBeReadIsExplainedBesideTheForm() {
        HttpResponse<String> answer = upload(
                "fel.csv",
                "period;metrik;service;organisation;value\n2026-03;a;b;c;1\n",
                Map.of("profile", "observations", "source", "ekonomi", "reason", "nytt \"underlag"));
        assertEquals(422, answer.statusCode());
        assertShows(
                answer,
                "Filen kunde inte läsas in",
                "Inget ur filen ”fel.csv” har lästs in.",
                "metrik",
                "<form method=\"post\" action=\"/imports\"",
                "value=\"ekonomi\"",
                "value=\"nytt &#34;underlag\"");
        assertShows(upload("tom.csv", "", fields()), "Filen är tom.");
    }

    @Test
    void whatIsMissingWrongOrTooLargeIsSaid() {
        HttpResponse<String> none = upload("", "", fields());
        assertEquals(400, none.statusCode());
        assertShows(none, "Ingen fil vald");
        HttpResponse<String> profile = upload("a.csv", HEADER, Map.of("profile", "no-such"));
        assertEquals(404, profile.statusCode());
        assertShows(profile, "Det finns ingen inläsningsprofil ”no-such”.", "action=\"/imports\"");
        HttpResponse<String> large = upload("a.csv", HEADER + "x".repeat(300_001), fields());
        assertEquals(413, large.statusCode());
        assertShows(large, "Filen är för stor", "action=\"/imports\"");
        assertEquals(404, page("/imports/999999").statusCode());
        assertEquals(400, page("/imports/abc").statusCode());
    }

    @Test
    void manyRejectionsComeInPagesAndAsAFile() {
        String rows = IntStream.range(0, 1_203)
                .mapToObj(i -> "2026-03;usage.active_users;=tjänst" + i + ";0180;a\n")
                .collect(Collectors.joining());
        String address = upload("manga.csv", HEADER + rows, fields())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        HttpResponse<String> first = page(address);
        assertShows(first, "Fel 1 till 500 av 2\u00a0406", "Sida 1 av 5", address + "?page=2", "Ingen rad i filen");
        assertShows(page(address + "?page=5"), "Fel 2\u00a0001 till 2\u00a0406", "=tjänst1202");
        assertEquals(400, page(address + "?page=6").statusCode());
        HttpResponse<String> file = page(address + "/rejections.csv");
        assertEquals(200, file.statusCode());
        assertEquals(
                "text/csv;charset=utf-8",
                file.headers().firstValue("Content-Type").orElse(""));
        assertEquals(2_407, file.body().lines().count());
        assertTrue(file.body().startsWith("\uFEFFRad;Kolumn;"), file.body().substring(0, 50));
        assertTrue(
                file.body().contains("\r\n2;service;'=tjänst0;Tjänsten"),
                file.body().substring(0, 300));
    }

    @Test
    void theTemplateComesInAsItIs() {
        HttpResponse<String> template = page("/imports/mall.csv");
        assertEquals(200, template.statusCode());
        assertTrue(template.body().startsWith("\uFEFFperiod;metric;service;organisation;value\r\n"), template.body());
        assertShows(template, ";usage.active_users;e-moten;0180;18431");
        HttpResponse<String> answer = upload("mall.csv", template.body(), Map.of("dryRun", "true"));
        assertShows(answer, "2 av 2 rader användes, 0 avvisades");
    }
}
