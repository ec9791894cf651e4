package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Period;

/** Which version of a model scores a period is the same to the program and to readers of the published scores. */
class VersionInForceIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("VersionInForceIT", Map.of());

    private static final Api API = new Api(SERVER);
    private static final List<String> PERIODS = List.of(
            "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2025-Q4", "2026-Q1",
            "2026-Q2", "2026-T1", "2026-H1", "2025", "2026");

    @BeforeAll
    static void scores() {
        API.store("/catalog", """
                organisations: [{code: stad, name: Staden, kind: municipality}]
                metrics: [{code: m.a, name: A, unit: "1", granularity: month, over_time: sum}]
                """);
        StringBuilder rows = new StringBuilder("period,metric,service,organisation,value\n");
        Period december = Period.month(2026, 12);
        for (Period month = Period.month(2025, 12); month.compareTo(december) <= 0; month = month.next()) {
            rows.append(month.code()).append(",m.a,,stad,50\n");
        }
        Api.Answer taken = API.take("?fileName=a.csv", rows.toString());
        assertEquals("200 0", taken.status() + " " + taken.get("rejected"), taken.text());
        // a version may be sent that is valid before an earlier one
        Map.of(1, "2026-05", 2, "2026-02", 3, "2026-04").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(version -> API.store("/models", """
                        code: versions
                        version: %d
                        valid_from: %s
                        name: Versioner
                        perspectives:
                          - code: p
                            name: P
                            measures:
                              - {code: a, name: A, value: sum(m.a), normalisation: {goalposts: {zero: 0, hundred: 100}}}
                        """.formatted(version.getKey(), version.getValue())));
        for (String period : PERIODS) {
            for (int version = 1; version <= 3; version++) {
                Api.Answer answer = API.get("/scorecards?model=versions&version=" + version + "&period=" + period);
                assertEquals(200, answer.status(), answer.text());
            }
        }
    }

    @Test
    void theViewMarksTheVersionThatTheProgramChooses() {
        List<ModelRepository.Stored> versions = SERVER.bean(ModelRepository.class).all().stream()
                .filter(stored -> stored.code().equals("versions"))
                .toList();
        Map<String, Integer> chosen = new TreeMap<>();
        Map<String, Integer> marked = new TreeMap<>();
        Set<Integer> seen = new TreeSet<>();
        SERVER.rows("select distinct period, version, in_force from published.score where model = 'versions'")
                .forEach(row -> {
                    String period = String.valueOf(row.get("period"));
                    chosen.put(
                            period,
                            ModelRepository.inForce(
                                            versions, Period.parse(period).orElseThrow())
                                    .orElseThrow()
                                    .version());
                    if (Boolean.TRUE.equals(row.get("in_force"))) {
                        assertEquals(null, marked.put(period, (Integer) row.get("version")), "one of them: " + period);
                    }
                });
        seen.addAll(chosen.values());
        assertEquals(chosen, marked);
        assertEquals(Set.copyOf(PERIODS), chosen.keySet());
        assertEquals(Set.of(1, 2, 3), seen);
    }
}
