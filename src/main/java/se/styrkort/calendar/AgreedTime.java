package se.styrkort.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The agreed time (servicetid) of a service: the hours of its week, in its zone, on days that are open. A second is agreed
 * when the clock on the wall shows a time in a segment, so an hour that the clock skips is none and one that it shows
 * twice is two.
 *
 * <p>A segment belongs to the day on which it begins: one that runs over midnight from an open day into a closed one is
 * agreed to its end, one that begins on a closed day is not, and a day that ends early cuts its own segments alone.
 *
 * <p>Time before {@value #FIRST_YEAR} and after {@value #LAST_YEAR} holds nothing. Months are computed when they are
 * first asked for and kept, together with their running total, so the cost of an answer does not grow with the length of
 * the interval. Safe for several threads.
 */
public final class AgreedTime {
    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 2199;

    private static final int DAY_S = ClosedDays.ALL_DAY_S;
    private static final int MONTHS = 12;

    private final ZoneId zone;
    private final Week week;
    private final ClosedDays closed;
    private final long begin;
    private final long end;
    private final Map<YearMonth, Spans> months = new ConcurrentHashMap<>();
    /** Agreed seconds from the beginning of the first year to that of each month. */
    private volatile long[] totals = new long[1];

    public AgreedTime(ZoneId zone, Week week, ClosedDays closed) {
        this.zone = zone;
        this.week = week;
        this.closed = closed;
        this.begin = start(YearMonth.of(FIRST_YEAR, 1));
        this.end = start(YearMonth.of(LAST_YEAR + 1, 1));
    }

    public ZoneId zone() {
        return zone;
    }

    Week week() {
        return week;
    }

    ClosedDays closed() {
        return closed;
    }

    /** Agreed seconds between two instants, which are cut to whole seconds; 0 when the end is not after the beginning. */
    public long seconds(Instant from, Instant until) {
        long first = clipped(from.getEpochSecond());
        long last = clipped(until.getEpochSecond());
        return last <= first ? 0 : before(last) - before(first);
    }

    /** The agreed time between two instants, cut to whole seconds. */
    public Spans spans(Instant from, Instant until) {
        long first = clipped(from.getEpochSecond());
        long last = clipped(until.getEpochSecond());
        Spans.Ascending result = new Spans.Ascending(32);
        if (first < last) {
            for (YearMonth month = monthOf(first); start(month) < last; month = month.plusMonths(1)) {
                for (Spans.Span span : in(month).within(first, last).list()) {
                    result.add(span.from(), span.until());
                }
            }
        }
        return result.spans();
    }

    /** The month as time: from its first midnight in the zone to that of the next, agreed or not. */
    public Spans.Span month(YearMonth month) {
        return new Spans.Span(start(month), start(month.plusMonths(1)));
    }

    /** The month, in the zone, that an instant is in. */
    public YearMonth monthOf(Instant instant) {
        return monthOf(instant.getEpochSecond());
    }

    private YearMonth monthOf(long instant) {
        YearMonth month = YearMonth.from(Instant.ofEpochSecond(instant).atZone(zone));
        // a clock that goes back over midnight shows the old month again after the new one has begun
        return start(month.plusMonths(1)) <= instant ? month.plusMonths(1) : month;
    }

    private long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(zone).toEpochSecond();
    }

    private long clipped(long instant) {
        return Math.clamp(instant, begin, end);
    }

    /** Agreed seconds from the beginning of the first year to this instant. */
    private long before(long instant) {
        YearMonth month = monthOf(instant);
        int index = (month.getYear() - FIRST_YEAR) * MONTHS + month.getMonthValue() - 1;
        long[] known = totals;
        if (index >= known.length) {
            known = totalsThrough(month.getYear());
        }
        return known[index] + in(month).lengthWithin(start(month), instant);
    }

    private synchronized long[] totalsThrough(int year) {
        long[] known = totals;
        int length = (year + 1 - FIRST_YEAR) * MONTHS + 1;
        if (length <= known.length) {
            return known;
        }
        long[] grown = Arrays.copyOf(known, length);
        for (int i = known.length; i < length; i++) {
            grown[i] = grown[i - 1]
                    + compute(YearMonth.of(FIRST_YEAR, 1).plusMonths(i - 1L)).length();
        }
        totals = grown;
        return grown;
    }

    /** The month's agreed time. */
    private Spans in(YearMonth month) {
        return months.computeIfAbsent(month, this::compute);
    }

    /**
     * Between two changes of the clock instants and wall time differ by one number, so the wall times of the segments are
     * cut to each such stretch of the month and moved by its number.
     */
    private Spans compute(YearMonth month) {
        Spans.Span time = month(month);
        // two days before: a segment over midnight, or a clock that goes back over it
        Spans wall = wallTimes(month.atDay(1).minusDays(2), month.atEndOfMonth().plusDays(1));
        ZoneRules rules = zone.getRules();
        Spans.Ascending result = new Spans.Ascending(wall.count());
        long from = time.from();
        while (from < time.until()) {
            Instant instant = Instant.ofEpochSecond(from);
            int offset = rules.getOffset(instant).getTotalSeconds();
            ZoneOffsetTransition change = rules.nextTransition(instant);
            long until = change == null ? time.until() : Math.min(change.toEpochSecond(), time.until());
            for (Spans.Span span : wall.within(from + offset, until + offset).list()) {
                result.add(span.from() - offset, span.until() - offset);
            }
            from = until;
        }
        return result.spans();
    }

    /** The segments of some days, in seconds of wall time after 1970-01-01T00:00. */
    private Spans wallTimes(LocalDate first, LocalDate last) {
        Spans.Ascending result = new Spans.Ascending(64);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            long midnight = day.toEpochDay() * DAY_S;
            int dayEndS = closed.endOf(day);
            for (Week.Segment segment : week.on(day.getDayOfWeek())) {
                int untilS = dayEndS == DAY_S ? segment.untilS() : Math.min(segment.untilS(), dayEndS);
                result.add(midnight + segment.fromS(), midnight + untilS);
            }
        }
        return result.spans();
    }
}
