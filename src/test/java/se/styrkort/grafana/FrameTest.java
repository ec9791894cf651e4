package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.styrkort.grafana.Frame.Column;
import se.styrkort.grafana.Frame.Kind;

/** What Grafana would refuse or show wrongly is seen. */
class FrameTest {
    private static final Instant JANUARY = Instant.parse("2025-12-31T23:00:00Z");
    private static final Instant JULY = Instant.parse("2026-06-30T22:00:00Z");
    private static final List<Column> SERIES =
            List.of(new Column("time", Kind.TIME), new Column("metric", Kind.TEXT), new Column("value", Kind.NUMBER));

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static boolean isSeen(List<Column> columns, String format, List<List<@Nullable Object>> rows) {
        return !new Frame(columns, rows).faults(format).isEmpty();
    }

    @Test
    void aGoodSeriesHasNoFault() {
        List<List<@Nullable Object>> rows =
                List.of(row(JANUARY, "a", BigDecimal.ONE), row(JANUARY, "b", null), row(JULY, "a", BigDecimal.TEN));
        assertEquals(List.of(), new Frame(SERIES, rows).faults("time_series"));
    }

    @Test
    void faultsOfASeriesAreSeen() {
        List<@Nullable Object> january = row(JANUARY, "a", BigDecimal.ONE);
        List<@Nullable Object> july = row(JULY, "a", BigDecimal.ONE);
        assertFalse(isSeen(SERIES, "time_series", List.of(january, july)));
        assertEquals(true, isSeen(SERIES, "time_series", List.of(july, january)));
        assertEquals(true, isSeen(SERIES, "time_series", List.of(january, january)));
        assertEquals(true, isSeen(SERIES, "time_series", List.of(row(null, "a", BigDecimal.ONE))));
        assertEquals(
                true,
                isSeen(
                        SERIES,
                        "time_series",
                        List.of(row(Instant.parse("2026-01-01T00:00:00Z"), "a", BigDecimal.ONE))));
        assertEquals(true, isSeen(SERIES.subList(1, 3), "time_series", List.of()));
        assertEquals(true, isSeen(SERIES.subList(0, 2), "time_series", List.of()));
        assertEquals(true, isSeen(SERIES, "logs", List.of()));
        assertEquals(true, isSeen(List.of(new Column("length", Kind.ODD)), "table", List.of()));
    }

    @Test
    void anAlertHasOneNumberAndLabelsThatDiffer() {
        List<Column> columns = SERIES.subList(1, 3);
        assertEquals(
                List.of(),
                new Frame(columns, List.of(row("a", BigDecimal.ONE), row("b", BigDecimal.ONE))).alertFaults());
        assertFalse(new Frame(columns, List.of(row("a", BigDecimal.ONE), row("a", BigDecimal.TEN)))
                .alertFaults()
                .isEmpty());
        assertFalse(new Frame(columns.subList(0, 1), List.of(row("a")))
                .alertFaults()
                .isEmpty());
        assertFalse(new Frame(SERIES, List.of()).alertFaults().isEmpty());
    }
}
