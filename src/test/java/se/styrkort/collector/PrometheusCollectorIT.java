package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;
import se.styrkort.collector.MonitoredEndpoint.State;
import se.styrkort.prometheus.RunningPrometheus;
import se.styrkort.prometheus.Tool;

/** A real Prometheus scrapes a real endpoint that goes up and down and away, and the collector delivers what happened. */
@Timeout(180)
class PrometheusCollectorIT {
    private static final String PROBED = "https://e-moten.example";

    @TempDir
    private Path temp;

    /** Raw samples, by the instant of the scrape in milliseconds; read without the grid that the collector asks for. */
    private static NavigableMap<Long, String> raw(RunningPrometheus prometheus, String selector) throws Exception {
        NavigableMap<Long, String> samples = new TreeMap<>();
        List<JsonNode> series = prometheus.query(selector + "[10m]");
        assertEquals(1, series.size(), selector);
        for (JsonNode sample : series.getFirst().path("values")) {
            samples.put(
                    Math.round(sample.path(0).asDouble() * 1000), sample.path(1).asText());
        }
        return samples;
    }

    private static List<State> states(NavigableMap<Long, String> up, NavigableMap<Long, String> probes) {
        return up.keySet().stream()
                .map(at -> !probes.containsKey(at) ? State.SILENT : "1".equals(probes.get(at)) ? State.UP : State.DOWN)
                .toList();
    }

    /** A row per second: of the last scrape before it, what that said. */
    private static List<String> rows(
            String service, NavigableMap<Long, String> up, NavigableMap<Long, String> said, Instant until) {
        List<String> rows = new ArrayList<>();
        Instant first = Instant.ofEpochMilli(up.firstKey()).truncatedTo(ChronoUnit.SECONDS);
        for (Instant at = first; at.isBefore(until); at = at.plusSeconds(1)) {
            Map.Entry<Long, String> scrape = up.floorEntry(at.toEpochMilli());
            String value = scrape == null ? null : said.get(scrape.getKey());
            if (value != null) {
                rows.add(service + " " + at + " " + value.equals("1"));
            }
        }
        return rows;
    }

    private static void store(Instances instances, String code, String more) throws Exception {
        instances.store("/collectors", """
                code: %s
                kind: prometheus
                source: monitoring
                profile: probes
                schedule: {every: PT24H}
                settings: {step: PT1S, settle: PT2S, %s}
                """.formatted(code, more));
    }

    private static void runAgain(Instances instances, String code) throws Exception {
        int before = instances.runs(code).size();
        instances.send("POST", "/collectors/" + code + "/run", "application/json", "");
        Instances.await("another run", () -> instances.runs(code).size() > before);
    }

    private static List<String> delivered(Instances instances, String service) {
        return instances.column("""
                select code || ' ' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' ' || up
                from styrkort.probe join styrkort.catalog_entry on entry_id = service_id
                where code = '%s' order by at""".formatted(service));
    }

    private static Instant readTo(Instances instances, String code) {
        return Instant.ofEpochSecond(instances.number(
                "select extract(epoch from read_to)::bigint from styrkort.collector_position where code = '" + code
                        + "'"));
    }

    /** Of a service's probes: each holds until the next, two seconds at most. */
    private record Held(long down, long known, long interruptions) {
        static Held of(List<String> rows) {
            long down = 0;
            long known = 0;
            long interruptions = 0;
            boolean before = true;
            for (int i = 0; i < rows.size(); i++) {
                boolean up = rows.get(i).endsWith(" true");
                long held = i + 1 == rows.size()
                        ? 2
                        : Math.min(2, at(rows.get(i)).until(at(rows.get(i + 1)), ChronoUnit.SECONDS));
                known += held;
                down += up ? 0 : held;
                interruptions += before && !up ? 1 : 0;
                before = up;
            }
            return new Held(down, known, interruptions);
        }

        private static Instant at(String row) {
            return Instant.parse(row.split(" ")[1]);
        }
    }

    /** What the months say together, of which there are two when the test is run at the end of one. */
    private static Held figures(Instances instances, String service, Instant begun) throws Exception {
        String from = begun.toString().substring(0, "2026-11".length());
        String to = Instant.now().toString().substring(0, "2026-11".length());
        Api.Answer answer = instances.get("/availability?service=" + service + "&from=" + from + "&to=" + to);
        assertEquals(200, answer.status(), answer.text());
        Held sum = new Held(0, 0, 0);
        for (var month : answer.json().get("items").values()) {
            sum = new Held(
                    sum.down() + month.get("downSeconds").getLongValue(),
                    sum.known()
                            + month.get("agreedSeconds").getLongValue()
                            - month.get("unknownSeconds").getLongValue(),
                    sum.interruptions() + month.get("interruptions").getLongValue());
        }
        return sum;
    }

    @Test
    void whatAnEndpointDidIsDelivered() throws Exception {
        Tool.path("prometheus"); // or the test is skipped before anything is started
        Path config = temp.resolve("prometheus.yml");
        try (MonitoredEndpoint endpoint = new MonitoredEndpoint()) {
            Files.writeString(config, """
                    global:
                      scrape_interval: 15s
                      scrape_timeout: 10s
                    scrape_configs:
                      - job_name: services
                        static_configs:
                          - targets: ["%s"]
                    """.formatted(endpoint.host()));
            Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            try (RunningPrometheus prometheus = new RunningPrometheus(temp, config);
                    Instances instances = new Instances(temp.resolve("inbox"))) {
                instances.start(Map.of("styrkort.collector.http-allow", "127.0.0.1"));
                follow(endpoint, prometheus, instances, begun);
            }
        }
    }

    private static void follow(
            MonitoredEndpoint endpoint, RunningPrometheus prometheus, Instances instances, Instant begun)
            throws Exception {
        instances.store("/catalog", """
                objects: [{code: a, name: A}]
                products: [{code: b, object: a, name: B}]
                service_hours: [{code: 24x7, zone: UTC, week: {mon-sun: "00:00-24:00"}}]
                services:
                  - {code: probed, product: b, name: Probed, aliases: ["%s"], service_hours: 24x7, measured_by: probes,
                     probe_hold: PT2S}
                  - {code: target, product: b, name: Målet, service_hours: 24x7, measured_by: probes, probe_hold: PT2S}
                """.formatted(PROBED));
        String start = "url: \"" + prometheus.address() + "\", start: \"" + begun + "\", ";
        endpoint.is(State.UP, 3);
        endpoint.is(State.DOWN, 3);
        endpoint.is(State.UP, 2);
        store(instances, "probes", start + "service: {label: target}");
        store(
                instances,
                "up",
                start + "query: 'up{job=\"services\"} == bool 1', service: {label: instance, map: {\"" + endpoint.host()
                        + "\": Målet}}");
        endpoint.is(State.SILENT, 3);
        runAgain(instances, "probes");
        endpoint.is(State.UP, 2);
        endpoint.is(State.DOWN, 2);
        endpoint.is(State.UP, 6); // longer than it takes to settle
        runAgain(instances, "probes");
        runAgain(instances, "up");
        NavigableMap<Long, String> up = raw(prometheus, "up");
        NavigableMap<Long, String> probes = raw(prometheus, "probe_success");
        List<State> happened = endpoint.answered();
        int seen = Math.min(happened.size(), up.size());
        assertEquals(happened.subList(0, seen), states(up, probes).subList(0, seen), "Prometheus saw what happened");
        assertEquals(rows("probed", up, probes, readTo(instances, "probes")), delivered(instances, "probed"));
        assertEquals(rows("target", up, up, readTo(instances, "up")), delivered(instances, "target"));
        for (String service : List.of("probed", "target")) {
            assertTrue(
                    delivered(instances, service).stream().anyMatch(row -> row.endsWith(" false")),
                    "it was down at times");
        }
        assertTrue(
                delivered(instances, "probed").size()
                        < delivered(instances, "target").size(),
                "when it was away nothing is known of the service, and the target was down");
        for (String service : List.of("probed", "target")) {
            assertEquals(
                    Held.of(delivered(instances, service)),
                    figures(instances, service, begun),
                    "the month of " + service + ", to the second");
        }
        assertEquals(2, figures(instances, "probed", begun).interruptions());
        assertEquals(1, figures(instances, "target", begun).interruptions());
        assertEquals(
                List.of("taken"),
                instances.runs("up").stream()
                        .map(run -> run.replaceAll(" .*", ""))
                        .distinct()
                        .toList());
    }
}
