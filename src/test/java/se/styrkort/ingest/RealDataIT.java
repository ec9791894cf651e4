package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/**
 * Real files come in through profiles, every row accounted for, and what is stored equals sums that this test makes
 * straight from the files with a parser of its own, the plainest there is.
 */
class RealDataIT {
    private static final List<String> COUNTS =
            List.of("rows", "used", "filtered", "blank", "rejected", "created", "unchanged", "restated");

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("RealDataIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void dataAndProfiles() throws IOException {
        assertTrue(Files.isDirectory(SharedData.path("usage")));
        API.store("/catalog", """
                objects: [{code: real, name: Verkliga data}]
                products: [{code: va, object: real, name: VA.gov}, {code: newcastle, object: real, name: Newcastle}]
                services: [{code: va-gov, product: va, name: VA.gov}]
                organisations: [{code: newcastle, name: Newcastle upon Tyne}]
                metrics:
                  - {code: va.users, name: Användare, unit: users, granularity: month}
                  - {code: va.transactions, name: Transaktioner, unit: "1", granularity: month, over_time: sum}
                  - {code: scb.population, name: Folkmängd, unit: "1", granularity: year, over_organisations: sum}
                  - {code: scb.employed, name: Förvärvsarbetande, unit: "1", granularity: year, over_organisations: sum}
                  - {code: ict.paid, name: Betalt, unit: GBP, granularity: month, over_time: sum, over_services: sum}
                """);
        for (String profile :
                List.of("va-monthly-users", "va-monthly-transactions", "population", "employed", "ict-payments")) {
            try (InputStream in = RealDataIT.class.getResourceAsStream("profiles/" + profile + ".yaml")) {
                API.store("/profiles", new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
            }
        }
    }

    private static Api.Answer take(String profile, Path file) throws IOException {
        return PlainFigures.take(API, profile, file);
    }

    /** The fields of each line after the header. Fields hold no delimiter; a quote would mean that this is too plain. */
    private static List<String[]> fields(Path file, Charset charset, String end, String delimiter) throws IOException {
        String text = Files.readString(file, charset);
        List<String[]> rows = new ArrayList<>();
        for (String line : text.split(end, 0)) {
            assertTrue(delimiter.startsWith("\"") || !line.contains("\""), line);
            rows.add(line.split(java.util.regex.Pattern.quote(delimiter), -1));
        }
        int width = rows.getFirst().length;
        assertTrue(rows.stream().allMatch(row -> row.length == width), file::toString);
        return rows.subList(1, rows.size());
    }

    private static Map<String, BigDecimal> stored(String metric) {
        return PlainFigures.stored(API, metric);
    }

    private static void add(Map<String, BigDecimal> sums, String key, String amount) {
        sums.merge(key, new BigDecimal(amount), BigDecimal::add);
        sums.replaceAll((each, sum) -> each.equals(key) ? sum.stripTrailingZeros() : sum);
    }

    private static BigDecimal total(Map<String, BigDecimal> sums) {
        return sums.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add).stripTrailingZeros();
    }

    private static JsonNode current(String query) {
        return API.get("/observations/trace?" + query).json().get("current");
    }

    private static String rows(JsonNode version) {
        List<String> rows = new ArrayList<>();
        version.get("rows")
                .values()
                .forEach(row -> rows.add(Api.text(row.get("line")) + " " + Api.text(row.get("raw"))));
        return String.join("\n", rows);
    }

    @Test
    void usersAndTransactionsPerMonth() throws IOException {
        Path users = SharedData.path("usage/va-gov/monthly_all_logged_in_users_per_month.csv");
        Path transactions = SharedData.path("usage/va-gov/monthly_all_transactions.csv");
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (String[] row : fields(users, UTF_8, "\n", ",")) {
            add(expected, "va-gov//" + row[1] + " " + month(row[3]), row[2]);
        }
        Api.Answer first = take("va-monthly-users", users);
        assertEquals(
                "rows=13 used=13 filtered=0 blank=0 rejected=0 created=13 unchanged=0 restated=0", first.get(COUNTS));
        assertEquals(expected, stored("va.users"));
        assertEquals(
                "12 10,Dynamic Segment,1121537,12/2020",
                rows(current("metric=va.users&service=va-gov&qualifier=Dynamic+Segment&period=2020-12")));

        Map<String, BigDecimal> events = new TreeMap<>();
        for (String[] row : fields(transactions, UTF_8, "\n", ",")) {
            add(events, "va-gov// " + month(row[2]), row[1]);
        }
        assertEquals(13, take("va-monthly-transactions", transactions).number("created"));
        assertEquals(events, stored("va.transactions"));
        assertEquals("null", take("va-monthly-transactions", transactions).get("revision"));
    }

    private static String month(String written) {
        String[] parts = written.split("/");
        return "%s-%02d".formatted(parts[1], Integer.parseInt(parts[0]));
    }

    @Test
    void populationOfAllMunicipalities() throws IOException {
        Path file = SharedData.path("reference/scb_folkmangd_kommun_2008-2018.csv");
        Map<String, BigDecimal> expected = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        for (String[] row : fields(file, UTF_8, "\r\n", ";")) {
            add(expected, "/" + row[0].substring(0, 4) + "/ " + row[2], row[3]);
            names.put(row[0].substring(0, 4), row[0].substring(5));
        }
        assertEquals(List.of(290, 290 * 11), List.of(names.size(), expected.size()));
        assertEquals(
                "rows=3190 used=3190 filtered=0 blank=0 rejected=0 created=3190 unchanged=0 restated=0",
                take("population", file).get(COUNTS));
        assertEquals(expected, stored("scb.population"));
        Map<String, String> catalog = new TreeMap<>();
        for (JsonNode organisation : API.items("/catalog/organisations?limit=100")) {
            if (names.containsKey(Api.text(organisation.get("code")))) {
                assertEquals("municipality", Api.text(organisation.get("kind")));
                catalog.put(
                        Api.text(organisation.get("code")),
                        Api.text(organisation.get("name").get("sv")));
            }
        }
        assertEquals(names, catalog);

        Api.Answer again = take("population", file);
        assertEquals(
                "rows=3190 used=3190 filtered=0 blank=0 rejected=0 created=0 unchanged=3190 restated=0",
                again.get(COUNTS));
        assertEquals("null", again.get("revision"));

        List<String> lines = Files.readString(file, UTF_8).lines().toList();
        for (int line : new int[] {2, 1777, 3191}) {
            String[] row = lines.get(line - 1).split(";");
            JsonNode value =
                    current("metric=scb.population&organisation=" + row[0].substring(0, 4) + "&period=" + row[2]);
            assertEquals(line + " " + lines.get(line - 1), rows(value));
            assertEquals(row[3], Api.text(value.get("value")));
        }
    }

    @Test
    void ictPaymentsOfFourYears() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(SharedData.path("cost/newcastle-ict"))) {
            files = list.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        assertEquals(44, files.size());
        Map<String, BigDecimal> expected = new TreeMap<>();
        Map<String, List<String>> lines = new TreeMap<>();
        long rows = 0;
        for (Path file : files) {
            String month = file.getFileName().toString().substring(0, 7);
            Set<String> keys = new HashSet<>();
            int line = 1;
            for (String[] row : fields(file, UTF_8, "\n", ",")) {
                String key = row[7] + "/newcastle/" + row[6].toLowerCase(Locale.ROOT) + " " + month;
                add(expected, key, row[9]);
                keys.add(key);
                lines.computeIfAbsent(key, each -> new ArrayList<>()).add(++line + " " + String.join(",", row));
            }
            rows += line - 1;
            Api.Answer answer = take("ict-payments", file);
            assertEquals(
                    "rows=%1$d used=%1$d filtered=0 blank=0 rejected=0 created=%2$d unchanged=0 restated=0"
                            .formatted(line - 1, keys.size()),
                    answer.get(COUNTS),
                    file.toString());
        }
        assertEquals(1574, rows);
        Map<String, BigDecimal> stored = stored("ict.paid");
        assertEquals(expected, stored);
        assertEquals(new BigDecimal("14069941.15"), total(stored));
        assertEquals(perMonth(expected), perMonth(stored));
        assertTrue(
                lines.values().stream().flatMap(List::stream).anyMatch(line -> line.contains(",-")), "negative rows");
        for (Path file : files) {
            assertEquals("null", take("ict-payments", file).get("revision"), "the same file again changes nothing");
        }

        // from a sum to every row of it: the one of most rows, of a single row, and one with a negative row
        List<String> traced = new ArrayList<>();
        traced.add(lines.entrySet().stream()
                .max(Comparator.comparing(each -> each.getValue().size()))
                .orElseThrow()
                .getKey());
        traced.add(lines.entrySet().stream()
                .filter(each -> each.getValue().size() == 1)
                .findFirst()
                .orElseThrow()
                .getKey());
        traced.add(lines.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(line -> line.contains(",-")))
                .findFirst()
                .orElseThrow()
                .getKey());
        for (String key : traced) {
            String[] parts = key.split("[/ ]");
            JsonNode version = current("metric=ict.paid&service=" + parts[0] + "&organisation=newcastle&qualifier="
                    + parts[2] + "&period=" + parts[3]);
            assertEquals(String.join("\n", lines.getOrDefault(key, List.of())), rows(version), key);
            assertEquals(parts[3] + ".csv", Api.text(version.get("fileName")));
        }
        assertEquals("SB ICT Broadband Connectivity", serviceName("1E761"));
        assertEquals("SB ICT Broardband Connectivity", serviceName("1CMSB"), "as the first row of it was written");
    }

    private static Map<String, BigDecimal> perMonth(Map<String, BigDecimal> sums) {
        Map<String, BigDecimal> months = new TreeMap<>();
        sums.forEach((key, sum) -> add(months, key.substring(key.length() - 7), sum.toPlainString()));
        return months;
    }

    private static String serviceName(String code) {
        return API.items("/catalog/services").stream()
                .filter(service -> Api.text(service.get("code")).equals(code))
                .map(service -> Api.text(service.get("name").get("sv")))
                .findFirst()
                .orElse("none");
    }

    @Test
    void windows1252() throws IOException {
        Path file = SharedData.path("reference/scb_rams_cp1252_first600.csv");
        Map<String, BigDecimal> expected = new TreeMap<>();
        int rows = 0;
        for (String line : Files.readString(file, Charset.forName("windows-1252"))
                .lines()
                .skip(1)
                .toList()) {
            List<String> row = new ArrayList<>(Arrays.asList(line.split("\",\"", -1)));
            String[] last = row.removeLast().split("\",");
            String sector = row.get(2).startsWith("primär") ? "förvaltning " : "bolag ";
            add(expected, "/" + row.get(0).substring(1, 5) + "/" + sector + last[0] + " " + row.get(1), last[1]);
            rows++;
        }
        Api.Answer answer = take("employed", file);
        assertEquals("windows-1252", answer.get("encoding"));
        assertEquals(
                "rows=%1$d used=%1$d filtered=0 blank=0 rejected=0 created=%1$d unchanged=0 restated=0".formatted(rows),
                answer.get(COUNTS));
        assertEquals(expected, stored("scb.employed"));
        assertEquals(
                "2 \"0114 Upplands Väsby\",\"2008\",\"primärkommunal förvaltning\",\"55-59 år\",351",
                rows(current("metric=scb.employed&organisation=0114&qualifier=" + Api.encoded("förvaltning 55-59 år")
                        + "&period=2008")));
    }
}
