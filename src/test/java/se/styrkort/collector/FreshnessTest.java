package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Period;

class FreshnessTest {
    private static final Instant DELIVERED = Instant.parse("2026-11-03T08:00:00Z");

    private static Freshness of(@Nullable String rhythm, @Nullable String maxAge, @Nullable String period) {
        Rhythm wanted = rhythm == null ? null : Rhythm.of(rhythm).orElseThrow();
        return new Freshness(
                new Source("a", "", wanted, maxAge, ""),
                DELIVERED,
                period == null ? null : Period.parse(period).orElseThrow());
    }

    private static Freshness of(String period) {
        return of(null, null, period);
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
        Freshness without = of(null, null, null);
        assertEquals(of("2025"), Freshness.newer(without, of("2025")));
        assertEquals(of("2025"), Freshness.newer(of("2025"), without));
    }

    @ParameterizedTest
    @CsvSource({
        // rhythm, age, newest period, what is waited for, when it is late
        ",          ,     2026-03,    2026-04,    2026-05-15T22:00:00Z",
        "monthly,   P20D, 2026-03,    2026-04,    2026-05-20T22:00:00Z",
        "monthly,   PT0S, 2026-12,    2027-01,    2027-01-31T23:00:00Z",
        // in the middle of a quarter it is that quarter that is waited for
        "quarterly, P1D,  2026-03,    2026-Q2,    2026-07-01T22:00:00Z",
        "quarterly, P1D,  2026-04,    2026-Q2,    2026-07-01T22:00:00Z",
        "weekly,    P2D,  2026-W05,   2026-W06,   2026-02-10T23:00:00Z",
        "daily,     PT6H, 2026-03-28, 2026-03-29, 2026-03-30T04:00:00Z",
        "yearly,    P30D, 2025,       2026,       2027-01-30T23:00:00Z",
    })
    void aSourceIsLateWhenTheNextPeriodHasEndedAndItsTimeIsOver(
            @Nullable String rhythm, @Nullable String age, String newest, String expected, Instant due) {
        Freshness freshness = of(rhythm, age, newest);
        assertEquals(Optional.of(expected), freshness.expected().map(Period::code));
        assertEquals(Optional.of(due), freshness.due());
        assertEquals(Freshness.State.FRESH, freshness.state(due));
        assertEquals(Freshness.State.LATE, freshness.state(due.plusMillis(1)));
        assertEquals(
                Optional.of(due),
                freshness.maxAge().map(age2 -> freshness.periodEnd().plus(age2)));
    }

    @Test
    void whoHasNoRhythmIsNeverLate() {
        Instant later = Instant.parse("2036-01-01T00:00:00Z");
        assertEquals(Freshness.State.NO_RHYTHM, of("none", null, "2026-03").state(later));
        assertEquals(Optional.empty(), of("none", "P1D", "2026-03").maxAge());
        assertEquals(Freshness.State.NO_RHYTHM, of(null, null, null).state(later));
    }

    @Test
    void whoShouldHaveDeliveredAndNeverDidIsSaidSo() {
        assertEquals(Freshness.State.NEVER_DELIVERED, of("monthly", null, null).state(DELIVERED));
        Source unheardOf = new Source("a", "", null, null, "");
        assertEquals(Freshness.State.NEVER_DELIVERED, new Freshness(unheardOf, null, null).state(DELIVERED));
    }
}
