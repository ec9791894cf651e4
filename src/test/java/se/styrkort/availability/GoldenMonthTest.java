package se.styrkort.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.catalog.AgreedTimes;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogReader;

/** Standards D1, from outages and hours to figures: June 2026. */
class GoldenMonthTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Catalog CATALOG = catalog();

    private static Catalog catalog() {
        List<Catalog.Version> versions = new ArrayList<>();
        CatalogReader.read("""
                        calendars: [{code: law}, {code: local, closed: [midsommarafton]}]
                        service_hours:
                          - {code: office, calendar: law, week: {mon-fri: "08:00-17:00"}}
                          - {code: local, calendar: local, week: {mon-fri: "08:00-17:00"}}
                          - {code: always, week: {mon-sun: "00:00-24:00"}}
                        """, new Catalog(List.of()), code -> false)
                .entries()
                .forEach(entry -> versions.add(new Catalog.Version(versions.size() + 1, 1, entry)));
        return new Catalog(versions);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse("2026-" + local).atZone(STOCKHOLM).toInstant();
    }

    private static Outage outage(OutageKind kind, String start, String end, @Nullable String announced) {
        return new Outage(1, kind, at(start), at(end), announced == null ? null : at(announced), null, false, null);
    }

    /** Two hours of maintenance, and 95 minutes in three interruptions, one of them told in parts that overlap. */
    private static final List<Outage> OUTAGES = List.of(
            outage(OutageKind.PLANNED, "06-02T10:00", "06-02T12:00", "05-20T09:00"),
            outage(OutageKind.UNPLANNED, "06-08T08:30", "06-08T09:00", null),
            outage(OutageKind.UNPLANNED, "06-15T16:40", "06-16T08:25", null), // over a night: 45 minutes
            outage(OutageKind.UNPLANNED, "06-15T16:50", "06-15T22:00", null),
            outage(OutageKind.UNPLANNED, "06-24T11:00", "06-24T11:20", null));

    private static ServiceMonth june(String hours, String knownUntil, Duration notice) {
        AgreedTime agreed = AgreedTimes.of(CATALOG, hours).orElseThrow();
        ServiceInputs inputs = new ServiceInputs("outages", OUTAGES, List.of(), ProbeRuns.UNTIL_NEXT, notice, null);
        return new StatesOfServices(
                        agreed.month(YearMonth.of(2026, 6)), at(knownUntil), at("08-01T00:00"), code -> inputs)
                .month("s", agreed);
    }

    private static String rounded(Optional<BigDecimal> value, int decimals) {
        return value.map(number ->
                        number.setScale(decimals, RoundingMode.HALF_UP).toPlainString())
                .orElse("absent");
    }

    private static String minutes(Optional<BigDecimal> seconds) {
        return rounded(seconds.map(value -> value.divide(BigDecimal.valueOf(60), 10, RoundingMode.HALF_UP)), 2);
    }

    @Test
    void officeHours() {
        ServiceMonth june = june("office", "06-30T16:00", Duration.ofDays(7)); // the last hour was never told
        MonthlyAvailability figures = june.availability();
        assertEquals(new MonthlyAvailability(new Availability(11_880 * 60, 120 * 60, 95 * 60, 60 * 60), 3), figures);
        assertEquals("0.991922", rounded(figures.time().ratio(), 6));
        assertEquals("0.986820", rounded(figures.time().low(), 6));
        assertEquals("0.991880", rounded(figures.time().overMeasuredTime(), 6));
        assertEquals("0.994898", rounded(figures.time().coverage(), 6));
        assertEquals("0.981902", rounded(figures.time().gross(), 6));
        assertEquals("31.67", minutes(figures.mtrsSeconds()));
        assertEquals("3888.33", minutes(figures.mtbfSeconds()));
        assertEquals("3920.00", minutes(figures.mtbsiSeconds()));
    }

    /** It was announced 13 days before. */
    @ParameterizedTest
    @CsvSource({"P7D, 0.991922, 3", "P14D, 0.981902, 4"})
    void maintenanceThatWasAnnouncedTooLateIsDowntime(Duration notice, String ratio, long interruptions) {
        MonthlyAvailability figures = june("office", "07-01T00:00", notice).availability();
        assertEquals(interruptions, figures.interruptions());
        assertEquals(ratio, rounded(figures.time().ratio(), 6));
    }

    @Test
    void allDayAndWithALocalDayClosed() {
        Availability always =
                june("always", "07-01T00:00", Duration.ofDays(7)).availability().time();
        assertEquals(720 * 3_600, always.agreedSeconds());
        assertEquals((30 + 15 * 60 + 45 + 20) * 60, always.downSeconds(), "and the night between");
        assertEquals(
                11_340 * 60,
                june("local", "07-01T00:00", Duration.ZERO)
                        .availability()
                        .time()
                        .agreedSeconds());
    }

    @Test
    void allDayWithEverythingAsDowntime() {
        AgreedTime always = AgreedTimes.of(CATALOG, "always").orElseThrow();
        List<Outage> outages = List.of(outage(OutageKind.UNPLANNED, "06-02T10:00", "06-02T13:35", null));
        ServiceInputs inputs =
                new ServiceInputs("outages", outages, List.of(), ProbeRuns.UNTIL_NEXT, Duration.ZERO, null);
        Availability time = new StatesOfServices(
                        always.month(YearMonth.of(2026, 6)), at("07-01T00:00"), at("08-01T00:00"), code -> inputs)
                .month("s", always)
                .availability()
                .time();
        assertEquals("0.995023", rounded(time.ratio(), 6));
        assertEquals(time.ratio(), time.overMeasuredTime());
        assertEquals(time.ratio(), time.low());
    }

    @Test
    void availabilityIsMtbfOfMtbsiAndAbsentWithoutInterruptions() {
        MonthlyAvailability june =
                june("office", "06-30T16:00", Duration.ofDays(7)).availability();
        BigDecimal ratio =
                june.mtbfSeconds().orElseThrow().divide(june.mtbsiSeconds().orElseThrow(), 6, RoundingMode.HALF_UP);
        assertEquals("0.991922", ratio.toPlainString());
        MonthlyAvailability none = new MonthlyAvailability(new Availability(100, 0, 0, 0), 0);
        assertEquals("absent", rounded(none.mtbfSeconds(), 0));
        assertEquals("absent", rounded(none.mtrsSeconds(), 0));
        assertEquals("absent", rounded(none.mtbsiSeconds(), 0));
    }

    /** A target of 0.995 leaves 58.8 minutes of 11,760; while the month runs, the whole month's. */
    @Test
    void theErrorBudget() {
        Availability june =
                june("office", "06-30T16:00", Duration.ofDays(7)).availability().time();
        ErrorBudget budget = ErrorBudget.of(new BigDecimal("0.995"), june, june);
        assertEquals("3528.000", budget.allowedSeconds().toPlainString());
        assertEquals("-2172.000", budget.leftSeconds().toPlainString());
        assertEquals("1.615646", rounded(budget.usedShare(), 6));
        ErrorBudget early = ErrorBudget.of(new BigDecimal("0.995"), june, new Availability(6_000, 0, 1_764, 0));
        assertEquals("0.500000", rounded(early.usedShare(), 6));
        assertEquals("1764.000", early.leftSeconds().toPlainString());
        assertEquals(
                "absent", rounded(ErrorBudget.of(BigDecimal.ONE, june, june).usedShare(), 0));
    }

    /** One hour's stop of what 1,000 use and ten hours' of what 10 use, of 100 hours each. */
    @Test
    void weightedByUsersAnHourOfManyIsMore() {
        List<UserWeighted> group = List.of(
                new UserWeighted(new Availability(360_000, 0, 3_600, 0), new BigDecimal("1000")),
                new UserWeighted(new Availability(360_000, 0, 36_000, 7_200), new BigDecimal("10")),
                new UserWeighted(new Availability(360_000, 0, 360_000, 0), BigDecimal.ZERO));
        assertEquals("0.989109", rounded(UserWeighted.high(group), 6)); // 1 - 1,100 / 101,000
        assertEquals("0.988911", rounded(UserWeighted.low(group), 6)); // 1 - 1,120 / 101,000
        assertEquals("1100", UserWeighted.lostUserHours(group).toPlainString());
        assertEquals("absent", rounded(UserWeighted.high(List.of(group.getLast())), 0));
        Availability byTime = group.getFirst().availability().plus(group.get(1).availability());
        assertEquals("0.945000", rounded(byTime.ratio(), 6));
    }
}
