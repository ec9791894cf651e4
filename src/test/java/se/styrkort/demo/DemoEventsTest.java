package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.styrkort.calendar.Period;

/** What happens in the demonstration: seasons, an outage, a lost delivery, secrets, a correction. */
class DemoEventsTest {
    private static final Period LAST = Period.month(2026, 6);
    private static final List<DemoRow> ROWS = DemoRow.rows(DemoRow.first(LAST));

    @Test
    void theOutageStandsOut() {
        String outage = new Timeline(LAST).outage().code();
        Map<String, BigDecimal> worst = new HashMap<>();
        Map<String, BigDecimal> then = new HashMap<>();
        RoughDelivery.figures(LAST, figure -> {
            if (figure.metric().equals("availability.down_s")) {
                boolean isThen = figure.period().code().equals(outage);
                (isThen ? then : worst)
                        .merge(figure.service(), Shipped.present(figure.value(), figure), BigDecimal::max);
            }
        });
        for (String service : ServiceShape.IN_OUTAGE) {
            BigDecimal other = Shipped.present(worst.get(service), service);
            BigDecimal down = Shipped.present(then.get(service), service);
            assertTrue(down.compareTo(other.multiply(BigDecimal.valueOf(1.5))) > 0, service + " " + down + " " + other);
        }
    }

    @Test
    void everyKindOfNothingIsThere() {
        String lost = new Timeline(LAST).lost().code();
        List<DemoRow> ofLost = ROWS.stream()
                .filter(row -> row.organisation().equals(OrganisationShape.LOST)
                        && row.period().equals(lost))
                .toList();
        assertTrue(ofLost.size() > 50);
        assertTrue(ofLost.stream().allMatch(row -> row.value().equals("-")));
        Set<String> secret = metricsWith("..", OrganisationShape.SMALL);
        assertTrue(secret.containsAll(Set.of("survey.support_satisfied", "survey.ability_good")), secret::toString);
        assertTrue(metricsWith("-", OrganisationShape.SMALL).contains("dimios.digital_capability"));
        assertTrue(metricsWith(".", OrganisationShape.INWARD).contains("transactions.completed"));
    }

    private static Set<String> metricsWith(String sign, String organisation) {
        return ROWS.stream()
                .filter(row ->
                        row.organisation().equals(organisation) && row.value().equals(sign))
                .map(DemoRow::metric)
                .collect(Collectors.toSet());
    }

    @Test
    void secretAnswersCannotBeToldBySubtraction() {
        Map<String, BigDecimal> shown = new HashMap<>();
        Map<String, BigDecimal> whole = new HashMap<>();
        for (DemoRow row : ROWS) {
            if (row.metric().startsWith("survey.") && row.hasValue()) {
                boolean isWhole = row.organisation().equals(OrganisationShape.WHOLE);
                (isWhole ? whole : shown).merge(row.period() + row.metric(), row.number(), BigDecimal::add);
            }
        }
        assertEquals(shown, whole);
    }

    @Test
    void julyIsLow() {
        for (OrganisationShape organisation : OrganisationShape.ALL) {
            if (!organisation.isInward()) {
                assertTrue(total("2025-07", organisation) < 0.75 * total("2025-05", organisation), organisation.code());
            }
        }
    }

    private static double total(String period, OrganisationShape organisation) {
        return ROWS.stream()
                .filter(row -> row.period().equals(period)
                        && row.metric().equals("transactions.completed")
                        && row.organisation().equals(organisation.code()))
                .mapToDouble(row -> row.number().doubleValue())
                .sum();
    }

    @Test
    void theRestatementChangesWhatWasDelivered() throws IOException {
        Map<List<String>, DemoRow> byKey = ROWS.stream().collect(Collectors.toMap(DemoRow::key, row -> row));
        List<DemoRow> restated = DemoRow.rows(DemoRow.second(LAST));
        assertEquals(8, restated.size());
        for (DemoRow row : restated) {
            DemoRow before = Shipped.present(byKey.get(row.key()), row);
            assertTrue(before.hasValue(), row::toString);
            assertTrue(row.number().compareTo(before.number()) < 0, row::toString);
            assertEquals(new Timeline(LAST).restated().code(), row.period());
            assertNotEquals("", row.cells().get(10));
            assertEquals("SYNTHETIC", row.cells().get(7));
        }
    }
}
