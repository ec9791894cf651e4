package se.styrkort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Rule;
import se.styrkort.document.Wording;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;

class UseFiguresTest {
    private static final Period MARCH = Period.month(2026, 3);
    private static final Period MARCH_BEFORE = Period.month(2025, 3);

    private static Metric metric(String code) {
        return new Metric(
                code,
                new Wording(code, code),
                "users",
                Granularity.MONTH,
                Rule.MEAN,
                Rule.MEAN,
                Rule.NONE,
                Rule.SUM,
                "higher",
                null);
    }

    private static PeriodValue of(String value) {
        return new PeriodValue(Measured.of(new BigDecimal(value)), false, false, 1, 0);
    }

    private static PeriodValue empty(State state) {
        return new PeriodValue(Measured.empty(state), false, false, 1, 1);
    }

    private static String value(Measured measured) {
        BigDecimal value = measured.value();
        return value == null
                ? measured.state().name()
                : value.stripTrailingZeros().toPlainString();
    }

    private final UseFigures users = new UseFigures(
            metric(UseFigures.USERS),
            Map.of(MARCH, of("60"), MARCH_BEFORE, of("50")),
            Map.of(MARCH, of("80"), MARCH_BEFORE, empty(State.MISSING)),
            Map.of(MARCH, of("1500")));

    @Test
    void shareAndUnitCostAreQuotientsOfTheMonth() {
        assertEquals("0.75", value(users.share(MARCH)));
        assertEquals("25", value(users.unitCost(MARCH)));
        assertEquals(Optional.of(new BigDecimal("0.2")), users.change(MARCH, MARCH_BEFORE));
    }

    @Test
    void whatIsMissingMakesTheQuotientMissing() {
        assertEquals("MISSING", value(users.share(MARCH_BEFORE)));
        assertEquals("MISSING", value(users.unitCost(MARCH_BEFORE)));
        assertEquals("MISSING", value(users.use(MARCH.next())));
        assertEquals(Optional.empty(), users.change(MARCH.next(), MARCH));
    }

    @Test
    void withoutUseThereIsNoUnitCostAndNoChange() {
        UseFigures unused = new UseFigures(
                metric(UseFigures.USERS),
                Map.of(MARCH, of("0"), MARCH.next(), of("5")),
                Map.of(),
                Map.of(MARCH, of("10")));
        assertEquals("NOT_APPLICABLE", value(unused.unitCost(MARCH)));
        assertEquals(Optional.empty(), unused.change(MARCH.next(), MARCH));
        UseFigures uncounted = new UseFigures(null, Map.of(), Map.of(), Map.of(MARCH, of("10")));
        assertEquals("NOT_APPLICABLE", value(uncounted.unitCost(MARCH)));
        assertTrue(uncounted.hasFigures());
    }

    @Test
    void aVolumeHasNoTargetGroup() {
        UseFigures volume = new UseFigures(
                metric("usage.volume"), Map.of(MARCH, of("4")), Map.of(MARCH, of("8")), Map.of(MARCH, of("10")));
        assertFalse(volume.countsUsers());
        assertEquals("NOT_APPLICABLE", value(volume.share(MARCH)));
        assertEquals("2.5", value(volume.unitCost(MARCH)));
    }
}
