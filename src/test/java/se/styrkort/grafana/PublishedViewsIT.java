package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Rule;
import se.styrkort.observation.Measured;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** The published views say the same as the program's own answers. */
class PublishedViewsIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("PublishedViewsIT", Map.of());

    private static void sent(String path, String type, String body) {
        HttpResponse<String> answer = SERVER.send(SERVER.to(path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    /** A tree of three levels in which figures overlap, qualifiers beside plain figures, and every state. */
    @BeforeAll
    static void figures() {
        sent("/api/v1/catalog", "application/yaml", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services:
                  - {code: e-moten, product: anv, name: E-möten, availability_group: business_system}
                  - {code: natverk, product: anv, name: Nätverk, availability_group: infrastructure}
                organisations:
                  - {code: stad, name: Staden, kind: municipality}
                  - {code: skola, name: Skolan, kind: board, parent: stad}
                  - {code: grund, name: Grundskolan, kind: administration, parent: skola}
                  - {code: gymnasium, name: Gymnasiet, kind: administration, parent: skola}
                  - {code: vard, name: Vården, kind: board, parent: stad}
                  - {code: bolag, name: Bolaget, kind: company}
                metrics:
                  - {code: test.none, name: Median, unit: s, granularity: month}
                  - {code: test.mean, name: Medel, unit: s, granularity: month, over_organisations: mean, over_qualifiers: max}
                  - {code: test.low, name: Lägst, unit: s, granularity: month, over_organisations: min, over_qualifiers: min}
                """);
        sent("/api/v1/imports?fileName=figures.csv", "text/csv", """
                period,metric,service,organisation,qualifier,value
                2025-03,usage.active_users,e-moten,grund,,80
                2025-03,usage.active_users,e-moten,gymnasium,,20
                2025-03,usage.active_users,e-moten,vard,,50
                2026-02,usage.active_users,e-moten,grund,,90
                2026-02,usage.active_users,e-moten,gymnasium,,-
                2026-02,usage.active_users,e-moten,vard,,.
                2026-03,usage.active_users,e-moten,grund,,100
                2026-03,usage.active_users,e-moten,gymnasium,,30
                2026-03,usage.active_users,e-moten,skola,,125
                2026-03,usage.active_users,e-moten,vard,,60
                2026-03,usage.active_users,e-moten,bolag,,5
                2026-03,usage.active_users,natverk,grund,,7
                2026-03,usage.active_users,natverk,vard,,..
                2026-03,usage.target_group,e-moten,skola,,250
                2026-03,usage.target_group,e-moten,vard,,80
                2026-03,usage.target_group,e-moten,bolag,,50
                2026-03,usage.volume,natverk,grund,,10
                2026-03,cost.total,e-moten,grund,operating,1000
                2026-03,cost.total,e-moten,grund,capital,500
                2026-03,cost.total,e-moten,gymnasium,operating,100
                2026-03,cost.total,e-moten,gymnasium,,130
                2026-03,cost.total,e-moten,skola,capital,900
                2026-03,cost.total,e-moten,vard,operating,400
                2026-03,cost.total,natverk,grund,operating,50
                2026-03,cost.total,natverk,stad,,70
                2026-03,test.none,e-moten,grund,,3
                2026-03,test.none,e-moten,gymnasium,,4
                2026-03,test.none,e-moten,vard,fast,4
                2026-03,test.none,e-moten,vard,slow,9
                2026-03,test.mean,e-moten,grund,a,3
                2026-03,test.mean,e-moten,grund,b,8
                2026-03,test.mean,e-moten,vard,a,5
                2026-03,test.mean,e-moten,bolag,a,-
                2026-03,test.low,e-moten,grund,,3
                2026-03,test.low,e-moten,vard,,2
                2026-03,desk.contacts,,skola,,200
                2026-03,desk.within_level,,skola,,150
                2026-03,desk.contacts,,vard,,-
                2026-06,availability.agreed_s,e-moten,,,712800
                2026-06,availability.planned_s,e-moten,,,7200
                2026-06,availability.down_s,e-moten,,,5700
                2026-06,availability.unknown_s,e-moten,,,3600
                2026-06,availability.interruptions,e-moten,,,3
                2026-06,availability.agreed_s,natverk,,,0
                2026-06,availability.planned_s,natverk,,,0
                2026-06,availability.down_s,natverk,,,0
                2026-06,availability.unknown_s,natverk,,,0
                """);
    }

    private record Cell(String metric, @Nullable String service, LocalDate period) {}

    /** Everything in the view, by organisation. */
    private static Map<Cell, Map<String, String>> published() throws SQLException {
        Map<Cell, Map<String, String>> cells = new HashMap<>();
        try (Connection connection = SERVER.database().connect();
                PreparedStatement query = connection.prepareStatement("select * from published.figure");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Cell cell = new Cell(
                        row.getString("metric"),
                        row.getString("service"),
                        row.getObject("period_first", LocalDate.class));
                cells.computeIfAbsent(cell, key -> new TreeMap<>())
                        .put(row.getString("organisation"), text(row.getString("state"), row.getBigDecimal("value")));
            }
        }
        return cells;
    }

    private static String text(String state, @Nullable BigDecimal value) {
        return value == null ? state : value.stripTrailingZeros().toPlainString();
    }

    private static Map<String, String> rolledUp(Connection connection, Catalog catalog, long revision, Cell cell)
            throws SQLException {
        Metric metric = catalog.metric(cell.metric);
        if (metric == null) {
            throw new AssertionError(cell);
        }
        List<String> organisations = new ArrayList<>(catalog.list(Kind.ORGANISATION).stream()
                .map(version -> version.entry().code())
                .toList());
        organisations.add("*");
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < organisations.size(); i++) {
            String code = organisations.get(i);
            scopes.add(new Scope(i, code.equals("*") ? null : code, cell.service));
        }
        RollupRepository.Answers answers = SERVER.bean(RollupRepository.class)
                .values(
                        connection,
                        catalog,
                        new RollupRepository.At(revision, true),
                        scopes,
                        new Rollup(
                                metric,
                                Rule.SUM,
                                null,
                                null,
                                null,
                                BigDecimal.ONE,
                                false,
                                List.of(new Period(Granularity.MONTH, cell.period)),
                                false));
        Map<String, String> values = new TreeMap<>();
        for (int subject : answers.withFigures()) {
            Measured measured = answers.bySubject().get(subject);
            if (measured != null) {
                values.put(organisations.get(subject), text(measured.state().name(), measured.value()));
            }
        }
        return values;
    }

    /** The aggregation has one home; the view is the same arithmetic where SQL must reach its indexes. */
    @Test
    void figuresOfOrganisationsAreThoseOfTheOneAggregation() throws SQLException {
        Map<Cell, Map<String, String>> published = published();
        assertTrue(published.size() > 20, published.toString());
        List<String> differences = SERVER.bean(TransactionFactory.class).inSnapshot(connection -> {
            long revision = SERVER.bean(RevisionRepository.class).at(connection, null);
            Catalog catalog = SERVER.bean(CatalogRepository.class).read(connection, revision);
            List<String> different = new ArrayList<>();
            for (Map.Entry<Cell, Map<String, String>> entry : published.entrySet()) {
                Map<String, String> expected = rolledUp(connection, catalog, revision, entry.getKey());
                if (!expected.equals(entry.getValue())) {
                    different.add(entry.getKey() + " is " + expected + ", published " + entry.getValue());
                }
            }
            return different;
        });
        assertEquals(List.of(), differences);
        Map<String, String> users = published.get(new Cell("usage.active_users", "e-moten", LocalDate.of(2026, 3, 1)));
        assertEquals(
                Map.of(
                        "*",
                        "190",
                        "stad",
                        "185",
                        "skola",
                        "125",
                        "grund",
                        "100",
                        "gymnasium",
                        "30",
                        "vard",
                        "60",
                        "bolag",
                        "5"),
                users);
    }

    private static String number(String column, String from) {
        Object value = SERVER.row("select round(" + column + ", 6) as n from published." + from)
                .get("n");
        return value == null ? "absent" : value.toString();
    }

    /** The golden case of June 2026 in office hours. */
    @Test
    void availabilityIsThatOfTheStandard() {
        String june = "service_availability where service = 'e-moten' and month = '2026-06'";
        assertEquals("0.991922", number("availability", june));
        assertEquals("0.991922", number("high", june));
        assertEquals("0.986820", number("low", june));
        assertEquals("0.994898", number("coverage", june));
        assertEquals("1900.000000", number("mtrs_s", june));
        assertEquals("absent", number("availability", "service_availability where service = 'natverk'"));
        assertEquals("0.991922", number("availability", "group_availability where month = '2026-06'"));
    }

    @Test
    void useIsHeldAgainstLastYearTargetGroupAndCost() {
        String march = "service_usage_compared where service = 'e-moten' and month = '2026-03' and organisation = ";
        assertEquals("190.000000", number("amount", march + "'*'"));
        assertEquals("150.000000", number("amount_year_ago", march + "'*'"));
        assertEquals("absent", number("amount_change", march + "'*'"), "the months are open");
        assertEquals("0.500000", number("share_of_target", march + "'*'"));
        assertEquals("15.000000", number("unit_cost", march + "'grund'"));
        assertEquals(
                "7.142857",
                number(
                        "unit_cost",
                        "service_usage where service = 'natverk' and month = '2026-03' and organisation = 'grund'"));
        assertEquals(
                "absent",
                number(
                        "amount",
                        "service_usage where service = 'e-moten' and month = '2026-02' and organisation = 'skola'"));
    }

    @Test
    void theServiceDeskIsKnownWhereItIs() {
        assertEquals("0.750000", number("share_within_level", "desk where organisation = 'skola'"));
        assertEquals("absent", number("share_within_level", "desk where organisation = 'stad'"));
    }

    @Test
    void everyMonthFromFirstToLastIsThere() {
        assertEquals(
                Map.of("n", 16L, "first", "2025-03", "last", "2026-06"),
                SERVER.row("select count(*) as n, min(month) as first, max(month) as last from published.period"));
    }

    /** Storage knows what too little from what does not apply, and what it is called. */
    @Test
    void scoresSayWhatTheyStandFor() {
        assertEquals(
                200,
                SERVER.asAdmin("/api/v1/scorecards?model=it-styrkort&period=2026-03")
                        .statusCode());
        Map<String, Object> desk = SERVER.row("""
                select name_sv, status, target::text, unit, closed, synthetic, in_force, subject_sv, granularity
                from published.score where subject = 'skola' and measure = 'desk_within_level'""");
        assertEquals("Servicedesk inom servicenivå", desk.get("name_sv"));
        assertEquals("near", desk.get("status"));
        assertEquals("0.85", desk.get("target"));
        assertEquals("Skolan", desk.get("subject_sv"));
        assertEquals("month", desk.get("granularity"));
        assertEquals(
                List.of(false, false, true), List.of(desk.get("closed"), desk.get("synthetic"), desk.get("in_force")));
        assertEquals(Map.of("state", "MISSING", "with_value", 1, "applicable", 3), SERVER.row("""
                        select state, with_value, applicable from published.score
                        where subject = 'skola' and node = 'quality'"""));
    }

    /** Whoever has no address of their own comes here, by the port; another start with an address says that one. */
    @Test
    void dashboardsAreToldWhereThePagesAre() {
        String port = SERVER.origin().replaceAll(".*:", "");
        assertEquals(
                "http://localhost:" + port,
                SERVER.row("select * from published.setting").get("base_url"));
        Map<String, Object> settings = new HashMap<>(SERVER.database().properties());
        settings.put("micronaut.server.host", "127.0.0.1");
        settings.put("styrkort.web.base-url", "https://styrkort.example.se/");
        settings.put("styrkort.scorecard.refresh-months", 0);
        try (EmbeddedServer another = ApplicationContext.run(EmbeddedServer.class, settings)) {
            assertEquals(
                    "https://styrkort.example.se",
                    SERVER.row("select * from published.setting").get("base_url"),
                    another.getURI().toString());
        }
    }

    @Test
    void sourcesSayHowFarTheyReach() {
        assertEquals(
                "2026-06", SERVER.row("select last_month from published.source").get("last_month"));
    }
}
