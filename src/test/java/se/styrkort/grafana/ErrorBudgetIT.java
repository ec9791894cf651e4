package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.availability.Availability;
import se.styrkort.availability.ErrorBudget;

/** Error budgets of the views and of the gauges, and outages of the view: two services, one that fails and one that does not. */
class ErrorBudgetIT {
    @AutoClose
    private static final RunningServer SERVER =
            new RunningServer("ErrorBudgetIT", Map.of("styrkort.figures.refresh", "200ms"));

    /** The month that has ended, where all clocks agree on it. */
    private static final LocalDate LAST = lastMonth();

    private static LocalDate lastMonth() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1).withDayOfMonth(1).minusMonths(1);
    }

    private static final String SECRET = "Kabelbrott vid Storgatan";

    @BeforeAll
    static void outages() throws Exception {
        Api api = new Api(SERVER);
        api.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                service_hours: [{code: utc, zone: UTC, week: {mon-sun: "00:00-24:00"}}]
                availability_groups: [{code: infra, name: Infrastruktur, target: 0.999}, {code: annat, name: Annat}]
                services:
                  - {code: natverk, product: anv, name: Nätverk, service_hours: utc, availability_group: infra}
                  - {code: e-moten, product: anv, name: E-möten, service_hours: utc, availability_group: annat, availability_target: 0.99}
                  - {code: pekplatta, product: anv, name: Pekplatta, service_hours: utc, availability_group: annat}
                """);
        LocalDate tenth = LAST.plusDays(9);
        api.take("?profile=outages&source=drift&fileName=avbrott.csv", """
                service,start,end,kind,announced_at,reason,published,message
                natverk,%1$sT08:00Z,%1$sT10:00Z,unplanned,,%2$s,true,Nätet var nere
                e-moten,%1$sT12:00Z,%1$sT13:00Z,unplanned,,%2$s,false,Ej utgivet
                e-moten,%1$sT20:00Z,%1$sT22:00Z,planned,%3$sT08:00Z,%2$s,false,
                """.formatted(tenth, SECRET, LAST));
    }

    private static Availability month(long planned, long down) {
        return new Availability(Duration.ofDays(LAST.lengthOfMonth()).toSeconds(), planned, down, 0);
    }

    private static String number(@Nullable Object value) {
        return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
    }

    @Test
    void theViewSaysWhatTheProgramSays() {
        Map<String, ErrorBudget> expected = Map.of(
                "natverk", ErrorBudget.of(new BigDecimal("0.999"), month(0, 7_200), month(0, 7_200)),
                "e-moten", ErrorBudget.of(new BigDecimal("0.99"), month(7_200, 3_600), month(7_200, 3_600)));
        List<Map<String, Object>> rows =
                SERVER.rows("select * from published.error_budget where period_first = date '%s'".formatted(LAST));
        assertEquals(2, rows.size(), rows::toString);
        for (Map<String, Object> row : rows) {
            ErrorBudget budget = expected.get(String.valueOf(row.get("service")));
            if (budget == null) {
                throw new AssertionError(row);
            }
            assertEquals(number(budget.allowedSeconds()), number(row.get("budget_s")));
            assertEquals(number(budget.leftSeconds()), number(row.get("left_s")));
            assertEquals(budget.leftSeconds().signum() < 0, row.get("missed"));
            assertEquals(
                    budget.usedShare().orElseThrow().doubleValue(),
                    Double.parseDouble(number(row.get("used_share"))),
                    1e-12);
        }
    }

    @Test
    void aGroupWithATargetHasABudgetOfItsOwn() {
        Map<String, Object> row =
                SERVER.row("select * from published.group_error_budget where period_first = date '%s'".formatted(LAST));
        assertEquals("infra", row.get("availability_group"));
        assertEquals("7200", number(row.get("used_s")));
        assertEquals(true, row.get("missed"));
    }

    @Test
    void outagesAreToldWithoutWhatIsInternal() {
        List<Map<String, Object>> rows = SERVER.rows("select * from published.outage order by started_at, service");
        assertEquals(
                List.of("natverk 7200", "e-moten 3600", "e-moten 7200"),
                rows.stream()
                        .map(row -> row.get("service") + " " + number(row.get("duration_s")))
                        .toList());
        assertEquals(
                Arrays.asList("Nätet var nere", null, null),
                rows.stream().map(row -> row.get("message")).toList());
        assertFalse(rows.toString().contains(SECRET));
        assertEquals(
                Set.of(
                        "service",
                        "name_sv",
                        "availability_group",
                        "kind",
                        "started_at",
                        "ended_at",
                        "duration_s",
                        "announced_at",
                        "published",
                        "message",
                        "synthetic"),
                rows.getFirst().keySet());
    }

    /** The samples of one name by service. */
    private static Map<String, Double> samples(String name, int number) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(30));
        Map<String, Double> found = Map.of();
        while (found.size() < number && Instant.now().isBefore(until)) {
            found = SERVER.asAdmin("/prometheus")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{"))
                    .collect(Collectors.toMap(
                            line -> line.replaceAll(".*(?:it_service|source)=\"([^\"]*)\".*", "$1"),
                            line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                            (one, _) -> one,
                            TreeMap::new));
            Thread.sleep(50);
        }
        return found;
    }

    /** Nothing has failed in the running month: its budget is whole, and that of the whole month. */
    @Test
    void gaugesShowTheRunningMonth() throws InterruptedException {
        Map<String, Double> allowed = samples("styrkort_service_error_budget_seconds", 2);
        assertEquals(new TreeSet<>(Set.of("e-moten", "natverk")), allowed.keySet());
        assertEquals(allowed, samples("styrkort_service_error_budget_left_seconds", 2));
        long days = LAST.plusMonths(1).lengthOfMonth();
        assertEquals(86_400 * days / 100.0, allowed.getOrDefault("e-moten", 0.0), 1e-6);
        assertEquals(86_400 * days / 1_000.0, allowed.getOrDefault("natverk", 0.0), 1e-6);
        assertEquals(
                Set.of(0.0),
                Set.copyOf(
                        samples("styrkort_service_error_budget_used_ratio", 2).values()));
        samples("styrkort_service_error_budget_elapsed_ratio", 2)
                .forEach((service, passed) -> assertTrue(passed >= 0 && passed <= 1, service + " " + passed));
        Map<String, Double> told = samples("styrkort_availability_input_timestamp_seconds", 1);
        assertEquals(Set.of("drift"), told.keySet());
        assertTrue(Math.abs(told.getOrDefault("drift", 0.0) - Instant.now().getEpochSecond()) < 600, told::toString);
    }
}
