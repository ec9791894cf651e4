package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/** Real files come in through the profiles that are shipped, on a catalog of nothing but the shipped metrics. */
class ShippedProfilesIT {
    private static final List<String> COUNTS = List.of("rows", "used", "filtered", "blank", "rejected");

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ShippedProfilesIT", Map.of());

    private static final Api API = new Api(SERVER);

    private static Api.Answer take(String profile, Path file) throws IOException {
        Api.Answer answer = PlainFigures.take(API, profile, file);
        assertEquals(0, answer.number("rejected"), file + answer.text());
        return answer;
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> list = Files.list(SharedData.path(folder))) {
            return list.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static Map<String, BigDecimal> stored(String metric) {
        return PlainFigures.stored(API, metric);
    }

    @Test
    void threeSwedishLedgers() throws IOException {
        PlainFigures expected = new PlainFigures();
        Path region = SharedData.path("cost/swedish-ledgers/vgr_sample.csv");
        for (PlainFigures.Row row : PlainFigures.rows(region, UTF_8, ';')) {
            expected.add(
                    "/" + row.get("forvaltning") + "/" + row.get("konto_nr") + " vgr_sample "
                            + month(row.get("bokforingsdatum")),
                    row.get("nettobelopp"));
        }
        Path agency = SharedData.path("cost/swedish-ledgers/digg_2024-Q3_first_60_rows.csv");
        for (PlainFigures.Row row : PlainFigures.rows(agency, UTF_8, ';')) {
            expected.add(
                    "/" + row.get("kopare_id") + "/" + row.get("leverantor_id") + " digg_2024-Q3_first_60_rows "
                            + month(row.get("datum")),
                    row.get("belopp").replace(',', '.'));
        }
        expected.add("/1980/64510 vasteras_sample 2025-01", "-1302.03");
        expected.add("/1980/64510 vasteras_sample 2025-01", "-400.68");
        take("ledger-region", region);
        assertEquals(
                "rows=60 used=60 filtered=0 blank=0 rejected=0",
                take("ledger-agency", agency).get(COUNTS));
        Api.Answer city = take("ledger-city", SharedData.path("cost/swedish-ledgers/vasteras_sample.json"));
        assertEquals("rows=2 used=2 filtered=0 blank=0 rejected=0", city.get(COUNTS));
        assertEquals("json", city.get("format"));
        Map<String, BigDecimal> stored = stored("cost.invoiced");
        stored.keySet().removeIf(key -> key.startsWith("/sen/")); // those of another test
        assertEquals(expected.plain(), stored);
        JsonNode rows = API.get(
                        "/observations/trace?metric=cost.invoiced&organisation=1980&qualifier=64510%20vasteras_sample&period=2025-01")
                .json()
                .get("current")
                .get("rows");
        assertEquals(
                "[1, 2]",
                List.of(rows.get(0), rows.get(1)).stream()
                        .map(row -> Api.text(row.get("line")))
                        .toList()
                        .toString());
        assertTrue(
                Api.text(rows.get(1).get("raw")).startsWith("{\"datum\":\"2025-01-01\",\"konto_nr\":\"64510\""),
                rows.toString());
        assertTrue(Api.text(rows.get(1).get("raw")).endsWith("\"kopare\":\"VÄSTERÅS STAD\"}"), rows.toString());
    }

    /** The invoice of January that came with the file of February. */
    @Test
    void aLateInvoiceOfAnEarlierMonthAddsToIt() {
        API.store("/catalog", "organisations: [{code: sen, name: Sen}]");
        Map<String, List<String>> ledgers = Map.of(
                "ledger-agency",
                List.of("valuta;datum;kopare_id;kopare;leverantor_id;belopp\n", "SEK;%s;sen;Sen;L1;%s\n"),
                "ledger-region",
                List.of("bokforingsdatum;forvaltning;konto_nr;nettobelopp\n", "%s;sen;K1;%s\n"));
        ledgers.forEach((profile, lines) -> {
            String january = lines.getFirst() + lines.getLast().formatted("2031-01-15", 100);
            String february = lines.getFirst()
                    + lines.getLast().formatted("2031-01-31", 7)
                    + lines.getLast().formatted("2031-02-03", 200);
            String query = "?profile=" + profile + "&fileName=";
            assertEquals(1, API.take(query + "2031-01.csv", january).number("created"));
            Api.Answer later = API.take(query + "2031-02.csv", february);
            assertEquals("2 0", later.get("created") + " " + later.get("restated"), profile);
            Object sum = SERVER.row("""
                            select sum(o.value)::text as total from styrkort.observation o
                            join styrkort.series s using (series_id) join styrkort.source d using (source_id)
                            where d.code = '%s' and o.period = '2031-01-01'""".formatted(profile)).get("total");
            assertEquals("107", sum, profile);
        });
    }

    private static String month(String day) {
        return day.substring(0, 7);
    }

    @Test
    void cloudCostsWithAllTheirDecimals() throws IOException {
        Path file = SharedData.path("cost/focus/focus_1.0_first_500_rows.csv");
        PlainFigures billed = new PlainFigures();
        PlainFigures effective = new PlainFigures();
        for (PlainFigures.Row row : PlainFigures.rows(file, UTF_8, ',')) {
            String key = "/" + row.get("SubAccountId") + "/" + row.get("ServiceName") + " focus_1.0_first_500_rows "
                    + month(row.get("ChargePeriodStart"));
            billed.add(key, row.get("BilledCost"));
            effective.add(key, row.get("EffectiveCost"));
        }
        assertEquals(
                "rows=500 used=500 filtered=0 blank=0 rejected=0",
                take("focus", file).get(COUNTS));
        assertEquals(billed.plain(), stored("cost.cloud_billed_usd"));
        assertEquals(effective.plain(), stored("cost.cloud_effective_usd"));
        assertTrue(billed.plain().values().stream().anyMatch(cost -> cost.scale() >= 10), "tiny amounts are whole");
    }

    @Test
    void aServiceInventoryAndItsStandards() throws IOException {
        Path inventory = SharedData.path("usage/canada/service_inventory_snapshot_2025-03-01.csv");
        PlainFigures applications = new PlainFigures();
        PlainFigures enquiries = new PlainFigures();
        List<PlainFigures.Row> rows = PlainFigures.rows(inventory, UTF_8, ',');
        for (PlainFigures.Row row : rows) {
            row.cells().forEach((column, cell) -> {
                String channel = column.replaceAll("num_applications_(by_)?", "");
                if (column.startsWith("num_applications") && !channel.equals("total") && cell.matches("\\d+")) {
                    applications.add(key(row, channel), cell);
                }
            });
            if (row.get("num_phone_enquiries").matches("\\d+")) {
                enquiries.add(key(row, "phone"), row.get("num_phone_enquiries"));
            }
        }
        Api.Answer answer = take("service-inventory", inventory);
        assertEquals(
                "rows=%1$d used=%1$d filtered=0 blank=0 rejected=0".formatted(rows.size() * 9), answer.get(COUNTS));
        assertEquals(applications.plain(), stored("contact.applications"));
        assertEquals(enquiries.plain(), stored("contact.enquiries"));
        Map<String, Long> states = new TreeMap<>();
        API.items("/observations?limit=50000&metric=contact.enquiries")
                .forEach(item -> states.merge(Api.text(item.get("state")), 1L, Long::sum));
        assertEquals(Map.of("VALUE", 815L, "NOT_APPLICABLE", 491L, "MISSING", 415L), states);

        Path standards = SharedData.path("usage/canada/service_standards_snapshot_2025-03-01.csv");
        PlainFigures cases = new PlainFigures();
        PlainFigures within = new PlainFigures();
        for (PlainFigures.Row row : PlainFigures.rows(standards, UTF_8, ',')) {
            String key = key(row, row.get("service_standard_id"));
            if (!row.get("total_volume").isEmpty()) {
                cases.add(key, row.get("total_volume"));
            }
            if (!row.get("volume_meeting_target").isEmpty()) {
                within.add(key, row.get("volume_meeting_target"));
            }
        }
        take("service-standards", standards);
        assertEquals(cases.plain(), stored("standard.cases"));
        assertEquals(within.plain(), stored("standard.within"));
        assertEquals(1_811, equalPerformances(PlainFigures.rows(standards, UTF_8, ',')));
    }

    /** In how many rows cases within the standard, divided by all, are the performance that was published, to its four decimals. */
    private static int equalPerformances(List<PlainFigures.Row> rows) {
        Map<String, BigDecimal> cases = stored("standard.cases");
        Map<String, BigDecimal> within = stored("standard.within");
        int equal = 0;
        for (PlainFigures.Row row : rows) {
            String key = key(row, row.get("service_standard_id"));
            BigDecimal all = cases.getOrDefault(key, BigDecimal.ZERO);
            BigDecimal kept = within.get(key);
            if (all.signum() != 0 && kept != null) {
                BigDecimal difference =
                        kept.divide(all, MathContext.DECIMAL64).subtract(new BigDecimal(row.get("performance")));
                assertTrue(difference.abs().compareTo(new BigDecimal("0.00005")) <= 0, key);
                equal++;
            }
        }
        return equal;
    }

    private static String key(PlainFigures.Row row, String qualifier) {
        return row.get("service_id") + "/" + row.get("owner_org") + "/" + qualifier + " "
                + row.get("fiscal_yr").substring(0, 4);
    }

    @Test
    void staffSurveys() throws IOException {
        PlainFigures scores = new PlainFigures();
        Path orgs = SharedData.path("surveys/uk-csps2020/csps2020_orgscores_long.csv");
        for (PlainFigures.Row row : PlainFigures.rows(orgs, UTF_8, ',')) {
            scores.add("/" + row.get("organisation_code") + "/" + row.get("measure") + " 2020", row.get("value"));
        }
        take("staff-survey-scores", orgs);
        assertEquals(scores.plain(), stored("survey.staff_score"));
        for (String kind : List.of("mean", "median")) {
            Path file = SharedData.path("surveys/uk-csps2020/csps2020_" + kind + "_timeseries.csv");
            PlainFigures years = new PlainFigures();
            List<PlainFigures.Row> rows = PlainFigures.rows(file, UTF_8, ',');
            for (PlainFigures.Row row : rows) {
                row.cells().forEach((column, cell) -> {
                    if (column.matches("\\d{4}") && !cell.equals("NA")) {
                        years.add("//" + row.get("Measure") + " " + column, cell);
                    }
                });
            }
            assertEquals(
                    rows.size() * 12L, take("staff-survey-" + kind + "s", file).number("used"));
            assertEquals(years.plain(), stored("survey.staff_score_" + kind));
        }
    }

    @Test
    void paymentsPopulationAndValues() throws IOException {
        PlainFigures paid = new PlainFigures();
        for (Path file : files("cost/newcastle-ict", ".csv")) {
            for (PlainFigures.Row row : PlainFigures.rows(file, UTF_8, ',')) {
                paid.add(
                        row.get("Cost Centre") + "/" + row.get("Directorate") + "/"
                                + row.get("Cap/Rev").toLowerCase(Locale.ROOT) + " "
                                + file.getFileName().toString().substring(0, 7),
                        row.first("Total", "Total (excludes VAT)"));
            }
            take("payments-by-month", file);
        }
        assertEquals(paid.plain(), stored("cost.paid_gbp"));

        PlainFigures people = new PlainFigures();
        Path population = SharedData.path("reference/scb_folkmangd_kommun_2008-2018.csv");
        for (PlainFigures.Row row : PlainFigures.rows(population, UTF_8, ';')) {
            people.add("/" + row.get("region").substring(0, 4) + "/ " + row.get("år"), row.get("Folkmängd"));
        }
        assertEquals(3190, take("scb-population", population).number("used"));
        assertEquals(people.plain(), stored("population.inhabitants"));

        Path employed = SharedData.path("reference/scb_rams_cp1252_first600.csv");
        BigDecimal all = BigDecimal.ZERO;
        for (PlainFigures.Row row : PlainFigures.rows(employed, Charset.forName("windows-1252"), ',')) {
            all = all.add(new BigDecimal(
                    row.cells().values().stream().reduce((a, b) -> b).orElseThrow()));
        }
        take("scb-employed", employed);
        assertEquals(all, stored("population.employed").values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));

        API.store("/catalog", """
                metrics:
                  - {code: kolada.N00945, name: N00945, unit: "1", granularity: year}
                  - {code: kolada.N03702, name: N03702, unit: "1", granularity: year}
                  - {code: kolada.N03703, name: N03703, unit: "1", granularity: year}
                """);
        for (Path file : files("reference/kolada", ".csv")) {
            if (file.getFileName().toString().startsWith("values_")) {
                Map<String, PlainFigures> values = new HashMap<>();
                for (PlainFigures.Row row : PlainFigures.rows(file, UTF_8, ',')) {
                    if (row.get("gender").equals("T") && !row.get("value").isEmpty()) {
                        values.computeIfAbsent(row.get("kpi"), kpi -> new PlainFigures())
                                .add("/" + row.get("municipality_id") + "/ " + row.get("year"), row.get("value"));
                    }
                }
                take("kolada-values", file);
                values.forEach((kpi, figures) -> assertTrue(
                        stored("kolada." + kpi)
                                .entrySet()
                                .containsAll(figures.plain().entrySet()),
                        kpi));
            }
        }
    }

    @Test
    void webStatisticsPerMonth() throws IOException {
        record Report(String profile, String file, String metric, String column, String qualifier, int places) {}
        for (Report report : List.of(
                new Report(
                        "web-monthly-users", "all_logged_in_users_per_month", "web.users_month", "users", "segment", 0),
                new Report("web-monthly-transactions", "all_transactions", "usage.transactions", "totalEvents", "-", 0),
                new Report("web-monthly-satisfaction", "csat_score", "web.satisfaction", "csat_score", "-", 2))) {
            Path file = SharedData.path("usage/va-gov/monthly_" + report.file() + ".csv");
            PlainFigures expected = new PlainFigures();
            for (PlainFigures.Row row : PlainFigures.rows(file, UTF_8, ',')) {
                String[] date = row.get("date").split("/");
                expected.add(
                        "//" + (report.qualifier().equals("-") ? "" : row.get(report.qualifier()))
                                + " %s-%02d".formatted(date[1], Integer.parseInt(date[0])),
                        new BigDecimal(row.get(report.column()))
                                .movePointLeft(report.places())
                                .toPlainString());
            }
            take(report.profile(), file);
            assertEquals(expected.plain(), stored(report.metric()));
        }
    }

    /** How many versions a figure has had, by this test's own count: each week's file against what was known before. */
    private static final class Versions {
        private final Map<String, List<BigDecimal>> known = new TreeMap<>();
        private long created;
        private long restated;

        void see(String key, String value) {
            List<BigDecimal> versions = known.computeIfAbsent(key, each -> new ArrayList<>());
            BigDecimal number = new BigDecimal(value);
            if (versions.isEmpty()) {
                created++;
            } else if (versions.getLast().compareTo(number) != 0) {
                restated++;
            } else {
                return;
            }
            versions.add(number);
        }
    }

    private static final List<List<String>> WEEKLY = List.of(
            List.of("_users.csv", "web-weekly-users"),
            List.of("_views.csv", "web-weekly-views"),
            List.of("_mobile.csv", "web-weekly-devices"),
            List.of("_signups_weekly.csv", "web-weekly-signups"),
            List.of("_signupstotal_weekly.csv", "web-weekly-accounts"));

    @Test
    void fourOverlappingWeeksGiveTheLastFiguresAndTheWholeHistory() throws IOException {
        Versions versions = new Versions();
        long files = 0;
        for (String week : List.of("2018-02-05", "2018-02-12", "2018-02-19", "2018-02-26")) {
            for (List<String> kind : WEEKLY) {
                for (Path file : files("usage/va-gov/raw_snapshots/" + week, kind.getFirst())) {
                    long createdBefore = versions.created;
                    long restatedBefore = versions.restated;
                    String service = file.getFileName().toString().replace(kind.getFirst(), "");
                    for (PlainFigures.Row row : PlainFigures.rows(file, UTF_8, ',')) {
                        see(versions, kind.get(1), service, row);
                    }
                    Api.Answer answer = take(kind.get(1), file);
                    assertEquals(
                            List.of(versions.created - createdBefore, versions.restated - restatedBefore),
                            List.of(answer.number("created"), answer.number("restated")),
                            file.toString());
                    files++;
                }
            }
        }
        assertEquals(4 * 47, files);
        assertTrue(versions.restated > 0, "some weeks correct what an earlier one said");
        Map<String, BigDecimal> last = new TreeMap<>();
        for (String metric : List.of("users", "views", "visits", "device_share", "signups", "accounts")) {
            stored("web." + metric + "_week").forEach((key, value) -> last.put(metric + " " + key, value));
        }
        Map<String, BigDecimal> expected = new TreeMap<>();
        versions.known.forEach((key, all) -> expected.put(key, all.getLast().stripTrailingZeros()));
        assertEquals(expected, last);
        Map<String, Object> stored = SERVER.row("""
                select count(*) as versions from (
                    select h.series_id from styrkort.observation_history h
                    union all select o.series_id from styrkort.observation o) v
                join styrkort.series s using (series_id) join styrkort.source d using (source_id)
                where d.code like 'web-weekly%'""");
        assertEquals(versions.created + versions.restated, stored.get("versions"));
        versions.known.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .forEach(each -> assertEquals(plain(each.getValue()), history(each.getKey()), each.getKey()));
    }

    private static void see(Versions versions, String profile, String service, PlainFigures.Row row) {
        LocalDate day = LocalDate.parse(row.get("day"), DateTimeFormatter.ofPattern("MM/dd/yy"));
        String week =
                " %d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        switch (profile) {
            case "web-weekly-users" -> versions.see("users " + service + "//" + week, row.get("all"));
            case "web-weekly-views" -> versions.see("views " + service + "//" + week, row.get("views"));
            case "web-weekly-devices" -> {
                versions.see("visits " + service + "//" + week, row.get("all"));
                for (String device : List.of("desktop", "mobile")) {
                    String share =
                            new BigDecimal(row.get(device)).movePointLeft(2).toPlainString();
                    versions.see("device_share " + service + "//" + device + week, share);
                }
            }
            default -> {
                String metric = profile.replace("web-weekly-", "");
                versions.see(metric + " " + service + "//loa1" + week, row.get("loa1signups"));
                versions.see(metric + " " + service + "//loa3" + week, row.get("loa3signups"));
            }
        }
    }

    /** As exact as numbers in JSON are read here. */
    private static String plain(List<BigDecimal> values) {
        return values.stream().map(BigDecimal::doubleValue).toList().toString();
    }

    /** All versions of a figure, the oldest first. */
    private static String history(String key) {
        String[] parts = key.split("[ /]", -1);
        JsonNode trace = API.get("/observations/trace?metric=web." + parts[0] + "_week&service=" + parts[1]
                        + "&qualifier=" + parts[3] + "&period=" + parts[4])
                .json();
        List<BigDecimal> values = new ArrayList<>();
        values.add(Api.decimal(trace.get("current").get("value")));
        trace.get("earlier").values().forEach(version -> values.add(Api.decimal(version.get("value"))));
        return plain(values.reversed());
    }

    private static final List<List<String>> REPORTS = List.of(
            List.of(".*detail", "m365-details"),
            List.of(".*(activationcounts|activationsusercounts)", "m365-activations"),
            List.of(".*(storage)", "m365-storage"),
            List.of(
                    ".*(appsusercounts|versionsusercounts|distributionusercounts|servicesusercounts)",
                    "m365-users-in-period"),
            List.of(".*usercounts", "m365-users"),
            List.of(".*filecounts", "m365-files"),
            List.of(".*(accountcounts|sitecounts|groupcounts|mailboxcounts?)", "m365-objects"),
            List.of(".*(activitycounts|pages)", "m365-activities"));

    /** Every number of every report is stored; of a report with a row per person only how many there are. */
    @Test
    void allReportsOfMicrosoft365() throws IOException {
        List<Path> files = files("usage/m365-report-samples", ".csv");
        assertEquals(53, files.size());
        Map<String, BigDecimal> expected = new TreeMap<>();
        long created = 0;
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".csv", "");
            String profile = REPORTS.stream()
                    .filter(each -> name.matches(each.getFirst()))
                    .map(List::getLast)
                    .findFirst()
                    .orElseThrow();
            BigDecimal sum = BigDecimal.ZERO;
            for (PlainFigures.Row row : PlainFigures.rows(file, UTF_8, ',')) {
                for (Map.Entry<String, String> cell : row.cells().entrySet()) {
                    boolean figure =
                            cell.getValue().matches("\\d+") && !cell.getKey().startsWith("Report ");
                    sum = figure && !profile.equals("m365-details") ? sum.add(new BigDecimal(cell.getValue())) : sum;
                }
                sum = profile.equals("m365-details") ? sum.add(BigDecimal.ONE) : sum;
            }
            Api.Answer answer = PlainFigures.take(API, profile, file);
            if (name.equals("tenant_report_report-activeuserdetail")) {
                // the sample's one row has two cells more than its header
                assertEquals("2: too_many_columns", answer.places("rejections"));
                continue;
            }
            assertEquals(0, answer.number("rejected"), name);
            expected.merge(profile, sum, BigDecimal::add);
            assertEquals(
                    "0 0", answer.get("restated") + " " + answer.get("unchanged"), name + " is a series of its own");
            created += answer.number("created");
        }
        Map<String, BigDecimal> stored = new TreeMap<>();
        SERVER.rows("""
                        select d.code, sum(o.value) as total from styrkort.observation o
                        join styrkort.series s using (series_id) join styrkort.source d using (source_id)
                        where d.code like 'm365%' group by d.code""").forEach(row -> stored.put(String.valueOf(row.get("code")), (BigDecimal) row.get("total")));
        assertEquals(expected, stored);
        assertTrue(created > 150, "figures: " + created);
        assertEquals(0L, SERVER.row("""
                        select count(*) as kept from styrkort.import_content join styrkort.import using (import_id)
                        where profile = 'm365-details'""").get("kept"), "a row per person is not kept");
    }

    @Test
    void aStewardsOwnVersionStaysWhenTheProgramStartsAgain() throws IOException {
        ProfileRepository profiles = SERVER.bean(ProfileRepository.class);
        String shipped = API.get("/profiles/kolada-values").get("yaml");
        long version = API.get("/profiles/kolada-values").number("version");
        profiles.storeShipped();
        assertEquals(version, API.get("/profiles/kolada-values").number("version"), "the same again is no new version");
        String own = shipped.replace("gender: [T]", "gender: [T, K, M]");
        assertFalse(own.equals(shipped));
        API.store("/profiles", own);
        profiles.storeShipped();
        assertEquals(own, API.get("/profiles/kolada-values").get("yaml"));
        API.store("/profiles", shipped);
    }
}
