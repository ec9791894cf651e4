package se.styrkort.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreedTimeTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final ClosedDays LAW = closed();
    private static final AgreedTime OFFICE = hours(STOCKHOLM, LAW, "mon-fri 08:00-17:00");
    private static final AgreedTime ALWAYS = hours(STOCKHOLM, ClosedDays.NONE, "mon-sun 00:00-24:00");

    private static ClosedDays closed(String... days) {
        return new ClosedDays(
                true,
                Arrays.stream(days)
                        .map(day -> new ClosedDays.Rule(
                                ClosedDays.Day.parse(day).orElseThrow(), LocalDate.MIN, LocalDate.MAX, 0))
                        .toList(),
                Set.of());
    }

    private static Week week(String... parts) {
        Map<DayOfWeek, List<Week.Segment>> segments = new EnumMap<>(DayOfWeek.class);
        for (String part : parts) {
            String[] words = part.split(" ", 2);
            for (DayOfWeek day : Week.days(words[0]).orElseThrow()) {
                segments.computeIfAbsent(day, key -> new ArrayList<>())
                        .addAll(Week.segments(words[1]).orElseThrow());
            }
        }
        return Week.of(segments).orElseThrow();
    }

    private static AgreedTime hours(ZoneId zone, ClosedDays closed, String... week) {
        return new AgreedTime(zone, week(week), closed);
    }

    private static long minutes(AgreedTime hours, String month) {
        Spans.Span time = hours.month(YearMonth.parse(month));
        return hours.seconds(Instant.ofEpochSecond(time.from()), Instant.ofEpochSecond(time.until())) / 60;
    }

    private static long seconds(AgreedTime hours, String from, String until) {
        return hours.seconds(
                LocalDateTime.parse(from).atZone(hours.zone()).toInstant(),
                LocalDateTime.parse(until).atZone(hours.zone()).toInstant());
    }

    /** Standards D1 and D5. */
    @ParameterizedTest
    @CsvSource({
        "2026-06, 11880, 43200",
        "2026-01, 10800, 44640", // 744 hours
        "2026-03, 11880, 44580", // 743
        "2026-04, 10800, 43200", // 720
        "2026-10, 11880, 44700", // 745
        "2024-02, 11340, 41760", // a leap year: 29 days
        "2023-05, 11340, 44640",
        "2004-05, 10260, 44640", // Whit Monday and Ascension Day
    })
    void agreedMinutesOfAMonth(String month, long office, long always) {
        assertEquals(office, minutes(OFFICE, month));
        assertEquals(always, minutes(ALWAYS, month));
    }

    @Test
    void juneWithMidsummerEveClosed() {
        assertEquals(11_340, minutes(hours(STOCKHOLM, closed("midsommarafton"), "mon-fri 08:00-17:00"), "2026-06"));
    }

    @ParameterizedTest
    @CsvSource({
        "2021, 19 20 23 20 20 22 22 22 22 21 22 23",
        "2023, 21 20 23 18 21 21 21 23 21 22 22 19",
        "2026, 20 20 22 20 19 22 23 21 22 22 21 22",
        "2027, 19 20 21 22 20 22 22 22 22 21 22 23"
    })
    void officeHoursAreNineOnEachWorkingDay(int year, String days) {
        assertEquals(
                Arrays.stream(days.split(" "))
                        .map(count -> Long.parseLong(count) * 9 * 60)
                        .toList(),
                IntStream.rangeClosed(1, 12)
                        .mapToObj(month ->
                                minutes(OFFICE, YearMonth.of(year, month).toString()))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-06-19T16:59:59 | 2026-06-22T08:00:01 | 2      | over a weekend
            2026-04-02T12:00:00 | 2026-04-07T12:00:00 | 32400  | over Easter
            2026-06-01T08:00:00 | 2026-06-01T08:00:00 | 0      | nothing
            2026-06-02T08:00:00 | 2026-06-01T08:00:00 | 0      | backwards
            2026-03-29T00:00:00 | 2026-03-30T00:00:00 | 0      | the Sunday on which the clock changes
            """)
    void toTheSecond(String from, String until, long expected) {
        assertEquals(expected, seconds(OFFICE, from, until));
    }

    @Test
    void anHourThatTheClockSkipsIsNoneAndOneThatItShowsTwiceIsTwo() {
        AgreedTime night = hours(STOCKHOLM, ClosedDays.NONE, "mon-sun 22:00-06:00");
        assertEquals(7 * 3_600, seconds(night, "2026-03-28T12:00:00", "2026-03-29T12:00:00"));
        assertEquals(9 * 3_600, seconds(night, "2026-10-24T12:00:00", "2026-10-25T12:00:00"));
        AgreedTime halfPastTwo = hours(STOCKHOLM, ClosedDays.NONE, "mon-sun 02:30-04:00");
        assertEquals(3_600, seconds(halfPastTwo, "2026-03-29T00:00:00", "2026-03-30T00:00:00"));
        assertEquals(2 * 3_600, seconds(halfPastTwo, "2026-10-25T00:00:00", "2026-10-26T00:00:00"));
    }

    @Test
    void aSegmentBelongsToTheDayOnWhichItBegins() {
        AgreedTime night = hours(STOCKHOLM, closed("julafton"), "mon-sun 22:00-06:00");
        // the night before Christmas Eve goes on to its end; those of 24-26 December do not begin
        assertEquals(8 * 3_600, seconds(night, "2026-12-23T12:00:00", "2026-12-27T12:00:00"));
        ClosedDays shortEve = new ClosedDays(
                true,
                List.of(new ClosedDays.Rule(
                        new ClosedDays.Day.Named(SwedishDay.VALBORGSMASSOAFTON),
                        LocalDate.MIN,
                        LocalDate.MAX,
                        12 * 3_600)),
                Set.of());
        AgreedTime both = hours(STOCKHOLM, shortEve, "mon-fri 08:00-11:00,11:30-17:00,22:00-06:00");
        // 30 April 2026: the morning after yesterday's night, then 08-11 and 11.30-12
        assertEquals((6 + 3) * 3_600 + 1_800, seconds(both, "2026-04-30T00:00:00", "2026-05-01T12:00:00"));
    }

    @Test
    void nothingIsAgreedOutsideTheYearsThatAreComputed() {
        assertEquals(0, ALWAYS.seconds(Instant.MIN, Instant.EPOCH.minusSeconds(3_600)));
        assertEquals(
                ALWAYS.seconds(Instant.MIN, Instant.MAX),
                ALWAYS.spans(Instant.MIN, Instant.MAX).length());
        assertEquals(1, ALWAYS.spans(Instant.MIN, Instant.MAX).count());
    }

    @Test
    void monthsFollowTheZone() {
        AgreedTime pacific = hours(ZoneId.of("Pacific/Apia"), ClosedDays.NONE, "mon-sun 00:00-24:00");
        assertEquals(30 * 24 * 60, minutes(pacific, "2011-12"), "Samoa had no 30 December");
        assertEquals(YearMonth.of(2026, 2), OFFICE.monthOf(Instant.parse("2026-01-31T23:00:00Z")));
        assertEquals(
                new Spans.Span(
                        Instant.parse("2026-02-28T23:00:00Z").getEpochSecond(),
                        Instant.parse("2026-03-31T22:00:00Z").getEpochSecond()),
                OFFICE.month(YearMonth.of(2026, 3)));
    }

    @Test
    void manyMayAskAtOnce() throws Exception {
        AgreedTime shared = hours(STOCKHOLM, closed("julafton"), "mon-fri 08:00-17:00");
        AgreedTime own = hours(STOCKHOLM, closed("julafton"), "mon-fri 08:00-17:00");
        List<Callable<Long>> questions = new ArrayList<>();
        List<Long> answers = new ArrayList<>();
        for (int year = 2030; year > 1990; year--) {
            Instant until = Instant.parse(year + "-07-01T10:15:00Z");
            questions.add(() -> shared.seconds(Instant.EPOCH, until));
            answers.add(own.seconds(Instant.EPOCH, until));
        }
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Long> got = new ArrayList<>();
            for (var answer : many.invokeAll(questions)) {
                got.add(answer.get());
            }
            assertEquals(answers, got);
        }
    }

    /** Random weeks of one or two segments per day, in zones with unlike clocks. */
    @Provide
    Arbitrary<AgreedTime> agreedTimes() {
        Arbitrary<ZoneId> zones = Arbitraries.of(
                        "Europe/Stockholm",
                        "UTC",
                        "America/New_York",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "America/Havana",
                        "Atlantic/Azores")
                .map(ZoneId::of);
        Arbitrary<Week> weeks = Combinators.combine(
                        Arbitraries.integers().between(0, 1439),
                        Arbitraries.integers().between(1, 720),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(1, 420),
                        Arbitraries.of("mon-fri", "mon-sun", "sat-sun", "mon"))
                .as((from, length, pause, second, days) -> {
                    Map<DayOfWeek, List<Week.Segment>> segments = new EnumMap<>(DayOfWeek.class);
                    for (DayOfWeek day : Week.days(days).orElseThrow()) {
                        List<Week.Segment> two = new ArrayList<>();
                        two.add(new Week.Segment(from * 60, (from + length) * 60));
                        int next = from + length + pause;
                        if (next < 1440 && next + second <= from + 1440) {
                            two.add(new Week.Segment(next * 60, (next + second) * 60));
                        }
                        segments.put(day, two);
                    }
                    return Week.of(segments).orElseThrow();
                });
        Arbitrary<ClosedDays> calendars =
                Arbitraries.of(ClosedDays.NONE, LAW, closed("klamdag", "paskafton", "valborgsmassoafton"));
        return Combinators.combine(zones, weeks, calendars).as(AgreedTime::new);
    }

    /** Minutes after 2025-12-01: the changes of 2026 and two ends of a year are within. */
    private static Instant instant(int minute) {
        return Instant.parse("2025-12-01T00:00:00Z").plusSeconds(minute * 60L);
    }

    @Property(tries = 300)
    void agreedTimeIsAdditiveAndTheSumOfItsSpans(
            @ForAll("agreedTimes") AgreedTime hours,
            @ForAll @IntRange(max = 600_000) int a,
            @ForAll @IntRange(max = 600_000) int b,
            @ForAll @IntRange(max = 600_000) int c) {
        int[] order = IntStream.of(a, b, c).sorted().toArray();
        Instant from = instant(order[0]).plusSeconds(17);
        Instant middle = instant(order[1]).plusSeconds(31);
        Instant until = instant(order[2]).plusSeconds(43);
        long whole = hours.seconds(from, until);
        assertEquals(whole, hours.seconds(from, middle) + hours.seconds(middle, until));
        Spans spans = hours.spans(from, until);
        assertEquals(whole, spans.length());
        assertEquals(spans, hours.spans(from, middle).union(hours.spans(middle, until)));
    }

    /** Each minute asks the wall clock whether it lies in a segment of an open day, today's or last night's. */
    @Property(tries = 60)
    void agreesWithAskingTheClockEveryMinute(
            @ForAll("agreedTimes") AgreedTime hours, @ForAll @IntRange(max = 390) int day) {
        Instant from = instant(day * 24 * 60);
        Instant until = from.plusSeconds(4 * 24 * 3_600);
        long minutes = 0;
        for (Instant minute = from; minute.isBefore(until); minute = minute.plusSeconds(60)) {
            if (isAgreed(hours, LocalDateTime.ofInstant(minute, hours.zone()))) {
                minutes++;
            }
        }
        assertEquals(minutes * 60, hours.seconds(from, until));
    }

    private static boolean isAgreed(AgreedTime hours, LocalDateTime wall) {
        int second = wall.toLocalTime().toSecondOfDay();
        return isIn(hours, wall.toLocalDate(), second)
                || isIn(hours, wall.toLocalDate().minusDays(1), second + 86_400);
    }

    private static boolean isIn(AgreedTime hours, LocalDate day, int second) {
        return hours.closed().endOf(day) > 0
                && hours.week().on(day.getDayOfWeek()).stream()
                        .anyMatch(segment -> segment.fromS() <= second && second < segment.untilS());
    }
}
