package se.styrkort.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A period (period): a day, ISO week, month, quarter, tertial, half-year or year, known by its first day. Written
 * {@code 2026-03-05}, {@code 2026-W05}, {@code 2026-03}, {@code 2026-Q1}, {@code 2026-T1}, {@code 2026-H1}, {@code 2026}.
 *
 * @param first the first day; no time zone can move it
 */
public record Period(Granularity granularity, LocalDate first) implements Comparable<Period> {
    private static final Pattern CODE =
            Pattern.compile("(\\d{4})(?:-(?:(\\d{2})(?:-(\\d{2}))?|W(\\d{2})|Q([1-4])|T([1-3])|H([12])))?");

    public Period {
        if (!first.equals(firstDay(granularity, first))) {
            throw new IllegalArgumentException(first + " does not begin a " + granularity.code());
        }
    }

    /** The period of this granularity that contains the day. */
    public static Period containing(Granularity granularity, LocalDate day) {
        return new Period(granularity, firstDay(granularity, day));
    }

    private static LocalDate firstDay(Granularity granularity, LocalDate day) {
        return switch (granularity) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> firstOfMonths(day, 3);
            case TERTIAL -> firstOfMonths(day, 4);
            case HALF_YEAR -> firstOfMonths(day, 6);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    private static LocalDate firstOfMonths(LocalDate day, int months) {
        return LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / months * months + 1, 1);
    }

    /** The period that the code names; empty when it names none. */
    public static Optional<Period> parse(String code) {
        Matcher m = CODE.matcher(code);
        if (!m.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(m.group(1));
        try {
            if (m.group(3) != null) {
                LocalDate day = LocalDate.of(year, Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
                return Optional.of(new Period(Granularity.DAY, day));
            }
            if (m.group(2) != null) {
                return Optional.of(month(year, Integer.parseInt(m.group(2))));
            }
            if (m.group(4) != null) {
                return week(year, Integer.parseInt(m.group(4)));
            }
            if (m.group(5) != null) {
                return Optional.of(partOfYear(Granularity.QUARTER, year, Integer.parseInt(m.group(5)), 3));
            }
            if (m.group(6) != null) {
                return Optional.of(partOfYear(Granularity.TERTIAL, year, Integer.parseInt(m.group(6)), 4));
            }
            if (m.group(7) != null) {
                return Optional.of(partOfYear(Granularity.HALF_YEAR, year, Integer.parseInt(m.group(7)), 6));
            }
            return Optional.of(new Period(Granularity.YEAR, LocalDate.of(year, 1, 1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public static Period month(int year, int month) {
        return new Period(Granularity.MONTH, LocalDate.of(year, month, 1));
    }

    private static Period partOfYear(Granularity granularity, int year, int number, int months) {
        return new Period(granularity, LocalDate.of(year, (number - 1) * months + 1, 1));
    }

    private static Optional<Period> week(int year, int week) {
        LocalDate monday = LocalDate.of(year, 1, 4)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .plusWeeks(week - 1L);
        boolean exists = week >= 1 && monday.get(IsoFields.WEEK_BASED_YEAR) == year;
        return exists ? Optional.of(new Period(Granularity.WEEK, monday)) : Optional.empty();
    }

    /** The last day, inclusive. */
    public LocalDate last() {
        return next().first.minusDays(1);
    }

    public Period next() {
        return plus(1);
    }

    public Period previous() {
        return plus(-1);
    }

    /** So many periods later, or earlier when negative. */
    public Period plus(int periods) {
        return new Period(
                granularity,
                switch (granularity) {
                    case DAY -> first.plusDays(periods);
                    case WEEK -> first.plusWeeks(periods);
                    case MONTH -> first.plusMonths(periods);
                    case QUARTER -> first.plusMonths(3L * periods);
                    case TERTIAL -> first.plusMonths(4L * periods);
                    case HALF_YEAR -> first.plusMonths(6L * periods);
                    case YEAR -> first.plusYears(periods);
                });
    }

    /** The last month of the period: where windows of a scorecard end. */
    public Period lastMonth() {
        return containing(Granularity.MONTH, last());
    }

    /** The period as it is written in files, addresses and the API. */
    public String code() {
        int month = first.getMonthValue();
        String year = String.format("%04d", first.getYear());
        return switch (granularity) {
            case DAY -> first.toString();
            case WEEK ->
                String.format(
                        "%04d-W%02d",
                        first.get(IsoFields.WEEK_BASED_YEAR), first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> year + String.format("-%02d", month);
            case QUARTER -> year + "-Q" + ((month - 1) / 3 + 1);
            case TERTIAL -> year + "-T" + ((month - 1) / 4 + 1);
            case HALF_YEAR -> year + "-H" + ((month - 1) / 6 + 1);
            case YEAR -> year;
        };
    }

    @Override
    public int compareTo(Period other) {
        int byFirst = first.compareTo(other.first);
        return byFirst == 0 ? granularity.compareTo(other.granularity) : byFirst;
    }

    @Override
    public String toString() {
        return code();
    }
}
