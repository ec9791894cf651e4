package se.styrkort.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.Spans;
import se.styrkort.document.Wording;

/** From the YAML of hours and calendars to agreed time. */
class AgreedTimesTest {
    private static Catalog catalog(String yaml) {
        CatalogReader.Reading reading = CatalogReader.read(yaml, new Catalog(List.of()), code -> false);
        assertEquals(List.of(), reading.faults());
        return catalog(reading.entries());
    }

    private static Catalog catalog(List<CatalogEntry> entries) {
        List<Catalog.Version> versions = new ArrayList<>();
        entries.forEach(entry -> versions.add(new Catalog.Version(versions.size() + 1, 1, entry)));
        return new Catalog(versions);
    }

    private static final Catalog LOCAL = catalog("""
            calendars:
              - code: sweden
                country: SE
                closed: [julafton, Nyårsafton, midsommarafton, 2026-08-14, {day: klamdag, from: 2024, to: 2026-06},
                         {date: 2026-08-17}]
                short:
                  - {date: 2026-04-30, until: "12:00"}
                  - {day: skartorsdagen, until: "14:00", from: 2026}
                open: [2026-01-05]
            service_hours:
              - {code: office, zone: Europe/Stockholm, calendar: sweden, week: {mon-fri: "08:00-17:00"}}
              - {code: lunch, calendar: sweden, week: {"mon, tue": ["08:00-12:00", "13:00-17:00"], wed-fri: "08:00-12:00"}}
              - {code: night, calendar: sweden, week: {mon-sun: "22:00-06:00"}}
              - {code: bare, week: {mon-fri: "08:00-17:00"}}
              - {code: none}
            """);

    private static Service service(Catalog catalog, String code) {
        return (Service) catalog.find(Kind.SERVICE, code).orElseThrow().entry();
    }

    private static AgreedTime hours(String code) {
        return AgreedTimes.of(LOCAL, code).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "office, 2026-06, 11340", // without Midsummer Eve
        "office, 2026-04, 10320", // Walpurgis until 12, Maundy Thursday until 14
        "office, 2025-04, 10800", // neither is decided for 2025
        "office, 2026-05, 9720", // the Friday after Ascension Day
        "office, 2027-05, 10800", // no longer
        "office, 2026-01, 10260", // 2 January is squeezed, 5 January is open by decision
        "office, 2026-08, 10260", // two dates
        "lunch, 2026-06, 7440",
        "bare, 2026-06, 11880",
        "bare, 2026-12, 12420",
        "none, 2026-06, 0",
        "night, 2026-06, 12960", // Midsummer Eve, Midsummer Day and the National Day have no night of their own
    })
    void agreedMinutesOfAMonth(String hours, String month, long minutes) {
        AgreedTime agreed = hours(hours);
        Spans.Span time = agreed.month(YearMonth.parse(month));
        assertEquals(
                minutes * 60, agreed.seconds(Instant.ofEpochSecond(time.from()), Instant.ofEpochSecond(time.until())));
    }

    @Test
    void aShortDayEndsAtItsTime() {
        AgreedTime office = hours("office");
        assertEquals(
                4 * 3_600,
                office.seconds(
                        LocalDateTime.parse("2026-04-30T00:00")
                                .atZone(office.zone())
                                .toInstant(),
                        LocalDateTime.parse("2026-05-01T00:00")
                                .atZone(office.zone())
                                .toInstant()));
    }

    @Test
    void aServiceWithoutHoursHasNoAgreedTime() {
        Catalog catalog = catalog("""
                objects: [{code: o, name: O}]
                products: [{code: p, object: o, name: P}]
                services: [{code: s, product: p, name: S}, {code: t, product: p, name: T, service_hours: h}]
                service_hours: [{code: h, week: {mon: "08:00-09:00"}}]
                """);
        assertEquals(Optional.empty(), AgreedTimes.of(catalog, service(catalog, "s")));
        assertEquals(
                3_600,
                AgreedTimes.of(catalog, service(catalog, "t"))
                        .orElseThrow()
                        .seconds(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-08T00:00:00Z")));
    }

    /** Catalogs of earlier versions were not checked. */
    @Test
    void whatCannotBeReadGivesNoAgreedTime() {
        Wording name = new Wording("", "");
        ServiceHours strange = new ServiceHours("h", name, "UTC", null, Map.of("weekdays", "08:00-17:00"), null);
        assertEquals(Optional.empty(), AgreedTimes.of(catalog(List.of(strange)), "h"));
        ServiceHours nowhere = new ServiceHours("h", name, "Mars", null, Map.of("mon", "08:00-17:00"), null);
        assertEquals(Optional.empty(), AgreedTimes.of(catalog(List.of(nowhere)), "h"));
        ServiceHours good = new ServiceHours("h", name, "UTC", "c", Map.of("mon", "08:00-17:00"), null);
        ServiceCalendar odd =
                new ServiceCalendar("c", name, "SE", List.of("midsommar"), List.of(), List.of(), List.of());
        assertEquals(Optional.empty(), AgreedTimes.of(catalog(List.of(good, odd)), "h"));
        assertEquals(Optional.empty(), AgreedTimes.of(catalog(List.of(good)), "h"));
        assertEquals(Optional.empty(), AgreedTimes.of(catalog(List.of(good)), "unknown"));
    }
}
