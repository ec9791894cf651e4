package se.styrkort.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which days are closed or end early (kalender): the public holidays of the law and, on top of them, what a municipality
 * has decided. A plain Sunday is not closed here, although the law counts it as a holiday: whether there are hours on
 * Sundays is said by the week. Safe for several threads.
 */
public final class ClosedDays {
    /** A day without end. */
    public static final int ALL_DAY_S = 24 * 60 * 60;

    /** No holidays and no local days: each week is like the other. */
    public static final ClosedDays NONE = new ClosedDays(false, List.of(), Set.of());

    private final boolean holidays;
    private final List<Rule> rules;
    private final Set<LocalDate> open;
    private final Map<Integer, Map<LocalDate, Integer>> closedByYear = new ConcurrentHashMap<>();
    private final Map<Integer, Map<LocalDate, Integer>> endsByYear = new ConcurrentHashMap<>();

    /** What a rule is about. */
    public sealed interface Day {
        /** A day with a name, once a year. */
        record Named(SwedishDay name) implements Day {}

        /** One date. */
        record Dated(LocalDate date) implements Day {}

        /**
         * Squeeze days (klämdagar): each single day, Monday to Friday, between two that are free: Saturday, Sunday,
         * holiday or closed all day by another rule.
         */
        enum Squeeze implements Day {
            KLAMDAG
        }

        /** {@code julafton}, {@code 2026-05-15} or {@code klamdag}; empty for anything else. */
        static Optional<Day> parse(String written) {
            if (SwedishDay.folded(written).equals("klamdag")) {
                return Optional.of(Squeeze.KLAMDAG);
            }
            return date(written).<Day>map(Dated::new).or(() -> SwedishDay.parse(written)
                    .map(Named::new));
        }

        private static Optional<LocalDate> date(String written) {
            return Period.parse(written.strip())
                    .filter(period -> period.granularity() == Granularity.DAY)
                    .map(Period::first);
        }
    }

    /**
     * A decision about a day.
     *
     * @param from first date on which it holds, inclusive
     * @param to last date on which it holds, inclusive
     * @param endS seconds after midnight at which the day ends; 0: it is closed
     */
    public record Rule(Day day, LocalDate from, LocalDate to, int endS) {
        public Rule {
            if (endS < 0 || endS >= ALL_DAY_S) {
                throw new IllegalArgumentException("a short day ends before midnight: " + endS);
            }
        }

        private boolean holdsOn(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    /**
     * @param holidays whether public holidays are closed
     * @param open dates that are open whatever the law and the rules say
     */
    public ClosedDays(boolean holidays, List<Rule> rules, Set<LocalDate> open) {
        this.holidays = holidays;
        this.rules = List.copyOf(rules);
        this.open = Set.copyOf(open);
    }

    /** Seconds after midnight at which the day ends: 0 when it is closed, {@link #ALL_DAY_S} when nothing is decided. */
    public int endOf(LocalDate day) {
        return endsByYear.computeIfAbsent(day.getYear(), this::ends).getOrDefault(day, ALL_DAY_S);
    }

    /** Whether nobody is expected to work: a weekend, a holiday or a day closed by a rule, squeeze days apart. */
    private boolean isFree(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY
                || day.getDayOfWeek() == DayOfWeek.SUNDAY
                || closedByYear.computeIfAbsent(day.getYear(), this::fixed).getOrDefault(day, ALL_DAY_S) == 0;
    }

    private Map<LocalDate, Integer> ends(int year) {
        Map<LocalDate, Integer> ends = new HashMap<>(closedByYear.computeIfAbsent(year, this::fixed));
        for (Rule rule : rules) {
            if (rule.day() == Day.Squeeze.KLAMDAG) {
                LocalDate.of(year, 1, 1)
                        .datesUntil(LocalDate.of(year + 1, 1, 1))
                        .filter(day -> rule.holdsOn(day) && !open.contains(day) && !isFree(day))
                        .filter(day -> isFree(day.minusDays(1)) && isFree(day.plusDays(1)))
                        .forEach(day -> ends.merge(day, rule.endS(), Math::min));
            }
        }
        return ends;
    }

    /** All but the squeeze days, which depend on the others; of two rules for a day the one that ends it earlier holds. */
    private Map<LocalDate, Integer> fixed(int year) {
        Map<LocalDate, Integer> ends = new HashMap<>();
        if (holidays) {
            SwedishHolidays.named(year).forEach(day -> ends.put(day, 0));
        }
        for (Rule rule : rules) {
            Optional<LocalDate> date =
                    switch (rule.day()) {
                        case Day.Named named -> Optional.of(named.name().in(year));
                        case Day.Dated dated -> Optional.of(dated.date()).filter(day -> day.getYear() == year);
                        case Day.Squeeze squeeze -> Optional.empty();
                    };
            date.filter(rule::holdsOn).ifPresent(day -> ends.merge(day, rule.endS(), Math::min));
        }
        ends.keySet().removeAll(open);
        return ends;
    }
}
