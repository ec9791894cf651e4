package se.styrkort.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** Reads periods as people write them: codes, {@code 202603}, {@code 2026-03-01}, {@code mars 2026}. */
final class PeriodText {
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})");
    private static final Pattern NAMED = Pattern.compile("(\\p{L}+)\\.? +(\\d{4})|(\\d{4}) +(\\p{L}+)\\.?");
    private static final List<String> MONTHS = List.of(
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december");

    private PeriodText() {}

    /** What a cell says before a metric says of which length its periods are. */
    record Reading(LocalDate day, Granularity precision) {
        /**
         * The metric's period: the one that is written, or the one that contains a written day. Empty when the cell names
         * a period of another length.
         */
        Optional<Period> as(Granularity granularity) {
            return precision == granularity || precision == Granularity.DAY
                    ? Optional.of(Period.containing(granularity, day))
                    : Optional.empty();
        }
    }

    static Optional<Reading> read(String cell, List<DateForm> forms) {
        String text = cell.strip();
        if (!forms.isEmpty()) {
            return forms.stream()
                    .flatMap(form -> form.parse(text).map(day -> new Reading(day, form.precision())).stream())
                    .filter(PeriodText::isBelievable)
                    .findFirst();
        }
        return plain(text).filter(PeriodText::isBelievable);
    }

    /** A date that a spreadsheet holds as one: whatever form the profile says of texts, it has no other reading. */
    static Optional<Reading> ofDateCell(String text) {
        int time = text.indexOf('T');
        return plain(time < 0 ? text : text.substring(0, time)).filter(PeriodText::isBelievable);
    }

    private static Optional<Reading> plain(String text) {
        Optional<Period> code = Period.parse(text);
        if (code.isPresent()) {
            return code.map(period -> new Reading(period.first(), period.granularity()));
        }
        Matcher compact = COMPACT.matcher(text);
        if (compact.matches()) {
            return month(Integer.parseInt(compact.group(1)), Integer.parseInt(compact.group(2)));
        }
        Matcher named = NAMED.matcher(text.replace('\u00A0', ' ').replace('\u202F', ' '));
        if (named.matches()) {
            boolean yearLast = named.group(1) != null;
            return month(Integer.parseInt(named.group(yearLast ? 2 : 3)), monthNumber(named.group(yearLast ? 1 : 4)));
        }
        return Optional.empty();
    }

    private static Optional<Reading> month(int year, int month) {
        try {
            return Optional.of(new Reading(LocalDate.of(year, month, 1), Granularity.MONTH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The full Swedish name or its first three letters or more; 0 when it is none. */
    static int monthNumber(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            if (lower.length() >= 3 && MONTHS.get(i).startsWith(lower)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isBelievable(Reading reading) {
        return reading.day().getYear() >= 1900 && reading.day().getYear() < 2200;
    }
}
