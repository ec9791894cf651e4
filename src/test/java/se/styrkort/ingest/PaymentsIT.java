package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/**
 * Four years of a city's ICT payments, file by file: two headers, negative rows, drifting letters, several rows per cost
 * centre and month. Every row is accounted for and no penny is lost.
 */
class PaymentsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Path> FILES = files();

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("PaymentsIT", Map.of());

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(SharedData.path("cost/newcastle-ict"))) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode yaml(String path, String body) throws IOException {
        return accepted(SERVER.send(SERVER.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private static JsonNode load(Path file) throws IOException {
        return accepted(SERVER.send(SERVER.to("/api/v1/imports?profile=ict-payments&fileName=" + file.getFileName())
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofFile(file))));
    }

    private static JsonNode get(String path) throws IOException {
        return accepted(SERVER.asAdmin("/api/v1" + path));
    }

    private static JsonNode accepted(HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    @BeforeAll
    static void everyFileComesIn() throws IOException {
        yaml("/catalog", """
                organisations: [{code: city, name: City Council, kind: municipality}]
                metrics:
                  - {code: ict.paid, name: Betalt, unit: GBP, granularity: month, over_time: sum, over_services: sum, over_qualifiers: sum}
                """);
        yaml("/profiles", """
                code: ict-payments
                rows:
                  - metric: {constant: ict.paid}
                    period: {column: Paid Date, form: yyyy-MM-dd}
                    organisation: {constant: city}
                    # the centre's code, because two centres share a name and one name is spelt in two ways
                    service: {column: Cost Centre, create: {code: {column: Cost Centre}, name: {column: Cost Centre Name}}}
                    qualifier: {column: Cap/Rev, map: {revenue: revenue, Revenue: revenue, Capital: capital}}
                    value: {column: [Total, Total (excludes VAT)]}
                combine: sum
                """);
        for (Path file : FILES) {
            JsonNode report = load(file);
            long rows = rows(file).size();
            assertEquals(rows, report.get("rows").longValue(), file.toString());
            assertEquals(rows, report.get("used").longValue(), file.toString());
            assertEquals(
                    report.get("rows").longValue(),
                    report.get("used").longValue()
                            + report.get("filtered").longValue()
                            + report.get("blank").longValue()
                            + report.get("rejected").longValue());
            assertTrue(report.get("created").longValue() > 0, file.toString());
            assertEquals(0, report.get("restated").longValue(), file.toString());
        }
    }

    /** The rows of a file, read with nothing of our own: a quote only groups, and no field spans two lines. */
    private static List<List<String>> rows(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            for (char c : (line + ",").toCharArray()) {
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            rows.add(cells);
        }
        return rows;
    }

    /** Sums by month, cost centre and kind, straight from the files. */
    private static Map<String, BigDecimal> expected() throws IOException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Path file : FILES) {
            for (List<String> row : rows(file)) {
                String key = row.get(3).substring(0, 7)
                        + ' '
                        + row.get(7)
                        + ' '
                        + row.get(6).toLowerCase(Locale.ROOT);
                sums.merge(key, new BigDecimal(row.get(9)), BigDecimal::add);
            }
        }
        return sums;
    }

    @Test
    void sumsPerMonthAndCostCentreAreThoseOfTheFiles() throws IOException {
        Map<String, BigDecimal> stored = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = get("/observations?metric=ict.paid&limit=100" + cursor);
            for (JsonNode item : page.get("items")) {
                String key = item.get("period").textValue()
                        + ' '
                        + item.get("service").textValue()
                        + ' '
                        + item.get("qualifier").textValue();
                stored.put(key, new BigDecimal(item.get("value").asText()));
            }
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").textValue();
        } while (!cursor.isEmpty());
        Map<String, BigDecimal> expected = expected();
        assertEquals(expected.keySet(), stored.keySet());
        expected.forEach((key, sum) -> assertEquals(0, sum.compareTo(stored.get(key)), key));
    }

    @Test
    void aSumLeadsToEveryRowOfIt() throws IOException {
        Path file = FILES.getFirst();
        List<String> telecoms = Files.readAllLines(file).stream()
                .filter(line -> line.contains(",1CC24,"))
                .toList();
        String period = file.getFileName().toString().substring(0, 7);
        JsonNode trace =
                get("/observations/trace?metric=ict.paid&service=1CC24&organisation=city&qualifier=revenue&period="
                        + period);
        List<String> raw = new ArrayList<>();
        trace.at("/current/rows").forEach(row -> raw.add(row.get("raw").textValue()));
        assertTrue(telecoms.size() > 1);
        assertEquals(telecoms, raw);
        assertEquals(
                file.getFileName().toString(), trace.at("/current/fileName").textValue());
    }

    @Test
    void theSameFileAgainChangesNothing() throws IOException {
        JsonNode again = load(FILES.get(1));
        assertEquals(0, again.get("created").longValue() + again.get("restated").longValue());
        assertTrue(again.get("revision").isNull());
    }
}
