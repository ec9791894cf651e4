package se.styrkort.ingest;

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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** A profile made for a sample file over real HTTP, as a browser without JavaScript does it. */
class ProfilePageIT {
    private static final String BOUNDARY = "----styrkort-boundary";
    private static final String SAMPLE = """
            Månad;Tjänst;Nämnd;Belopp
            2026-03;E-möten;Stockholm;12,50
            2026-03;Okänd <b>;Stockholm;3
            2026-04;E-möten;Stockholm;inget
            """;

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ProfilePageIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void fillCatalog() {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services: [{code: e-moten, product: anv, name: E-möten}]
                organisations: [{code: "0180", name: Stockholm, kind: municipality}]
                metrics: [{code: cost.total, name: Kostnad, unit: SEK, granularity: month, over_time: sum}]
                """);
    }

    private static HttpResponse<String> send(String fileName, String file, Map<String, String> fields) {
        String parts = fields.entrySet().stream()
                .map(field -> "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                        + "\"\r\n\r\n" + field.getValue() + "\r\n")
                .collect(Collectors.joining());
        if (!fileName.isEmpty()) {
            parts += "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                    + "\"\r\nContent-Type: text/csv\r\n\r\n" + file + "\r\n";
        }
        return SERVER.send(SERVER.to("/profiles")
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(parts + "--" + BOUNDARY + "--\r\n")));
    }

    private static String found(String pattern, HttpResponse<String> page) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page.body());
        assertTrue(matcher.find(), () -> pattern + " is not on the page: " + page.body());
        return matcher.group(1).replace("&#34;", "\"").replace("&lt;", "<").replace("&amp;", "&");
    }

    @Test
    void aSampleLeadsToAProposalThatIsTriedMendedAndStored() {
        HttpResponse<String> proposed = send("kostnader 2026.csv", SAMPLE, Map.of());
        assertEquals(200, proposed.statusCode(), proposed.body());
        String yaml = found("<textarea[^>]*>\\s*(.*?)</textarea>", proposed);
        assertEquals("""
                code: kostnader
                rows:
                  - metric: {constant: cost.total}          # ?
                    period: {column: "Månad"}
                    service: {column: "Tjänst"}
                    organisation: {column: "Nämnd"}
                    value: {column: "Belopp"}
                """, yaml);
        assertTrue(proposed.body().contains("cost.total · 2026-03 · e-moten · 0180 = 12.50"), proposed.body());
        assertTrue(proposed.body().contains("Okänd &lt;b"), proposed.body());
        assertTrue(
                proposed.body().contains("rader: 1 används, 0 väljs bort, 0 är tomma och 2 avvisas."), proposed.body());
        String sample = found("name=\"sample\" value=\"([^\"]+)\"", proposed);

        String mended = yaml.replace("{column: \"Tjänst\"}", "{column: \"Tjänst\", map: {\"Okänd <b>\": e-moten}}");
        HttpResponse<String> tried =
                send("", "", Map.of("name", "kostnader 2026.csv", "sample", sample, "yaml", mended, "action", "try"));
        assertEquals(200, tried.statusCode());
        assertTrue(tried.body().contains("rader: 2 används, 0 väljs bort, 0 är tomma och 1 avvisas."), tried.body());
        assertEquals(404, API.get("/profiles/kostnader").status(), "trying stores nothing");

        HttpResponse<String> stored =
                send("", "", Map.of("name", "kostnader 2026.csv", "sample", sample, "yaml", mended, "action", "store"));
        assertEquals(303, stored.statusCode(), stored.body());
        assertEquals(
                "/profiles?stored=kostnader",
                stored.headers().firstValue("Location").orElse(""));
        assertEquals(mended, API.get("/profiles/kostnader").get("yaml"));
        assertEquals(
                "rows=3 used=2 rejected=1",
                API.take("?profile=kostnader&source=x&dryRun=true", SAMPLE.replace("Okänd <b>;Stockholm", "Okänd <b>;"))
                        .get(List.of("rows", "used", "rejected")),
                "what was tried is what is taken in");
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasWrittenStays() {
        String sample = found("name=\"sample\" value=\"([^\"]+)\"", send("fel.csv", SAMPLE, Map.of()));
        HttpResponse<String> broken = send(
                "",
                "",
                Map.of(
                        "name",
                        "fel.csv",
                        "sample",
                        sample,
                        "yaml",
                        "code: fel\nrows: []\nrader: x\n",
                        "action",
                        "try"));
        assertEquals(422, broken.statusCode());
        assertTrue(broken.body().contains("role=\"alert\"") && broken.body().contains("rader: x"), broken.body());
        assertTrue(
                broken.body().contains("Inte prövad") && broken.body().contains("inget"), "the sample is still seen");
        HttpResponse<String> reserved = send(
                "",
                "",
                Map.of(
                        "name",
                        "fel.csv",
                        "sample",
                        sample,
                        "yaml",
                        API.get("/profiles/observations").get("yaml"),
                        "action",
                        "store"));
        assertEquals(409, reserved.statusCode());
        assertEquals(
                400, send("", "", Map.of("yaml", "code: x", "action", "try")).statusCode());
        assertEquals(422, send("tom.csv", "", Map.of()).statusCode());
        HttpResponse<String> large =
                send("stor.csv", SAMPLE + "2026-05;E-möten;Stockholm;4\n".repeat(20_000), Map.of());
        assertEquals(200, large.statusCode(), large.body());
        assertTrue(large.body().length() < 1_000_000);
        assertEquals(
                413,
                send("stor.json", "[" + "1,".repeat(200_000) + "1]", Map.of()).statusCode());
        assertFalse(API.get("/profiles").text().contains("\"fel\""));
    }
}
