package se.styrkort.completeness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;
import se.styrkort.collector.Freshness;
import se.styrkort.collector.Rhythm;
import se.styrkort.collector.Source;
import se.styrkort.document.Wording;

class JudgementTest {
    private static final Instant DELIVERED = Instant.parse("2026-03-03T08:00:00Z");
    private static final Service SERVICE = new Service(
            "s",
            new Wording("S", "S"),
            "p",
            List.of(),
            null,
            null,
            null,
            null,
            null,
            "",
            null,
            null,
            new Service.Followed(null, null, null),
            null,
            null);

    private static Period period(String code) {
        return Period.parse(code).orElseThrow();
    }

    /** A source that has delivered February; each cell is late by its own period's end, not by the first that is missing. */
    @ParameterizedTest
    @CsvSource({
        // rhythm, age, now, cell, why it is empty
        "monthly,   P15D, 2026-04-10T00:00:00Z, 2026-03, AWAITED",
        "monthly,   P15D, 2026-04-16T00:00:00Z, 2026-03, SOURCE_LATE",
        "monthly,   P15D, 2026-05-10T00:00:00Z, 2026-03, SOURCE_LATE",
        "monthly,   P15D, 2026-05-10T00:00:00Z, 2026-04, AWAITED",
        ",          ,     2026-05-10T00:00:00Z, 2026-04, AWAITED",
        "quarterly, P15D, 2026-06-10T00:00:00Z, 2026-04, AWAITED",
        "quarterly, P15D, 2026-07-16T00:00:00Z, 2026-04, SOURCE_LATE",
        "weekly,    P1D,  2026-04-01T12:00:00Z, 2026-03, AWAITED",
        "none,      ,     2026-05-10T00:00:00Z, 2026-03, NEVER_DELIVERED"
    })
    void aCellIsLateWhenTheTimeOfItsOwnPeriodIsOver(
            @Nullable String rhythm, @Nullable String age, Instant now, String cell, Cause cause) {
        Rhythm wanted = rhythm == null ? null : Rhythm.valueOf(rhythm.toUpperCase(Locale.ROOT));
        Freshness source = new Freshness(new Source("a", "", wanted, age, ""), DELIVERED, period("2026-02"));
        Delivered delivered = Delivered.nothing();
        delivered.sources().add("a");
        delivered.first().put(period("2026-02").first(), 1);
        assertEquals(
                cause,
                new Judgement(now, Map.of("a", source))
                        .cell(SERVICE, delivered, period(cell))
                        .cause());
    }
}
