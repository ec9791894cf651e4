package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.SharedData;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.ClosedDays;
import se.styrkort.calendar.Spans;
import se.styrkort.calendar.Week;

/** Two real monitors: each status holds until the service's next row, the last until the source's last row. */
class RealMonitorsTest {
    private static final AgreedTime ALWAYS = hours(ZoneOffset.UTC, "mon-sun", "00:00-24:00", false);
    private static final AgreedTime OFFICE = hours(ZoneId.of("Europe/Stockholm"), "mon-fri", "08:00-17:00", true);

    private static AgreedTime hours(ZoneId zone, String days, String segments, boolean holidays) {
        Map<DayOfWeek, List<Week.Segment>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : Week.days(days).orElseThrow()) {
            week.put(day, Week.segments(segments).orElseThrow());
        }
        return new AgreedTime(zone, Week.of(week).orElseThrow(), new ClosedDays(holidays, List.of(), Set.of()));
    }

    /** The rows of a monitor by service and second; of several in one second the last. */
    private record Monitor(Map<String, NavigableMap<Long, Boolean>> rows, long last) {
        static Monitor read(String folder) {
            Map<String, NavigableMap<Long, Boolean>> rows = new TreeMap<>();
            long last = 0;
            try (CsvReader<NamedCsvRecord> csv =
                    CsvReader.builder().ofNamedCsvRecord(SharedData.path("uptime/" + folder + "/probes.csv"))) {
                for (NamedCsvRecord row : csv) {
                    long at = Instant.parse(row.getField("committed_at")).getEpochSecond();
                    last = Math.max(last, at);
                    rows.computeIfAbsent(row.getField("service_slug"), key -> new TreeMap<>())
                            .put(at, row.getField("status").equals("up"));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new Monitor(rows, last);
        }

        ServiceMonth month(String service, YearMonth month, AgreedTime agreed) {
            List<Probe> probes = new ArrayList<>();
            rows.getOrDefault(service, new TreeMap<>()).forEach((at, up) -> probes.add(new Probe(at, up)));
            ProbeSource source = new ProbeSource(ProbeRuns.of(probes, ProbeRuns.UNTIL_NEXT), last);
            ServiceInputs inputs =
                    new ServiceInputs("probes", List.of(), List.of(source), ProbeRuns.UNTIL_NEXT, Duration.ZERO, null);
            Instant later = Instant.ofEpochSecond(last).plus(Duration.ofDays(400));
            return new StatesOfServices(agreed.month(month), null, later, code -> inputs).month(service, agreed);
        }

        List<YearMonth> months() {
            List<YearMonth> months = new ArrayList<>();
            long first = rows.values().stream()
                    .mapToLong(NavigableMap::firstKey)
                    .min()
                    .orElseThrow();
            YearMonth month = monthOf(first);
            while (!month.isAfter(monthOf(last))) {
                months.add(month);
                month = month.plusMonths(1);
            }
            return months;
        }

        private static YearMonth monthOf(long second) {
            return YearMonth.from(LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC));
        }
    }

    /** Seconds and downs of a month, row by row: how long each held, and how much of that was agreed. */
    private static List<Long> rowByRow(Monitor monitor, String service, YearMonth month, AgreedTime agreed) {
        Spans.Span window = agreed.month(month);
        NavigableMap<Long, Boolean> rows = monitor.rows().getOrDefault(service, new TreeMap<>());
        long up = 0;
        long down = 0;
        long downs = 0;
        boolean inDown = false;
        for (Map.Entry<Long, Boolean> row : rows.entrySet()) {
            Long next = rows.higherKey(row.getKey());
            long from = Math.max(row.getKey(), window.from());
            long until = Math.min(next == null ? monitor.last() : next, window.until());
            long held = until <= from ? 0 : agreed.seconds(Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
            if (row.getValue()) {
                up += held;
                inDown = false;
            } else {
                down += held;
                if (held > 0 && !inDown) {
                    downs++;
                    inDown = true;
                }
            }
        }
        return List.of(up, down, downs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uk-de-webarchives", "it-public-sector"})
    void everyMonthOfEveryServiceIsWhatTheRowsSay(String folder) {
        Monitor monitor = Monitor.read(folder);
        int interruptions = 0;
        for (String service : monitor.rows().keySet()) {
            for (YearMonth month : monitor.months()) {
                for (AgreedTime agreed : List.of(ALWAYS, OFFICE)) {
                    MonthlyAvailability figures =
                            monitor.month(service, month, agreed).availability();
                    Availability time = figures.time();
                    List<Long> got = List.of(
                            time.agreedSeconds() - time.downSeconds() - time.unknownSeconds(),
                            time.downSeconds(),
                            figures.interruptions());
                    assertEquals(rowByRow(monitor, service, month, agreed), got, service + " " + month);
                    interruptions += (int) figures.interruptions();
                }
            }
        }
        assertTrue(interruptions > 100, "these monitors saw interruptions: " + interruptions);
    }

    /** Computed apart from this program, around the clock, all months together. */
    @ParameterizedTest
    @CsvSource({
        "uk-de-webarchives, ambiguous-brush, 19280037, 7391",
        "uk-de-webarchives, google, 19228750, 59155",
        "uk-de-webarchives, tna-webarchive-search, 19012477, 32809",
        "uk-de-webarchives, broken-site, 0, 19287905",
        "it-public-sector, anac-open-data, 10421466, 715",
        "it-public-sector, ministero-dei-trasporti-portale-open-data, 9258333, 1163857",
        "it-public-sector, portale-dati-bene-comune, 10413182, 487",
        "it-public-sector, ragioneria-generale-dello-stato-open-bdap, 10405777, 16410",
    })
    void secondsUpAndDown(String folder, String service, long up, long down) {
        Monitor monitor = Monitor.read(folder);
        Availability all = monitor.months().stream()
                .map(month ->
                        monitor.month(service, month, ALWAYS).availability().time())
                .reduce(Availability::plus)
                .orElseThrow();
        assertEquals(
                List.of(up, down),
                List.of(all.agreedSeconds() - all.downSeconds() - all.unknownSeconds(), all.downSeconds()));
    }
}
