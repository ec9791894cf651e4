package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import se.styrkort.calendar.Period;

class FreshnessTest {
    private static final Instant DELIVERED = Instant.parse("2026-11-03T08:00:00Z");

    private static Freshness of(String period) {
        return new Freshness("a", DELIVERED, Period.parse(period).orElseThrow());
    }

    @Test
    void aPeriodEndsWhenTheNextBeginsInSweden() {
        assertEquals(Instant.parse("2026-01-31T23:00:00Z"), of("2026-01").periodEnd());
        assertEquals(Instant.parse("2026-07-31T22:00:00Z"), of("2026-07").periodEnd());
        assertEquals(Instant.parse("2026-12-31T23:00:00Z"), of("2026").periodEnd());
    }

    @Test
    void aMonthIsAsLongAsTheClockMakesIt() {
        assertEquals(Duration.ofHours(743), of("2026-03").periodLength());
        assertEquals(Duration.ofHours(745), of("2026-10").periodLength());
        assertEquals(Duration.ofDays(7), of("2026-W05").periodLength());
    }

    @Test
    void thePeriodThatEndsLastCountsAndOfTwoTheShorter() {
        assertEquals(of("2026-02"), Freshness.newer(of("2025"), of("2026-02")));
        assertEquals(of("2026-12"), Freshness.newer(of("2026-12"), of("2026")));
        assertEquals(of("2026-12"), Freshness.newer(of("2026"), of("2026-12")));
        Freshness without = new Freshness("a", DELIVERED, null);
        assertEquals(of("2025"), Freshness.newer(without, of("2025")));
        assertEquals(of("2025"), Freshness.newer(of("2025"), without));
    }
}
