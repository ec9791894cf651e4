package se.styrkort.observation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** All that was asked for in one file, which can be taken in again as it is. */
class ExportIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ExportIT", Map.of());

    @TempDir
    private static Path temp;

    private static final Api API = new Api(SERVER);
    private static final String FIGURES = """
            period,metric,service,organisation,qualifier,state,value,quality,sample_size,std_dev
            2026-01,export.month,,north,,VALUE,1234567.125,FINAL,,
            2026-02,export.month,,north,,VALUE,-0.5,PRELIMINARY,12,0.25
            2026-03,export.month,,north,,MISSING,,ESTIMATED,,
            2026-04,export.month,,north,,NOT_APPLICABLE,,FINAL,,
            2026-05,export.month,,north,,SECRET,,FINAL,,
            2026-06,export.month,,north,,VALUE,12345678901234567890.123456789,SYNTHETIC,,
            2026-W05,export.week,post,,,VALUE,7,FINAL,,
            2026-02-03,export.day,post,north,,VALUE,8,FINAL,,
            2025,export.year,,,,VALUE,9,FINAL,,
            2026-01,export.month,post,north,=SUM(A1),VALUE,1,FINAL,,
            2026-01,export.month,post,north,''=SUM(A1),VALUE,2,FINAL,,
            2026-01,export.month,post,north,@cmd,VALUE,3,FINAL,,
            2026-01,export.month,post,north,"a;b,""c""\",VALUE,4,FINAL,,
            """;
    private static final String METRICS =
            "&metric=export.day&metric=export.week&metric=export.month&metric=export.year";
    private static final long ROWS = FIGURES.lines().count() - 1;

    @BeforeAll
    static void load() {
        API.store("/catalog", """
                objects: [{code: export-object, name: Object}]
                products: [{code: export-product, object: export-object, name: Product}]
                services: [{code: post, product: export-product, name: Post}]
                organisations: [{code: north, name: North, kind: board}]
                metrics:
                  - {code: export.day, name: Day, unit: users, granularity: day}
                  - {code: export.week, name: Week, unit: users, granularity: week}
                  - {code: export.month, name: Month, unit: users, granularity: month}
                  - {code: export.year, name: Year, unit: users, granularity: year}
                """);
        assertEquals(ROWS, API.take("?source=export", FIGURES).number("created"));
    }

    private static HttpResponse<byte[]> export(String query) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    SERVER.to("/api/v1/observations" + query)
                            .header("Authorization", "Bearer " + RunningServer.TOKEN)
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Excel keeps 15 digits of a number, so the one with more is left out of the workbook that comes back. */
    @ParameterizedTest
    @CsvSource({"format=csv&dialect=excel, 2026-07, 0", "format=csv&dialect=open, 2026-07, 0", "format=xlsx, 2026-05, 1"
    })
    void whatWasExportedIsTakenInAgainUnchanged(String form, String to, int fewer) throws Exception {
        String before = API.observations("");
        HttpResponse<byte[]> file = export("?" + form + "&to=" + to + METRICS);
        assertEquals(200, file.statusCode());

        Api.Answer again = API.take("?source=export", file.body());
        assertEquals(
                "rows=%1$d used=%1$d rejected=0 created=0 unchanged=%1$d restated=0".formatted(ROWS - fewer),
                again.get(List.of("rows", "used", "rejected", "created", "unchanged", "restated")),
                again.text());
        assertEquals(before, API.observations(""));
    }

    @Test
    void eachDialectIsWrittenAsItsReadersExpect() throws Exception {
        HttpResponse<byte[]> excel = export("?format=csv&dialect=excel&metric=export.month&from=2026-01&to=2026-02");
        assertEquals("text/csv;charset=utf-8", header(excel, "Content-Type"));
        assertEquals(
                "attachment; filename=\"styrkort-observations.csv\"",
                header(excel, "Content-Disposition").split("; filename\\*")[0]);
        assertEquals("""
                \uFEFFperiod;metric;service;organisation;qualifier;state;value;quality;sample_size;std_dev
                2026-01;export.month;;north;;VALUE;1234567,125;FINAL;;
                2026-02;export.month;;north;;VALUE;-0,5;PRELIMINARY;12;0,25
                2026-01;export.month;post;north;'=SUM(A1);VALUE;1;FINAL;;
                2026-01;export.month;post;north;''=SUM(A1);VALUE;2;FINAL;;
                2026-01;export.month;post;north;'@cmd;VALUE;3;FINAL;;
                2026-01;export.month;post;north;"a;b,""c""\";VALUE;4;FINAL;;
                """.replace("\n", "\r\n"), new String(excel.body(), UTF_8));
        HttpResponse<byte[]> open =
                export("?format=csv&dialect=open&organisation=north&service=post&metric=export.day");
        assertEquals("""
                period,metric,service,organisation,qualifier,state,value,quality,sample_size,std_dev
                2026-02-03,export.day,post,north,,VALUE,8,FINAL,,
                """.replace("\n", "\r\n"), new String(open.body(), UTF_8));
        HttpResponse<byte[]> page = export("?format=csv&qualifier=%40cmd&metric=export.month");
        assertEquals("""
                period,metric,service,organisation,qualifier,state,value,quality
                2026-01,export.month,post,north,'@cmd,VALUE,3,FINAL
                """.replace("\n", "\r\n"), new String(page.body(), UTF_8));
        assertEquals(400, export("?format=csv&dialect=lotus").statusCode());
        assertEquals(400, export("?format=ods").statusCode());
    }

    @Test
    void anEarlierStateIsExportedAsItWas() throws Exception {
        API.take("?source=asof", "period,metric,service,organisation,value\n2026-08,export.month,post,,10\n");
        String then = String.valueOf(SERVER.row("select max(committed_at)::text as at from styrkort.revision")
                                .get("at"))
                        .replace(" ", "T")
                + ":00";
        String query = "?format=csv&dialect=open&metric=export.month&from=2026-08";
        byte[] before = export(query).body();
        API.take("?source=asof", "period,metric,service,organisation,value\n2026-08,export.month,post,,11\n");

        assertTrue(new String(export(query).body(), UTF_8).contains(",11,"));
        assertEquals(
                new String(before, UTF_8),
                new String(export(query + "&asOf=" + Api.encoded(then)).body(), UTF_8));
    }

    @Test
    void aWorkbookHasNumbersAsNumbersDatesAsDatesAndTextAsText() throws Exception {
        HttpResponse<byte[]> file = export("?format=xlsx&metric=export.month&metric=export.week&to=2026-06");
        assertEquals("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", header(file, "Content-Type"));
        Map<String, String> parts = parts(file.body());
        String sheet = parts.getOrDefault("xl/worksheets/sheet1.xml", "");
        assertTrue(sheet.contains("state=\"frozen\""), sheet);
        // the first day of January 2026 is day 46023 of Excel's count
        assertTrue(sheet.matches("(?s).*<c r=\"A2\" s=\"\\d+\" t=\"n\"><v>46023(\\.0)?</v></c>.*"), sheet);
        assertTrue(parts.getOrDefault("xl/styles.xml", "").contains("yyyy-mm"));
        assertTrue(sheet.matches("(?s).*<c r=\"G2\"[^>]*><v>1234567.125</v></c>.*"), sheet);
        assertTrue(sheet.contains("<v>12345678901234567890.123456789</v>"), sheet);
        assertTrue(sheet.contains("t=\"inlineStr\"><is><t>&apos;=SUM(A1)</t></is>"), sheet);
        assertTrue(sheet.contains("<t>2026-W05</t>"), sheet);
        assertTrue(!sheet.contains("<f"), "no formula");
    }

    @Test
    void thePageOfAServiceLeadsToItsFigures() throws Exception {
        API.take("?source=use", "period,metric,service,organisation,value\n2026-02,usage.active_users,post,north,7\n");
        HttpResponse<String> page = SERVER.asAdmin("/usage/post?period=2026-02", "Accept", "text/html");
        assertEquals(200, page.statusCode(), page.body());
        Matcher links = Pattern.compile("href=\"(/api/v1/observations[^\"]+)\"")
                .matcher(page.body().replace("&amp;", "&"));
        List<String> types = new ArrayList<>();
        while (links.find()) {
            HttpResponse<byte[]> file = export(links.group(1).substring("/api/v1/observations".length()));
            assertEquals(200, file.statusCode());
            types.add(header(file, "Content-Type"));
        }
        assertEquals(
                List.of("text/csv;charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                types);
    }

    private static Map<String, String> parts(byte[] workbook) throws IOException {
        Path file = Files.write(temp.resolve("export.xlsx"), workbook);
        Map<String, String> parts = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return parts;
    }
}
