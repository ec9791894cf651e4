package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.document.Mapping;

class DemoFiguresTest {
    private static final Period LAST = Period.month(2026, 6);
    private static final List<DemoRow> ROWS = DemoRow.rows(DemoRow.first(LAST));

    @Test
    void theSameMonthGivesTheSameBytes() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] one = digest.digest(DemoRow.first(LAST).getBytes(StandardCharsets.UTF_8));
        byte[] two = digest.digest(DemoRow.first(LAST).getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(one, two);
        assertNotEquals(DemoRow.first(LAST), DemoRow.first(LAST.previous()));
    }

    @Test
    void thirtySixMonthsThatEndWithTheGivenOne() {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 36; i++) {
            expected.add(LAST.plus(-i).code());
        }
        // inhabitants are counted once a year
        for (int year = LAST.plus(-35).first().getYear(); year <= LAST.first().getYear(); year++) {
            expected.add(String.valueOf(year));
        }
        assertEquals(expected, ROWS.stream().map(DemoRow::period).collect(Collectors.toCollection(TreeSet::new)));
        assertTrue(ROWS.size() > 20_000 && ROWS.size() < 60_000, () -> "rows: " + ROWS.size());
        assertThrows(
                IllegalArgumentException.class,
                () -> new DemoFigures(Period.containing(Granularity.YEAR, LAST.first())));
    }

    @Test
    void everyRowIsSyntheticWholeAndKnown() {
        Set<String> metrics = Shipped.metrics().keySet();
        Set<String> services = Shipped.services().keySet();
        Set<String> organisations = Shipped.organisations().keySet();
        Set<List<String>> seen = new HashSet<>();
        for (DemoRow row : ROWS) {
            assertEquals(11, row.cells().size(), row::toString);
            assertEquals("SYNTHETIC", row.cells().get(7), row::toString);
            assertTrue(metrics.contains(row.metric()), row::toString);
            assertTrue(row.service().isEmpty() || services.contains(row.service()), row::toString);
            assertTrue(row.organisation().isEmpty() || organisations.contains(row.organisation()), row::toString);
            assertTrue(seen.add(row.key()), () -> "twice: " + row);
            assertTrue(!row.hasValue() || row.value().matches("\\d+(,\\d{1,2})?"), row::toString);
            assertTrue(row.hasValue() || row.cells().get(8).isEmpty(), () -> "tells about what is not shown: " + row);
        }
    }

    @Test
    void whatIsCountedIsWhole() {
        Map<String, String> units = new HashMap<>();
        for (Map.Entry<String, Mapping> metric : Shipped.metrics().entrySet()) {
            units.put(metric.getKey(), metric.getValue().text("unit"));
        }
        for (DemoRow row : ROWS) {
            boolean divisible = Set.of("SEK", "points").contains(units.get(row.metric()));
            assertTrue(divisible || !row.value().contains(","), row::toString);
        }
    }

    @Test
    void everyMetricOfTheModelIsDeliveredUnlessItIsComputed() {
        Set<String> delivered = ROWS.stream().map(DemoRow::metric).collect(Collectors.toSet());
        Shipped.measures()
                .values()
                .forEach(three -> three.forEach(measure -> Shipped.metrics().keySet().stream()
                        .filter(metric -> !metric.matches("(availability|desk)\\..*"))
                        .filter(metric -> measure.text("value").matches(".*\\b" + metric + "[,)].*"))
                        .forEach(metric -> assertTrue(delivered.contains(metric), metric))));
    }

    @Test
    void noPartExceedsItsWhole() {
        Map<String, String> wholeOf = Map.of(
                "usage.active_users", "usage.target_group",
                "licence.active", "licence.assigned",
                "transactions.completed_digital", "transactions.completed",
                "survey.e_service_satisfied", "survey.e_service_answers",
                "survey.support_satisfied", "survey.support_answers",
                "survey.ability_good", "survey.ability_answers",
                "control.passed", "control.performed",
                "handover.without_critical_remark", "handover.performed");
        Map<List<String>, DemoRow> byKey = ROWS.stream().collect(Collectors.toMap(DemoRow::key, row -> row));
        int compared = 0;
        for (DemoRow part : ROWS) {
            String metric = wholeOf.get(part.metric());
            if (metric != null) {
                DemoRow whole = Shipped.present(byKey.get(part.keyOf(metric)), part);
                assertEquals(part.hasValue(), whole.hasValue(), part::toString);
                if (part.hasValue()) {
                    assertTrue(part.number().compareTo(whole.number()) <= 0, () -> part + " of " + whole);
                    compared++;
                }
            }
        }
        assertTrue(compared > 5_000, "compared " + compared);
    }

    @Test
    void oneSeriesMoreChangesNoOther() {
        assertEquals(Noise.even("a", "b"), Noise.even("a", "b"));
        assertNotEquals(Noise.even("a", "b"), Noise.even("ab"));
        // Known values: another JDK or another hash must not give another demonstration.
        assertEquals(KNOWN_EVEN, Noise.even("Exempelstad", 1), 0.0);
    }

    private static final double KNOWN_EVEN = 0.3207171023350923;
}
