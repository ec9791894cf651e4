package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Role;

/** What use is counted in, how it has changed and what a unit costs are the same on the pages and in the views. */
class UseAgreesIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("UseAgreesIT", Map.of());

    private static final Api API = new Api(SERVER);
    private static final Actor ACTOR = Actor.ofEverything("test", Role.STEWARD);
    private static final Period APRIL = Period.month(2026, 4);
    private static final List<Period> MONTHS =
            List.of(Period.month(2025, 3), Period.month(2025, 4), Period.month(2026, 3), APRIL);

    @BeforeAll
    static void figures() {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services:
                  - {code: both, product: anv, name: Både användare och volym}
                  - {code: changed, product: anv, name: Från volym till användare}
                  - {code: back, product: anv, name: Från användare till volym}
                  - {code: calls, product: anv, name: Transaktioner}
                  - {code: stopped, product: anv, name: Räknas inte längre}
                  - {code: empty, product: anv, name: Bara saknade användare}
                  - {code: cost, product: anv, name: Bara kostnad}
                  - {code: school, product: anv, name: En skola räknar användare}
                organisations:
                  - {code: stad, name: Staden, kind: municipality}
                  - {code: skola, name: Skolan, kind: board, parent: stad}
                  - {code: vard, name: Vården, kind: board, parent: stad}
                """);
        Api.Answer taken = API.take("?fileName=a.csv", """
                period,metric,service,organisation,value
                2025-03,usage.active_users,both,skola,50
                2025-03,usage.volume,both,skola,7
                2026-03,usage.active_users,both,skola,60
                2026-03,usage.active_users,both,vard,30
                2026-03,usage.volume,both,skola,5
                2026-03,usage.target_group,both,skola,80
                2026-03,usage.target_group,both,vard,40
                2026-03,cost.total,both,skola,1800
                2026-03,cost.total,both,vard,900
                2025-03,usage.volume,changed,skola,1000
                2025-03,cost.total,changed,skola,500
                2026-03,usage.active_users,changed,skola,100
                2026-03,cost.total,changed,skola,500
                2025-03,usage.active_users,back,skola,10
                2025-04,usage.volume,back,skola,3
                2026-03,usage.active_users,back,skola,20
                2026-03,usage.target_group,back,skola,40
                2026-03,cost.total,back,skola,10
                2026-04,usage.volume,back,skola,4
                2026-04,cost.total,back,skola,12
                2025-03,usage.transactions,calls,vard,400
                2026-03,usage.transactions,calls,vard,500
                2026-03,usage.target_group,calls,vard,9
                2026-03,cost.total,calls,vard,50
                2025-03,usage.volume,stopped,skola,8
                2026-03,usage.volume,stopped,skola,-
                2026-03,cost.total,stopped,skola,3
                2026-03,usage.active_users,empty,skola,-
                2026-03,usage.volume,empty,skola,6
                2026-03,cost.total,empty,skola,12
                2026-03,cost.total,cost,skola,12
                2025-03,usage.volume,school,vard,5
                2026-03,usage.volume,school,vard,6
                2026-03,usage.active_users,school,skola,1
                2026-03,cost.total,school,vard,12
                """);
        assertEquals("200 0", taken.status() + " " + taken.get("rejected"), taken.text());
        for (String month : List.of("2025-03", "2025-04", "2026-03")) {
            API.post("/periods/" + month + "/close", "application/json", BodyPublishers.noBody());
        }
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "–" : value.setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    /** The months as a page of April says them: of all, or of one organisation. */
    private static Map<String, String> page(@Nullable String organisation, Period shown) {
        return SERVER.bean(DoorRepository.class)
                .read(
                        ACTOR,
                        Permission.READ_FIGURES,
                        new DoorAddress(shown, organisation, null, null),
                        UseFigures.METRICS,
                        reading -> {
                            Map<String, String> texts = new TreeMap<>();
                            for (ServiceUse use : SERVER.bean(UsageRepository.class)
                                    .services(reading, reading.door().services(), MONTHS)) {
                                for (Period month : MONTHS) {
                                    texts.put(
                                            use.service().code() + " " + month.code(),
                                            text(reading.door(), use.figures(), month));
                                }
                            }
                            return texts;
                        })
                .orElseThrow();
    }

    private static String text(DoorView door, UseFigures figures, Period month) {
        Metric metric = figures.metric();
        return String.join(
                " ",
                metric == null ? "–" : metric.code(),
                text(figures.use(month).value()),
                text(figures.share(month).value()),
                text(figures.cost(month).value()),
                text(figures.unitCost(month).value()),
                text(
                        door.areComparable(month, month.plus(-12))
                                ? figures.change(month, month.plus(-12)).orElse(null)
                                : null));
    }

    private static Map<String, String> view(String organisation) {
        Map<String, String> texts = new TreeMap<>();
        SERVER.rows("select * from published.service_usage_compared where organisation = '" + organisation + "'")
                .forEach(row -> {
                    Function<String, String> number = column -> text((BigDecimal) row.get(column));
                    texts.put(
                            row.get("service") + " " + row.get("month"),
                            String.join(
                                    " ",
                                    row.get("unit") == null ? "–" : metric((String) row.get("unit")),
                                    number.apply("amount"),
                                    number.apply("share_of_target"),
                                    number.apply("cost"),
                                    number.apply("unit_cost"),
                                    number.apply("amount_change")));
                });
        return texts;
    }

    private static String metric(String unit) {
        return switch (unit) {
            case "users" -> "usage.active_users";
            case "units" -> "usage.volume";
            default -> "usage.transactions";
        };
    }

    @Test
    void theViewSaysWhatThePageSays() {
        for (String organisation : List.of("*", "stad", "skola", "vard")) {
            Map<String, String> view = view(organisation);
            Map<String, String> page = page(organisation.equals("*") ? null : organisation, APRIL);
            page.keySet().retainAll(view.keySet()); // the view has no row of a month without figures
            assertEquals(page, view, organisation);
        }
        Map<String, String> all = view("*");
        assertEquals("usage.active_users 90.000000 0.750000 2700.000000 30.000000 0.800000", all.get("both 2026-03"));
        assertEquals("usage.active_users 100.000000 – 500.000000 5.000000 –", all.get("changed 2026-03"));
        assertEquals("usage.active_users – – 500.000000 – –", all.get("changed 2025-03"), "a volume is no users");
        assertEquals("usage.volume – – 10.000000 – –", all.get("back 2026-03"));
        assertEquals("usage.volume 4.000000 – 12.000000 3.000000 –", all.get("back 2026-04"), "April is open");
        assertEquals("usage.transactions 500.000000 – 50.000000 0.100000 0.250000", all.get("calls 2026-03"));
        assertEquals("usage.volume – – 3.000000 – –", all.get("stopped 2026-03"));
        assertEquals("usage.volume 6.000000 – 12.000000 2.000000 –", all.get("empty 2026-03"));
        assertEquals("– – – 12.000000 – –", all.get("cost 2026-03"));
        assertTrue(view("vard").getOrDefault("school 2026-03", "").startsWith("usage.active_users – "));
    }

    /** A page of March knows nothing of April's change to volumes; how many months it reads makes no difference. */
    @Test
    void aPageCountsAsInItsNewestMonth() {
        assertEquals(
                "usage.active_users 20.000000 0.500000 10.000000 0.500000 1.000000",
                page(null, Period.month(2026, 3)).get("back 2026-03"));
        for (List<Period> months : List.of(List.of(APRIL), MONTHS)) {
            String counted = SERVER.bean(DoorRepository.class)
                    .read(
                            ACTOR,
                            Permission.READ_FIGURES,
                            new DoorAddress(APRIL, null, null, null),
                            UseFigures.METRICS,
                            reading ->
                                    SERVER
                                            .bean(UsageRepository.class)
                                            .services(reading, reading.door().services(), months)
                                            .stream()
                                            .map(ServiceUse::figures)
                                            .map(figures -> figures.metric() == null
                                                    ? ""
                                                    : figures.metric().code())
                                            .toList())
                    .map(List::toString)
                    .orElse("");
            // by the services' codes: back, both, calls, changed, cost, empty, school, stopped
            assertEquals(
                    "[usage.volume, usage.active_users, usage.transactions, usage.active_users, , usage.volume,"
                            + " usage.active_users, usage.volume]",
                    counted);
        }
    }
}
