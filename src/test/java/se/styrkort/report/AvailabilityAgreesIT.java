package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
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
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Role;

/** A month's availability, its bounds and its status are the same on the page, in the view and at Prometheus. */
class AvailabilityAgreesIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("AvailabilityAgreesIT", Map.of());

    private static final Api API = new Api(SERVER);
    private static final Actor ACTOR = Actor.ofEverything("test", Role.STEWARD);
    private static final Period JANUARY = Period.month(2026, 1);
    private static final Period MARCH = Period.month(2026, 3);
    private static final List<Period> MONTHS = List.of(JANUARY, Period.month(2026, 2), MARCH, Period.month(2026, 4));

    /** A model whose measure is of a part of all time, up to a month. */
    private static String model(String code, int version, String from, String measure, String value, double target) {
        return """
                code: %s
                version: %d
                valid_from: %s
                name: {sv: It-styrkort, en: IT scorecard}
                perspectives:
                  - code: quality
                    name: {sv: It-kvalitet, en: IT quality}
                    measures:
                      - code: %s
                        name: {sv: Del, en: Part}
                        value: %s
                        normalisation: {goalposts: {zero: 0.9, hundred: 1}}
                        target: %s
                """.formatted(code, version, from, measure, value, target);
    }

    private static final String UP =
            "1 - common(availability.down_s) / (common(availability.agreed_s) - common(availability.planned_s))";
    private static final String PLANNED = "common(availability.planned_s) / common(availability.agreed_s)";

    @BeforeAll
    static void figures() {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services:
                  - {code: whole, product: anv, name: Allt, availability_group: business_system}
                  - {code: unmeasured, product: anv, name: Ingen har sagt vad som är omätt, availability_group: business_system}
                  - {code: too-much, product: anv, name: Mer nere än avtalat, availability_group: business_system}
                  - {code: undelivered, product: anv, name: Avtalad tid utan nertid, availability_group: business_system}
                  - {code: never, product: anv, name: Ingen avtalad tid, availability_group: business_system}
                  - {code: maintained, product: anv, name: Bara underhåll, availability_group: business_system}
                  - {code: absent, product: anv, name: Föll bort, availability_group: business_system}
                  - {code: alone, product: anv, name: Ensam, availability_group: infrastructure}
                  - {code: parts, product: anv, name: I delar, availability_group: infrastructure}
                  - {code: none, product: anv, name: Tillämpas inte, availability_group: business_system}
                  - {code: over, product: anv, name: Omätt går inte in, availability_group: other}
                  - {code: half, product: anv, name: Halv sekund, availability_group: other}
                organisations: [{code: stad, name: Staden, kind: municipality}]
                """);
        StringBuilder rows = new StringBuilder("period,metric,service,organisation,qualifier,value\n");
        for (Period month : MONTHS) {
            // agreed, planned, down, unknown, interruptions; nothing: not delivered
            add(rows, month, "whole", "712800", "7200", "5700", "3600", "3");
            add(rows, month, "unmeasured", "1000", "0", "20", "", "1");
            add(rows, month, "too-much", "100", "0", "200", "0", "1");
            add(rows, month, "undelivered", "1000", "0", "", "0", "");
            add(rows, month, "never", "0", "0", "0", "0", "0");
            add(rows, month, "maintained", "500", "500", "0", "0", "0");
            add(rows, month, "alone", "1000000", "100", "10", "90", "");
            add(rows, month, "none", ".", ".", ".", ".", ".");
            add(rows, month, "over", "1000", "100", "450", "451", "2");
            add(rows, month, "half", "1000", "0", "10.5", "0", "2");
        }
        add(rows, JANUARY, "absent", "1000", "0", "0", "0", "0");
        for (String part : List.of("day", "night")) {
            rows.append("2026-03,availability.agreed_s,parts,,").append(part).append(",500\n");
            rows.append("2026-03,availability.planned_s,parts,,").append(part).append(",0\n");
            rows.append("2026-03,availability.down_s,parts,,").append(part).append(",5\n");
            rows.append("2026-03,availability.unknown_s,parts,,").append(part).append(",0\n");
        }
        Api.Answer taken = API.take("?fileName=a.csv", rows.toString());
        assertEquals("200 0", taken.status() + " " + taken.get("rejected"), taken.text());
        // in force in February: another name, what matters is what it reads; in 2099 another thing by the known name
        API.store("/models", model("it-styrkort", 2, "2026-02", "uptime", UP, 0.97));
        API.store("/models", model("it-styrkort", 3, "2026-04", "availability_service_hours", PLANNED, 0.5));
        API.store("/models", model("a-model", 1, "2020-01", "availability_service_hours", UP, 0.999));
        API.store("/models", model("it-styrkort", 4, "2099-01", "availability_service_hours", PLANNED, 0.4));
        for (String month : List.of("2026-01", "2026-02", "2026-03")) {
            API.post("/periods/" + month + "/close", "application/json", BodyPublishers.noBody());
        }
    }

    private static void add(StringBuilder rows, Period month, String service, String... parts) {
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                rows.append(month.code())
                        .append(',')
                        .append(AvailabilityFigure.METRICS.get(i))
                        .append(',')
                        .append(service)
                        .append(",,,")
                        .append(parts[i])
                        .append('\n');
            }
        }
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "–" : value.setScale(9, RoundingMode.HALF_UP).toPlainString();
    }

    private static String text(AvailabilityFigure figure, @Nullable AvailabilityTarget target) {
        return String.join(
                " ",
                text(figure.ratio()),
                text(figure.low()),
                text(figure.high()),
                text(figure.coverage()),
                text(figure.secondsToRestore().orElse(null)),
                target == null ? "–" : text(target.target()),
                target == null ? "not_defined" : target.status(figure).code());
    }

    /** What the page of a month is made of, for each service and group that it shows, by the page's own classes. */
    private static Map<String, String> page(Period month) {
        return SERVER.bean(DoorRepository.class)
                .read(
                        ACTOR,
                        Permission.READ_AVAILABILITY,
                        new DoorAddress(month, null, null, null),
                        AvailabilityFigure.METRICS,
                        reading -> {
                            AvailabilityRepository repository = SERVER.bean(AvailabilityRepository.class);
                            AvailabilityTarget target =
                                    repository.targets(reading).get(month);
                            Map<String, String> texts = new TreeMap<>();
                            for (GroupAvailability all : repository.groups(
                                    reading,
                                    reading.door().services(),
                                    reading.door().monthsBefore(AvailabilityPage.MONTHS))) {
                                GroupAvailability group = all.withFigures();
                                for (ServiceAvailability service : group.services()) {
                                    if (service.months().containsKey(month)) {
                                        texts.put(service.service().code(), text(service.in(month), target));
                                    }
                                }
                                texts.put(
                                        "group " + group.code(),
                                        text(group.in(month), target) + " of " + group.counted(month) + " without "
                                                + group.missing(month));
                            }
                            return texts;
                        })
                .orElseThrow();
    }

    private static Map<String, String> view(Period month) {
        Map<String, String> texts = new TreeMap<>();
        for (Map<String, Object> row : SERVER.rows("""
                select service as name, availability, low, high, coverage, mtrs_s, target, status, '' as counted
                from published.service_availability where month = '%1$s'
                union all
                select 'group ' || availability_group, availability, low, high, coverage, mtrs_s, target, status,
                       ' of ' || services || ' without ' || services_missing
                from published.group_availability where month = '%1$s'""".formatted(month.code()))) {
            Function<String, String> number = column -> text((BigDecimal) row.get(column));
            texts.put(
                    (String) row.get("name"),
                    String.join(
                                    " ",
                                    number.apply("availability"),
                                    number.apply("low"),
                                    number.apply("high"),
                                    number.apply("coverage"),
                                    number.apply("mtrs_s"),
                                    number.apply("target"),
                                    (String) row.get("status"))
                            + row.get("counted"));
        }
        return texts;
    }

    @Test
    void theViewSaysWhatThePageSays() {
        for (Period month : MONTHS) {
            assertEquals(page(month), view(month), month.code());
        }
        Map<String, String> march = page(MARCH);
        assertEquals(
                "0.991921769 0.986819728 0.991921769 0.994897959 1900.000000000 0.970000000 met", march.get("whole"));
        assertEquals("0.980000000 – – – 20.000000000 0.970000000 met", march.get("unmeasured"));
        String nothing = "– – – – – 0.970000000 ";
        assertEquals(nothing + "no_information", march.get("too-much"));
        assertEquals(nothing + "no_information", march.get("undelivered"));
        assertEquals(nothing + "not_defined", march.get("never"));
        assertEquals(nothing + "not_defined", march.get("maintained"));
        assertEquals(nothing + "not_defined", march.get("none"));
        assertEquals(nothing + "not_defined", march.get("parts"), "the catalog has no rule for parts");
        // whole and unmeasured count; two delivered what is no figure and one nothing at all
        assertEquals(
                "0.991904897 – – – 1430.000000000 0.970000000 met of 2 without 3", march.get("group business_system"));
        assertEquals(nothing + "no_information of 0 without 2", march.get("group other"));
    }

    /** The version that scores the month and the measure that reads the downtime decide, not the newest nor a name. */
    @Test
    void everyMonthIsHeldAgainstItsOwnTarget() {
        assertTrue(
                page(JANUARY).getOrDefault("whole", "").endsWith("0.995000000 near"),
                page(JANUARY).toString());
        assertTrue(
                page(MARCH).getOrDefault("whole", "").endsWith("0.970000000 met"),
                page(MARCH).toString());
        // from April the first model has none, so another's is in force
        assertTrue(page(MONTHS.getLast()).getOrDefault("whole", "").endsWith("0.999000000 below"));
        String table = SERVER.asAdmin(
                        "/availability/whole?period=2026-04", "Accept", "text/html", "Accept-Language", "sv")
                .body()
                .replaceAll("<[^>]*>", " ")
                .replace('\u00a0', ' ')
                .replaceAll("\\s+", " ");
        assertTrue(table.contains("mars 2026 99,19 % ✓ Målet nått minst 97 %"), table);
        assertTrue(table.contains("januari 2026 99,19 % ≈ Nära målet minst 99,5 %"), table);
    }

    @Test
    void prometheusSaysWhatTheViewSays() {
        SERVER.bean(HeadlineMeters.class).refresh();
        Map<String, Map<String, String>> gauges = new HashMap<>();
        SERVER.asAdmin("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("styrkort_service_availability_") && line.contains("it_service="))
                .forEach(line -> gauges.computeIfAbsent(line.substring(0, line.indexOf('{')), name -> new TreeMap<>())
                        .put(
                                line.replaceAll(".*it_service=\"([^\"]*)\".*", "$1"),
                                text(new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)))));
        assertEquals(column("availability"), gauges.get("styrkort_service_availability_ratio"));
        assertEquals(column("low"), gauges.get("styrkort_service_availability_lower_ratio"));
        assertEquals(column("high"), gauges.get("styrkort_service_availability_upper_ratio"));
        assertEquals(
                List.of("alone", "unmeasured", "whole"),
                List.copyOf(gauges.getOrDefault("styrkort_service_availability_ratio", Map.of())
                        .keySet()));
    }

    private static Map<String, String> column(String column) {
        Map<String, String> values = new TreeMap<>();
        SERVER.rows("select service, " + column + " from published.service_availability where month = '2026-03' and "
                        + column + " is not null")
                .forEach(row -> values.put((String) row.get("service"), text((BigDecimal) row.get(column))));
        return values;
    }
}
