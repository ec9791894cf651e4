package se.styrkort.scorecard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/**
 * Which periods of a metric a measure looks at, seen from an anchor month.
 *
 * @param months how many months a {@code latest} or {@code rolling_12} window is long; 0 for the others
 */
public record Window(Kind kind, int months) {
    /** Ten years. */
    static final int LATEST_LIMIT = 120;

    private static final Pattern LATEST = Pattern.compile("latest\\(\\s*([0-9]{1,4})\\s*\\)");

    /** The windows of {@code MONTH} to {@code YEAR} contain the anchor month, the rest end with it. */
    public enum Kind {
        MONTH,
        QUARTER,
        TERTIAL,
        HALF_YEAR,
        YEAR,
        YEAR_TO_DATE,
        ROLLING_12,
        LATEST
    }

    public Window {
        boolean right =
                switch (kind) {
                    case LATEST -> months >= 1 && months <= LATEST_LIMIT;
                    case ROLLING_12 -> months == 12;
                    default -> months == 0;
                };
        if (!right) {
            throw new IllegalArgumentException(kind + " is not " + months + " months long");
        }
    }

    public static Window of(Kind kind) {
        return new Window(kind, kind == Kind.ROLLING_12 ? 12 : 0);
    }

    public static Window latest(int months) {
        return new Window(Kind.LATEST, months);
    }

    /** The window as models write it, such as {@code year_to_date} or {@code latest(18)}; empty when it is none. */
    public static Optional<Window> parse(String code) {
        Matcher latest = LATEST.matcher(code.strip());
        if (latest.matches()) {
            int months = Integer.parseInt(latest.group(1));
            return months >= 1 && months <= LATEST_LIMIT ? Optional.of(latest(months)) : Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.LATEST && kind.name().toLowerCase(Locale.ROOT).equals(code.strip())) {
                return Optional.of(of(kind));
            }
        }
        return Optional.empty();
    }

    public String code() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.LATEST ? name + "(" + months + ")" : name;
    }

    /**
     * The metric's periods in the window, ascending. A finer metric gives those whose first day lies in the window. A
     * coarser one gives the period that contains the anchor month; for {@code rolling_12} and {@code latest}, every
     * period that overlaps the window.
     */
    public List<Period> periods(Period anchorMonth, Granularity metric) {
        if (anchorMonth.granularity() != Granularity.MONTH) {
            throw new IllegalArgumentException("the anchor is a month, not " + anchorMonth);
        }
        boolean ends = months > 0;
        if (!ends && metric.compareTo(length()) >= 0) {
            return List.of(Period.containing(metric, anchorMonth.first()));
        }
        LocalDate from = first(anchorMonth);
        LocalDate to = kind == Kind.YEAR_TO_DATE || ends
                ? anchorMonth.last()
                : Period.containing(length(), anchorMonth.first()).last();
        Period period = Period.containing(metric, from);
        boolean overlapping = ends && metric.compareTo(Granularity.MONTH) > 0;
        if (period.first().isBefore(from) && !overlapping) {
            period = period.next();
        }
        List<Period> periods = new ArrayList<>();
        for (; !period.first().isAfter(to); period = period.next()) {
            periods.add(period);
        }
        return List.copyOf(periods);
    }

    /** Whether a metric may have several periods in it, so that something must become of them. */
    boolean spansSeveral(Granularity metric) {
        if (months > 0) {
            return months > 1 || metric.compareTo(Granularity.MONTH) < 0;
        }
        return metric.compareTo(length()) < 0;
    }

    /**
     * The anchor month of the window that this one is compared with: the one before it; for {@code year_to_date} as far
     * into the year before; for those that end with the anchor, a month earlier.
     */
    public Period previousAnchor(Period anchorMonth) {
        return switch (kind) {
            case MONTH, ROLLING_12, LATEST -> anchorMonth.plus(-1);
            case QUARTER -> anchorMonth.plus(-3);
            case TERTIAL -> anchorMonth.plus(-4);
            case HALF_YEAR -> anchorMonth.plus(-6);
            case YEAR, YEAR_TO_DATE -> anchorMonth.plus(-12);
        };
    }

    /**
     * The months that decide whether the window may be compared with another one: all of it, since it is final when they
     * all are. A value that is carried forward belongs to the anchor month alone.
     */
    List<Period> comparedMonths(Period anchorMonth) {
        return kind == Kind.LATEST ? List.of(anchorMonth) : periods(anchorMonth, Granularity.MONTH);
    }

    private LocalDate first(Period anchorMonth) {
        return months > 0
                ? anchorMonth.plus(1 - months).first()
                : Period.containing(length(), anchorMonth.first()).first();
    }

    private Granularity length() {
        return switch (kind) {
            case MONTH, ROLLING_12, LATEST -> Granularity.MONTH;
            case QUARTER -> Granularity.QUARTER;
            case TERTIAL -> Granularity.TERTIAL;
            case HALF_YEAR -> Granularity.HALF_YEAR;
            case YEAR, YEAR_TO_DATE -> Granularity.YEAR;
        };
    }

    @Override
    public String toString() {
        return code();
    }
}
