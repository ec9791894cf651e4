package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/**
 * Real monitors, to the second: every service and month equals what this test computes by itself from the file, around the
 * clock in UTC and in Swedish office hours.
 */
class StatusHistoryIT {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private static RunningServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = new RunningServer("StatusHistoryIT", Map.of());
        api = new Api(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One status of a service, from its second on. */
    private record Status(long from, boolean up) {}

    /** The statuses of each service, by time; of one second the last row counts. */
    private static Map<String, NavigableMap<Long, Boolean>> statuses(List<String> lines) {
        List<String> header = List.of(lines.getFirst().split(","));
        Map<String, NavigableMap<Long, Boolean>> services = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            long at = Instant.parse(cells[header.indexOf("committed_at")]).getEpochSecond();
            services.computeIfAbsent(cells[header.indexOf("service_slug")], key -> new TreeMap<>())
                    .put(at, cells[header.indexOf("status")].equals("up"));
        }
        return services;
    }

    @ParameterizedTest
    @ValueSource(strings = {"uptime/uk-de-webarchives", "uptime/it-public-sector"})
    void aMonitorsMonthsAreThoseOfItsRows(String folder) throws IOException {
        List<String> lines = Files.readAllLines(SharedData.path(folder + "/probes.csv"));
        Map<String, NavigableMap<Long, Boolean>> services = statuses(lines);
        catalog(services);
        for (String prefix : List.of("all-", "office-")) {
            api.store("/profiles", """
                    code: %1$smonitor
                    into: probes
                    fields:
                      service: {column: service_slug, prefix: %1$s}
                      at: {column: committed_at, form: iso, zone: UTC}
                      up: {column: status, map: {up: true, down: false}}
                    """.formatted(prefix));
            Api.Answer answer = api.take(
                    "?profile=" + prefix + "monitor&source=" + prefix + folder.replace('/', '-'),
                    String.join("\n", lines) + "\n");
            assertEquals(
                    "rows=%d used=%d rejected=0".formatted(lines.size() - 1, lines.size() - 1),
                    answer.get(List.of("rows", "used", "rejected")));
        }
        long first = services.values().stream()
                .mapToLong(NavigableMap::firstKey)
                .min()
                .orElseThrow();
        long last = services.values().stream()
                .mapToLong(NavigableMap::lastKey)
                .max()
                .orElseThrow();
        List<String> expected = new ArrayList<>();
        for (Map.Entry<String, NavigableMap<Long, Boolean>> service : services.entrySet()) {
            for (boolean office : List.of(false, true)) {
                ZoneId zone = office ? SWEDEN : ZoneOffset.UTC;
                YearMonth month = YearMonth.from(Instant.ofEpochSecond(first).atZone(zone));
                for (;
                        !month.isAfter(
                                YearMonth.from(Instant.ofEpochSecond(last).atZone(zone)));
                        month = month.plusMonths(1)) {
                    expected.add((office ? "office-" : "all-") + service.getKey() + " " + month + " "
                            + seconds(service.getValue(), last, agreed(month, office)));
                }
            }
        }
        List<String> found = new ArrayList<>();
        String from = YearMonth.from(Instant.ofEpochSecond(first).atZone(ZoneOffset.UTC))
                .toString();
        String to = YearMonth.from(Instant.ofEpochSecond(last).atZone(SWEDEN)).toString();
        for (JsonNode item : api.items("/availability?from=" + from + "&to=" + to)) {
            String code = Api.text(item.get("service")).replaceFirst("(all|office)-", "");
            if (services.containsKey(code)) {
                found.add(Api.text(item.get("service")) + " " + Api.text(item.get("period")) + " "
                        + Api.text(item.get("agreedSeconds")) + " " + Api.text(item.get("downSeconds")) + " "
                        + Api.text(item.get("unknownSeconds")));
            }
        }
        assertFalse(expected.isEmpty());
        assertEquals(
                expected.stream().sorted().toList(), found.stream().sorted().toList());
    }

    private static void catalog(Map<String, NavigableMap<Long, Boolean>> services) {
        StringBuilder yaml = new StringBuilder("""
                objects: [{code: ob, name: O}]
                products: [{code: pr, object: ob, name: P}]
                calendars: [{code: law, country: SE}]
                service_hours:
                  - {code: all, zone: UTC, week: {mon-sun: "00:00-24:00"}}
                  - {code: office, zone: Europe/Stockholm, calendar: law, week: {mon-fri: "08:00-17:00"}}
                services:
                """);
        for (String service : services.keySet()) {
            for (String hours : List.of("all", "office")) {
                yaml.append(
                        "  - {code: %s-%s, product: pr, name: %s-%s, service_hours: %s, measured_by: probes, probe_hold: until_next}%n"
                                .formatted(hours, service, hours, service, hours));
            }
        }
        api.store("/catalog", yaml.toString());
    }

    /** The agreed spans of a month, day by day. */
    private static List<long[]> agreed(YearMonth month, boolean office) {
        List<long[]> spans = new ArrayList<>();
        for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
            if (!office) {
                spans.add(new long[] {
                    day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                    day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
                });
            } else if (day.getDayOfWeek() != DayOfWeek.SATURDAY
                    && !FREE.contains(day)
                    && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                spans.add(new long[] {
                    ZonedDateTime.of(day, LocalTime.of(8, 0), SWEDEN).toEpochSecond(),
                    ZonedDateTime.of(day, LocalTime.of(17, 0), SWEDEN).toEpochSecond()
                });
            }
        }
        return spans;
    }

    /** The statutory holidays of the files' months that are no Sundays, from the law's list, written out. */
    private static final List<LocalDate> FREE = List.of(
            LocalDate.of(2020, 12, 25),
            LocalDate.of(2020, 12, 26),
            LocalDate.of(2021, 1, 1),
            LocalDate.of(2021, 1, 6),
            LocalDate.of(2021, 4, 2),
            LocalDate.of(2021, 4, 5),
            LocalDate.of(2021, 5, 1),
            LocalDate.of(2021, 5, 13),
            LocalDate.of(2021, 6, 26),
            LocalDate.of(2023, 5, 1),
            LocalDate.of(2023, 5, 18),
            LocalDate.of(2023, 6, 6),
            LocalDate.of(2023, 6, 24));

    /** Agreed, down and unknown seconds: a status holds until the next row of its service, the last to the file's last. */
    private static String seconds(NavigableMap<Long, Boolean> statuses, long last, List<long[]> spans) {
        List<Status> list = new ArrayList<>();
        statuses.forEach((from, up) -> list.add(new Status(from, up)));
        long agreed = 0;
        long up = 0;
        long down = 0;
        for (long[] span : spans) {
            agreed += span[1] - span[0];
            for (int i = 0; i < list.size(); i++) {
                long until = i + 1 < list.size() ? list.get(i + 1).from() : last;
                long part = Math.max(
                        0, Math.min(until, span[1]) - Math.max(list.get(i).from(), span[0]));
                up += list.get(i).up() ? part : 0;
                down += list.get(i).up() ? 0 : part;
            }
        }
        return agreed + " " + down + " " + (agreed - up - down);
    }
}
