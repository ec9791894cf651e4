package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Period;

/** Which version of a model scores a period: readers of the database are told the same as readers of the pages. */
class InForceIT {
    @AutoClose
    private static final RunningServer SERVER =
            new RunningServer("InForceIT", Map.of("styrkort.scorecard.refresh-months", 0));

    private static final Api API = new Api(SERVER);

    /** The second takes over late, the third looks back before it: by the newest month both are valid. */
    private static final Map<Integer, String> VALID_FROM =
            new TreeMap<>(Map.of(1, "2024-01", 2, "2026-01", 3, "2025-06"));

    private static final List<String> PERIODS =
            List.of("2023-12", "2025-05", "2025-06", "2025-12", "2026-01", "2025-Q1", "2025-Q2", "2025", "2025-T1");

    @BeforeAll
    static void versions() {
        API.store("/catalog", """
                organisations: [{code: skola, name: Skolan, kind: board}]
                metrics:
                  - {code: test.users, name: Användare, unit: users, granularity: month, over_time: sum, over_organisations: sum}
                """);
        API.take("?fileName=a.csv", """
                period,metric,service,organisation,value
                2023-12,test.users,,skola,5
                2025-05,test.users,,skola,10
                2026-01,test.users,,skola,30
                """);
        VALID_FROM.forEach((version, validFrom) ->
                API.post("/models", "application/yaml", BodyPublishers.ofString("""
                code: test
                version: %d
                valid_from: %s
                name: Provmodell
                perspectives:
                  - code: internal
                    name: Intern nytta
                    measures:
                      - code: users
                        name: Användare
                        value: sum(test.users)
                        window: year
                        normalisation: {goalposts: {zero: 0, hundred: 100}}
                """.formatted(version, validFrom))));
        for (String period : PERIODS) {
            VALID_FROM
                    .keySet()
                    .forEach(version -> API.get("/scorecards?model=test&version=" + version + "&period=" + period));
        }
    }

    @Test
    void theViewNamesTheVersionThatScoresThePeriod() throws SQLException {
        List<ModelRepository.Stored> versions = SERVER.bean(ModelRepository.class).all().stream()
                .filter(stored -> stored.code().equals("test"))
                .toList();
        Map<String, Integer> published = new TreeMap<>();
        try (Connection connection = SERVER.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select distinct period, version from published.score where model = 'test' and in_force""")) {
            while (row.next()) {
                assertEquals(null, published.put(row.getString("period"), row.getInt("version")));
            }
        }
        assertTrue(published.keySet().containsAll(PERIODS), published.toString());
        published.forEach((period, version) -> assertEquals(
                version,
                ModelRepository.inForce(versions, Period.parse(period).orElseThrow())
                        .orElseThrow()
                        .version(),
                period));
        assertEquals(
                List.of(1, 3), published.values().stream().distinct().sorted().toList());
    }
}
