package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
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
    private static final String HEADER =
            "period;metric;service;organisation;qualifier;value;state;quality;sample_size;std_dev;reason";
    private static final List<Row> ROWS = rows(first(LAST));

    /** A row as a reader of the file sees it. */
    private record Row(List<String> cells) {
        String period() {
            return cells.get(0);
        }

        String metric() {
            return cells.get(1);
        }

        String service() {
            return cells.get(2);
        }

        String organisation() {
            return cells.get(3);
        }

        String value() {
            return cells.get(5);
        }

        /** What must be unique: period and series. */
        List<String> key() {
            return cells.subList(0, 5);
        }

        /** The same period, service, organisation and qualifier of another metric. */
        List<String> keyOf(String metric) {
            return List.of(period(), metric, service(), organisation(), cells.get(4));
        }

        boolean hasValue() {
            return !Set.of("-", ".", "..").contains(value());
        }

        BigDecimal number() {
            return new BigDecimal(value().replace(',', '.'));
        }
    }

    private static String first(Period last) {
        try (StringWriter out = new StringWriter()) {
            new DemoFigures(last).write(out);
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String second(Period last) throws IOException {
        StringWriter out = new StringWriter();
        new DemoFigures(last).writeRestatement(out);
        return out.toString();
    }

    private static List<Row> rows(String csv) {
        List<String> lines = csv.lines().toList();
        assertEquals(HEADER, lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(line -> new Row(List.of(line.split(";", -1))))
                .toList();
    }

    @Test
    void theSameMonthGivesTheSameBytes() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] one = digest.digest(first(LAST).getBytes(StandardCharsets.UTF_8));
        byte[] two = digest.digest(first(LAST).getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(one, two);
        assertNotEquals(first(LAST), first(LAST.previous()));
    }

    @Test
    void thirtySixMonthsThatEndWithTheGivenOne() {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 36; i++) {
            expected.add(LAST.plus(-i).code());
        }
        assertEquals(expected, ROWS.stream().map(Row::period).collect(Collectors.toCollection(TreeSet::new)));
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
        for (Row row : ROWS) {
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
        for (Row row : ROWS) {
            boolean divisible = Set.of("SEK", "points").contains(units.get(row.metric()));
            assertTrue(divisible || !row.value().contains(","), row::toString);
        }
    }

    @Test
    void everyMetricOfTheModelIsDelivered() {
        Set<String> delivered = ROWS.stream().map(Row::metric).collect(Collectors.toSet());
        Shipped.measures()
                .values()
                .forEach(three -> three.forEach(measure -> Shipped.metrics().keySet().stream()
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
                "desk.within_level", "desk.contacts",
                "control.passed", "control.performed",
                "handover.without_critical_remark", "handover.performed");
        Map<List<String>, Row> byKey = ROWS.stream().collect(Collectors.toMap(Row::key, row -> row));
        int compared = 0;
        for (Row part : ROWS) {
            String metric = wholeOf.get(part.metric());
            if (metric != null) {
                Row whole = byKey.get(part.keyOf(metric));
                assertTrue(whole != null, () -> "no whole for " + part);
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
    void downPlannedAndUnknownFitIntoAgreedTime() {
        Map<List<String>, Row> byKey = ROWS.stream().collect(Collectors.toMap(Row::key, row -> row));
        List<Row> agreed = ROWS.stream()
                .filter(row -> row.metric().equals("availability.agreed_s"))
                .toList();
        assertEquals(30 * 36, agreed.size());
        for (Row row : agreed) {
            assertEquals("", row.organisation());
            BigDecimal used = BigDecimal.ZERO;
            for (String part : List.of("availability.down_s", "availability.planned_s", "availability.unknown_s")) {
                used = used.add(value(byKey, row, part));
            }
            assertTrue(used.compareTo(row.number()) <= 0, row::toString);
            boolean down = value(byKey, row, "availability.down_s").signum() > 0;
            assertEquals(down, value(byKey, row, "availability.interruptions").signum() > 0, row::toString);
        }
    }

    private static BigDecimal value(Map<List<String>, Row> byKey, Row row, String metric) {
        Row found = byKey.get(row.keyOf(metric));
        assertTrue(found != null, metric);
        return found == null ? BigDecimal.ZERO : found.number();
    }

    @Test
    void theOutageStandsOut() {
        String outage = new Timeline(LAST).outage().code();
        for (String service : ServiceShape.IN_OUTAGE) {
            BigDecimal worst = BigDecimal.ZERO;
            BigDecimal then = BigDecimal.ZERO;
            for (Row row : ROWS) {
                if (row.metric().equals("availability.down_s") && row.service().equals(service)) {
                    if (row.period().equals(outage)) {
                        then = row.number();
                    } else {
                        worst = worst.max(row.number());
                    }
                }
            }
            assertTrue(then.compareTo(worst.multiply(BigDecimal.valueOf(1.5))) > 0, service + " " + then + " " + worst);
        }
    }

    @Test
    void everyKindOfNothingIsThere() {
        String lost = new Timeline(LAST).lost().code();
        List<Row> ofLost = ROWS.stream()
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
                .map(Row::metric)
                .collect(Collectors.toSet());
    }

    @Test
    void secretAnswersCannotBeToldBySubtraction() {
        Map<String, BigDecimal> shown = new HashMap<>();
        Map<String, BigDecimal> whole = new HashMap<>();
        for (Row row : ROWS) {
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
        Map<List<String>, Row> byKey = ROWS.stream().collect(Collectors.toMap(Row::key, row -> row));
        List<Row> restated = rows(second(LAST));
        assertEquals(7, restated.size());
        for (Row row : restated) {
            Row before = byKey.get(row.key());
            assertTrue(before != null && before.hasValue(), row::toString);
            assertTrue(row.number().compareTo(before.number()) < 0, row::toString);
            assertEquals(new Timeline(LAST).restated().code(), row.period());
            assertNotEquals("", row.cells().get(10));
            assertEquals("SYNTHETIC", row.cells().get(7));
        }
    }

    @Test
    void oneSeriesMoreChangesNoOther() {
        assertEquals(Noise.even("a", "b"), Noise.even("a", "b"));
        assertNotEquals(Noise.even("a", "b"), Noise.even("ab"));
        // Known values: another JDK or another hash must not give another demonstration.
        assertEquals(KNOWN_EVEN, Noise.even("Exempelstad", 1), 0.0);
    }

    private static final double KNOWN_EVEN = 0.0;
}
