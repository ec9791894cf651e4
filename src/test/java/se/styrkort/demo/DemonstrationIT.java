package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Period;

/** The demonstration in a store: what is computed of its inputs is there, whole, and marked as invented. */
class DemonstrationIT {
    private static final Period LAST = Period.month(2026, 6);

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("DemonstrationIT", Map.of());

    private static final String CURRENT = """
            from styrkort.observation o join styrkort.series s using (series_id)
            join styrkort.catalog_entry m on m.entry_id = s.metric_id
            join styrkort.source d on d.source_id = s.source_id
            left join styrkort.catalog_entry v on v.entry_id = s.service_id
            left join styrkort.catalog_entry g on g.entry_id = s.organisation_id
            where o.period <= date '2026-06-01' and\s""";

    @BeforeAll
    static void load() throws Exception {
        SERVER.bean(Demonstration.class).load(LAST);
    }

    private static Map<String, Object> row(String select, String where) {
        return SERVER.row(select + " " + CURRENT + where);
    }

    @Test
    void allThatIsThereIsInvented() {
        List<Map<String, Object>> qualities =
                SERVER.rows("select distinct quality::text as quality " + CURRENT + "true");
        assertEquals(List.of(Map.of("quality", "SYNTHETIC")), qualities);
        assertEquals(
                0L,
                SERVER.row("select count(*) as number from styrkort.observation where quality::text <> 'SYNTHETIC'")
                        .get("number"));
        assertTrue(SERVER.bean(Demonstration.class).isThere());
        assertFalse(SERVER.bean(Demonstration.class).isOthersData());
        assertEquals(
                0L,
                SERVER.row("select count(*) as number from styrkort.import_rejection")
                        .get("number"));
    }

    @Test
    void everyServiceInOperationHasAllItsMonths() {
        for (String metric : List.of("agreed_s", "planned_s", "down_s", "unknown_s", "interruptions")) {
            assertEquals(
                    Map.of("services", 30L, "months", 36L, "number", 1080L),
                    row("""
                            select count(distinct v.code) as services, count(distinct o.period) as months,
                                   count(*) as number""", "m.code = 'availability.%s'".formatted(metric)));
        }
    }

    /** Minute by minute, and what the program made of it. */
    @Test
    void availabilityIsThatOfTheInputs() {
        Map<String, BigDecimal> expected = new TreeMap<>();
        RoughDelivery.figures(LAST, figure -> {
            if (figure.metric().matches("availability\\.(agreed|down)_s")
                    && !figure.service().equals(OutageLog.CORRECTED)) {
                expected.put(
                        figure.metric() + " " + figure.service() + " " + figure.period(),
                        Shipped.present(figure.value(), figure));
            }
        });
        Map<String, BigDecimal> computed = new TreeMap<>();
        SERVER.rows("""
                        select m.code as metric, v.code as service, to_char(o.period, 'YYYY-MM') as month, o.value\s"""
                        + CURRENT + "m.code in ('availability.agreed_s', 'availability.down_s') and v.code <> '"
                        + OutageLog.CORRECTED + "'")
                .forEach(row -> computed.put(
                        row.get("metric") + " " + row.get("service") + " " + row.get("month"),
                        Shipped.present((BigDecimal) row.get("value"), row).setScale(0)));
        assertEquals(expected, computed);
    }

    @Test
    void onlyWhatAMonitorLooksAtIsUnknown() {
        Map<String, Object> unknown = row(
                "select string_agg(distinct v.code, ' ' order by v.code) as services",
                "m.code = 'availability.unknown_s' and o.value > 0");
        assertEquals("datakommunikation e-moten e-tjansteplattform-drift tradlost-natverk", unknown.get("services"));
    }

    @Test
    void theDeskHasFiguresOfEveryOrganisationAndMonth() {
        for (String metric : List.of("desk.contacts", "desk.within_level", "desk.backlog")) {
            assertEquals(
                    Map.of("organisations", 12L, "number", 432L),
                    row("select count(distinct g.code) as organisations, count(*) as number", """
                            m.code = '%s' and v.code is null and s.qualifier = '' and g.code is not null
                            and o.state::text = 'VALUE'""".formatted(metric)));
        }
    }

    /** The desk's own whole, and the organisations' together, are the same tickets. */
    @Test
    void theWholeIsCountedOnce() {
        String sql =
                "select string_agg(contacts::text || ' ' || opened::text || ' ' || backlog::text, ' ' order by month) as counted"
                        + " from published.desk where organisation = '%s'";
        assertEquals(SERVER.row(sql.formatted("exempelstad")), SERVER.row(sql.formatted("*")));
    }

    @Test
    void correctionsHaveTheirReasonsAndTheirMonth() {
        assertEquals(
                List.of(
                        "Leverantörens logg visar att avbrottet varade längre",
                        "Ärenden felaktigt bokförda som lösta i tid"),
                SERVER.rows("""
                                select distinct coalesce(o.reason, r.reason) as reason from styrkort.observation o join styrkort.revision r using (revision)
                                join styrkort.series s using (series_id) join styrkort.source d using (source_id)
                                where d.code in ('availability', 'servicedesk') and coalesce(o.reason, r.reason) is not null
                                  and o.period = date '2025-12-01' order by 1""").stream().map(row -> row.get("reason")).toList());
        assertEquals(
                0L,
                SERVER.row("select count(*) as number from styrkort.due where month < date '2026-07-01'")
                        .get("number"));
    }
}
