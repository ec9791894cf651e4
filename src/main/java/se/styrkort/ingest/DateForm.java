package se.styrkort.ingest;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.styrkort.calendar.Granularity;

/**
 * A form of dates in files, written with the letters of {@link DateTimeFormatter}: {@code yyyy-MM-dd}, {@code M/yyyy}.
 *
 * @param precision how exact such a date is: day, month or year
 */
record DateForm(String letters, DateTimeFormatter formatter, Granularity precision, boolean namesMonth) {
    /** A month written out, which is read as its number: the words of the platform change with its versions. */
    private static final Pattern MONTH_LETTERS = Pattern.compile("[ML]{3,}");

    private static final Pattern MONTH_NAME = Pattern.compile("\\p{L}{3,}\\.?");

    /** Throws {@link IllegalArgumentException} when the letters are no form of a date. */
    static DateForm of(String letters) {
        String unquoted = letters.replaceAll("'[^']*'", "");
        if (!unquoted.contains("y") && !unquoted.contains("u")) {
            throw new IllegalArgumentException("no year in " + letters);
        }
        Granularity precision = unquoted.contains("d") || unquoted.contains("D")
                ? Granularity.DAY
                : unquoted.contains("M") || unquoted.contains("L") ? Granularity.MONTH : Granularity.YEAR;
        boolean namesMonth = MONTH_LETTERS.matcher(unquoted).find();
        String numbered = namesMonth ? MONTH_LETTERS.matcher(letters).replaceAll("MM") : letters;
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(withProlepticYear(numbered));
        if (precision == Granularity.YEAR) {
            builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
        }
        if (precision != Granularity.DAY) {
            builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        return new DateForm(
                letters,
                builder.toFormatter(Locale.of("sv")).withResolverStyle(ResolverStyle.STRICT),
                precision,
                namesMonth);
    }

    /** Strict resolving knows the year {@code u} without an era; {@code y} needs one. What is quoted is text. */
    static String withProlepticYear(String letters) {
        StringBuilder pattern = new StringBuilder(letters);
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            quoted ^= pattern.charAt(i) == '\'';
            if (!quoted && pattern.charAt(i) == 'y') {
                pattern.setCharAt(i, 'u');
            }
        }
        return pattern.toString();
    }

    Optional<LocalDate> parse(String text) {
        try {
            return Optional.of(LocalDate.parse(namesMonth ? numbered(text) : text, formatter));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The text with Swedish names of months as two digits. */
    private static String numbered(String text) {
        return MONTH_NAME.matcher(text).replaceAll(name -> {
            int month = PeriodText.monthNumber(name.group().replace(".", ""));
            return month == 0 ? Matcher.quoteReplacement(name.group()) : "%02d".formatted(month);
        });
    }
}
