package se.styrkort.servicedesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/**
 * The real log of incidents, in both of its dialects, and an independent computation of its figures: another reader,
 * hours counted day by day, its own list of holidays.
 */
class IncidentLogIT {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final String LARGE = "sample_original_values_5998rows.csv";
    private static final String SMALL = "sample_rvinicius_subset.csv";

    /** Holidays that are weekdays, while the log lasts. */
    private static final Set<LocalDate> HOLIDAYS = Set.of(
            LocalDate.of(2016, 3, 25),
            LocalDate.of(2016, 3, 28),
            LocalDate.of(2016, 5, 5),
            LocalDate.of(2016, 6, 6),
            LocalDate.of(2016, 12, 26),
            LocalDate.of(2017, 1, 6));

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("IncidentLogIT", Map.of());

    private static final Api API = new Api(SERVER);

    /** An incident's last state, as the wall clock had it. */
    private record Incident(
            String id,
            LocalDateTime opened,
            @Nullable LocalDateTime resolved,
            LocalDateTime closed,
            String priority,
            boolean withinLevel,
            boolean reopened) {
        YearMonth doneIn() {
            return YearMonth.from(resolved == null ? closed : resolved);
        }

        long officeSeconds() {
            long seconds = 0;
            LocalDateTime end = Objects.requireNonNull(resolved);
            for (LocalDate day = opened.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
                if (day.getDayOfWeek() != DayOfWeek.SATURDAY
                        && day.getDayOfWeek() != DayOfWeek.SUNDAY
                        && !HOLIDAYS.contains(day)) {
                    LocalDateTime from = day.atTime(LocalTime.of(8, 0));
                    LocalDateTime until = day.atTime(LocalTime.of(17, 0));
                    LocalDateTime begin = from.isAfter(opened) ? from : opened;
                    LocalDateTime stop = until.isBefore(end) ? until : end;
                    seconds += Math.max(0, Duration.between(begin, stop).toSeconds());
                }
            }
            return seconds;
        }

        long calendarSeconds() {
            return Duration.between(
                            opened.atZone(SWEDEN),
                            Objects.requireNonNull(resolved).atZone(SWEDEN))
                    .toSeconds();
        }
    }

    private static Collection<Incident> incidents(String file, String form) throws IOException {
        DateTimeFormatter times = DateTimeFormatter.ofPattern(form);
        List<String> lines = Files.readAllLines(SharedData.path("servicedesk/" + file));
        List<String> header = List.of(lines.getFirst().split(",", -1));
        Map<String, Integer> orders = new HashMap<>();
        Map<String, Incident> last = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String id = cells[header.indexOf("number")];
            int order = Integer.parseInt(cells[header.indexOf("sys_mod_count")]);
            if (order >= orders.getOrDefault(id, 0)) {
                orders.put(id, order);
                String resolved = cells[header.indexOf("resolved_at")];
                last.put(
                        id,
                        new Incident(
                                id,
                                LocalDateTime.parse(cells[header.indexOf("opened_at")], times),
                                resolved.equals("?") ? null : LocalDateTime.parse(resolved, times),
                                LocalDateTime.parse(cells[header.indexOf("closed_at")], times),
                                cells[header.indexOf("priority")].substring(0, 1),
                                cells[header.indexOf("made_sla")].equalsIgnoreCase("true"),
                                !cells[header.indexOf("reopen_count")].equals("0")));
            }
        }
        return last.values();
    }

    private static BigDecimal quantile(List<Long> values, double share) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place + 1e-9);
        int above = Math.min(below + 1, sorted.size() - 1);
        return BigDecimal.valueOf(sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below)));
    }

    /** Figures by {@code metric qualifier period}; a month that has nothing of a priority is left out. */
    private static Map<String, BigDecimal> expected(Collection<Incident> incidents) {
        Map<String, BigDecimal> figures = new TreeMap<>();
        YearMonth last = incidents.stream()
                .map(incident -> YearMonth.from(incident.closed))
                .max(YearMonth::compareTo)
                .orElseThrow();
        for (YearMonth month = YearMonth.of(2016, 2); !month.isAfter(last); month = month.plusMonths(1)) {
            YearMonth at = month;
            for (String priority : List.of("", "1", "2", "3", "4")) {
                List<Incident> own = incidents.stream()
                        .filter(incident -> priority.isEmpty() || incident.priority.equals(priority))
                        .toList();
                String key = priority + " " + month;
                List<Incident> resolved = own.stream()
                        .filter(one -> one.resolved != null
                                && YearMonth.from(one.resolved).equals(at))
                        .toList();
                long opened = own.stream()
                        .filter(one -> YearMonth.from(one.opened).equals(at))
                        .count();
                long backlog = own.stream()
                        .filter(one -> !YearMonth.from(one.opened).isAfter(at)
                                && one.doneIn().isAfter(at))
                        .count();
                if (resolved.size() + opened + backlog == 0) {
                    continue;
                }
                figures.put("opened " + key, BigDecimal.valueOf(opened));
                figures.put("backlog " + key, BigDecimal.valueOf(backlog));
                figures.put("resolved " + key, BigDecimal.valueOf(resolved.size()));
                figures.put("contacts " + key, BigDecimal.valueOf(resolved.size()));
                figures.put(
                        "within_level " + key,
                        BigDecimal.valueOf(
                                resolved.stream().filter(Incident::withinLevel).count()));
                figures.put("reopened_known " + key, BigDecimal.valueOf(resolved.size()));
                figures.put(
                        "reopened " + key,
                        BigDecimal.valueOf(
                                resolved.stream().filter(Incident::reopened).count()));
                figures.put("first_contact_known " + key, BigDecimal.ZERO);
                figures.put("first_contact " + key, BigDecimal.ZERO);
                handling(
                        figures,
                        "handling",
                        key,
                        resolved.stream().map(Incident::officeSeconds).toList());
                handling(
                        figures,
                        "handling_calendar",
                        key,
                        resolved.stream().map(Incident::calendarSeconds).toList());
            }
        }
        return figures;
    }

    private static void handling(Map<String, BigDecimal> figures, String name, String key, List<Long> seconds) {
        figures.put(
                name + "_s " + key,
                BigDecimal.valueOf(seconds.stream().mapToLong(Long::longValue).sum()));
        if (!seconds.isEmpty()) {
            figures.put(name + "_median_s " + key, quantile(seconds, 0.5));
            figures.put(name + "_p90_s " + key, quantile(seconds, 0.9));
        }
    }

    private static Map<String, BigDecimal> stored(@Nullable String service) {
        Map<String, BigDecimal> figures = new TreeMap<>();
        for (JsonNode item : API.items("/observations?limit=5000")) {
            if (Api.text(item.get("metric")).startsWith("desk.")
                    && Api.text(item.get("service")).equals(String.valueOf(service))
                    && Api.text(item.get("state")).equals("VALUE")) {
                assertEquals("null", Api.text(item.get("organisation")));
                figures.put(
                        Api.text(item.get("metric")).substring(5) + " " + Api.text(item.get("qualifier")) + " "
                                + Api.text(item.get("period")),
                        Api.decimal(item.get("value")));
            }
        }
        return figures;
    }

    private static void assertSame(Map<String, BigDecimal> expected, Map<String, BigDecimal> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((key, value) -> assertEquals(
                value.setScale(4, RoundingMode.HALF_UP),
                Objects.requireNonNull(found.get(key)).setScale(4, RoundingMode.HALF_UP),
                key));
    }

    private static Api.Answer take(String file) throws IOException {
        return API.take(
                "?profile=incident-log&source=desk&fileName=" + file,
                Files.readAllBytes(SharedData.path("servicedesk/" + file)));
    }

    @Test
    void bothDialectsGiveTheSameTicketsAndTheirFiguresAreThoseOfAnotherComputation() throws IOException {
        List<String> counts =
                List.of("rows", "used", "filtered", "blank", "rejected", "created", "unchanged", "restated");
        Api.Answer large = take(LARGE);
        assertEquals(
                "rows=5998 used=890 filtered=5108 blank=0 rejected=0 created=890 unchanged=0 restated=0",
                large.get(counts),
                large.text());

        Collection<Incident> incidents = incidents(LARGE, "dd-MM-yyyy HH:mm");
        Map<String, BigDecimal> expected = expected(incidents);
        assertEquals(new BigDecimal("861"), total(expected, "resolved "));
        assertTrue(total(expected, "handling_s ").compareTo(total(expected, "handling_calendar_s ")) < 0);
        assertSame(expected, stored("servicedesk"));
        assertSame(expected, stored(null));

        Api.Answer small = take(SMALL);
        assertEquals(
                "rows=198 used=32 filtered=166 blank=0 rejected=0 created=0 unchanged=32 restated=0",
                small.get(counts),
                small.text());
        assertEquals("null", small.get("revision"));

        for (JsonNode ticket : API.items("/tickets?month=2016-02&service=servicedesk&limit=100")) {
            Incident incident = incidents.stream()
                    .filter(one -> one.id().equals(Api.text(ticket.get("id"))))
                    .findFirst()
                    .orElseThrow();
            if (incident.resolved() != null) {
                assertEquals(
                        incident.officeSeconds(), ticket.get("handlingSeconds").getLongValue(), incident.id());
                assertEquals(
                        incident.calendarSeconds(),
                        ticket.get("handlingCalendarSeconds").getLongValue(),
                        incident.id());
            }
        }
        assertEquals(
                207,
                API.items("/tickets?month=2016-02&service=servicedesk&limit=100")
                        .size());
    }

    private static BigDecimal total(Map<String, BigDecimal> figures, String name) {
        return figures.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith(name + " "))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
