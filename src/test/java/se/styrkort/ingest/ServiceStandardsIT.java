package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/** The Government of Canada's service standards as a measure of quality for each organisation: met, of all. */
class ServiceStandardsIT {
    private static final String MODEL = """
            code: standards
            version: 1
            valid_from: 2020
            perspectives:
              - code: quality
                measures:
                  - code: within_standard
                    value: sum(standard.within) / sum(standard.cases)
                    window: year
                    normalisation: {goalposts: {zero: 0.5, hundred: 1}}
                    target: 0.8
                    unit: ratio
            """;

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ServiceStandardsIT", Map.of());

    private static final Api API = new Api(SERVER);

    /** What the rows of an organisation come to: what was not delivered for any of them is not guessed. */
    private static final class Expected {
        private BigDecimal within = BigDecimal.ZERO;
        private BigDecimal cases = BigDecimal.ZERO;
        private boolean missing;

        void add(String met, String all) {
            missing |= List.of("", "ND").contains(met) || List.of("", "ND").contains(all);
            within = within.add(number(met));
            cases = cases.add(number(all));
        }

        private static BigDecimal number(String cell) {
            return List.of("", "ND", "NA").contains(cell) ? BigDecimal.ZERO : new BigDecimal(cell);
        }

        String told() {
            if (missing) {
                return "MISSING";
            }
            return cases.signum() == 0
                    ? "NOT_APPLICABLE"
                    : within.divide(cases, MathContext.DECIMAL64)
                            .round(new MathContext(12))
                            .toPlainString();
        }
    }

    @Test
    void everyOrganisationHasTheShareOfItsRows() throws IOException {
        Path file = SharedData.path("usage/canada/service_standards_snapshot_2025-03-01.csv");
        Map<String, Expected> expected = new TreeMap<>();
        String year = "2023";
        for (PlainFigures.Row row : PlainFigures.rows(file, UTF_8, ',')) {
            if (!row.get("fiscal_yr").startsWith(year)) {
                continue;
            }
            expected.computeIfAbsent(row.get("owner_org"), key -> new Expected())
                    .add(row.get("volume_meeting_target"), row.get("total_volume"));
        }
        PlainFigures.take(API, "service-standards", file);
        API.store("/models", MODEL);
        Map<String, String> told = new TreeMap<>();
        for (JsonNode subject : API.get("/scorecards?model=standards&period=" + year)
                .json()
                .get("subjects")
                .values()) {
            JsonNode measure =
                    subject.get("perspectives").get(0).get("measures").get(0);
            String state = Api.text(measure.get("state"));
            told.put(
                    Api.text(subject.get("organisation")),
                    state.equals("VALUE")
                            ? Api.decimal(measure.get("value"))
                                    .round(new MathContext(12))
                                    .toPlainString()
                            : state);
        }
        Map<String, String> wanted = new TreeMap<>();
        expected.forEach((organisation, rows) -> wanted.put(organisation, rows.told()));
        List<String> kinds = new ArrayList<>(Arrays.asList("MISSING", "NOT_APPLICABLE"));
        assertTrue(
                wanted.values().stream().filter(value -> !kinds.contains(value)).count() > 20, wanted::toString);
        assertEquals(normal(wanted), normal(told));
    }

    private static Map<String, String> normal(Map<String, String> values) {
        Map<String, String> normal = new TreeMap<>();
        values.forEach((key, value) -> normal.put(
                key,
                Character.isDigit(value.charAt(0))
                        ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                        : value));
        return normal;
    }
}
