package se.styrkort.calendar;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hours of a week: for each day its segments, ascending. A segment belongs to the day on which it begins. */
public final class Week {
    private static final int DAY_S = ClosedDays.ALL_DAY_S;
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern SEGMENT =
            Pattern.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])\\s*[-–]\\s*(?:(2[0-3]|[01]?[0-9]):([0-5][0-9])|24:00)");

    /**
     * Part of a day, in seconds after its midnight.
     *
     * @param fromS inclusive, below 24 hours
     * @param untilS exclusive; above 24 hours where the segment runs over midnight into the next day
     */
    public record Segment(int fromS, int untilS) {
        public Segment {
            if (fromS < 0 || fromS >= DAY_S || untilS <= fromS || untilS >= fromS + DAY_S + 1) {
                throw new IllegalArgumentException("no segment of a day: " + fromS + "-" + untilS);
            }
        }
    }

    private final Map<DayOfWeek, List<Segment>> segments = new EnumMap<>(DayOfWeek.class);

    private Week(Map<DayOfWeek, List<Segment>> segments) {
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Segment> ordered = new ArrayList<>(segments.getOrDefault(day, List.of()));
            ordered.sort(Comparator.comparingInt(Segment::fromS));
            this.segments.put(day, List.copyOf(ordered));
        }
    }

    /** The week of these segments in any order; empty when two of them overlap, also over midnight. */
    public static Optional<Week> of(Map<DayOfWeek, List<Segment>> segments) {
        Week week = new Week(segments);
        return week.hasOverlap() ? Optional.empty() : Optional.of(week);
    }

    private boolean hasOverlap() {
        for (DayOfWeek day : DayOfWeek.values()) {
            int busyUntilS = 0;
            for (Segment yesterdays : on(day.minus(1))) {
                busyUntilS = Math.max(busyUntilS, yesterdays.untilS() - DAY_S);
            }
            for (Segment segment : on(day)) {
                if (segment.fromS() < busyUntilS) {
                    return true;
                }
                busyUntilS = segment.untilS();
            }
        }
        return false;
    }

    /** The segments that begin on the day, ascending. */
    public List<Segment> on(DayOfWeek day) {
        return segments.getOrDefault(day, List.of());
    }

    /** Days as written: {@code mon}, {@code mon-fri}, {@code sat, sun}, {@code fri-mon}; empty when it names none. */
    public static Optional<Set<DayOfWeek>> days(String written) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : written.toLowerCase(Locale.ROOT).split(",", -1)) {
            List<Integer> ends = Arrays.stream(part.split("[-–]", -1))
                    .map(name -> DAYS.indexOf(name.strip()))
                    .toList();
            if (ends.contains(-1) || ends.size() > 2) {
                return Optional.empty();
            }
            DayOfWeek last = DayOfWeek.of(ends.getLast() + 1);
            DayOfWeek day = DayOfWeek.of(ends.getFirst() + 1);
            while (day != last) {
                days.add(day);
                day = day.plus(1);
            }
            days.add(last);
        }
        return Optional.of(days);
    }

    /**
     * Segments as written, none where nothing is: {@code 08:00-12:00, 13:00-17:00}; {@code 22:00-06:00} runs over midnight, {@code 00:00-24:00} is
     * the whole day. Empty when it is written otherwise or a segment has no length.
     */
    public static Optional<List<Segment>> segments(String written) {
        if (written.isBlank()) {
            return Optional.of(List.of());
        }
        List<Segment> segments = new ArrayList<>();
        for (String part : written.split(",", -1)) {
            Matcher m = SEGMENT.matcher(part.strip());
            if (!m.matches()) {
                return Optional.empty();
            }
            int fromS = seconds(m.group(1), m.group(2));
            int untilS = m.group(3) == null ? DAY_S : seconds(m.group(3), m.group(4));
            if (untilS == fromS) {
                return Optional.empty();
            }
            segments.add(new Segment(fromS, untilS < fromS ? untilS + DAY_S : untilS));
        }
        return Optional.of(segments);
    }

    /** A time of day such as {@code 14:00}, in seconds after midnight; empty when it is none. */
    public static Optional<Integer> timeOfDay(String written) {
        return written.contains(",")
                ? Optional.empty()
                : segments(written + "-24:00")
                        .map(segments -> segments.getFirst().fromS());
    }

    private static int seconds(String hours, String minutes) {
        return (Integer.parseInt(hours) * 60 + Integer.parseInt(minutes)) * 60;
    }
}
