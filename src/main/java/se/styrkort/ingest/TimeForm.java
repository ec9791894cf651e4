package se.styrkort.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form of points in time in files: {@code iso} (with a space or a {@code T}, seconds or none, an offset or none), {@code
 * epoch} and {@code epoch_ms} (since 1970, UTC), or letters of {@link DateTimeFormatter} such as {@code d/M/yyyy H:mm}.
 * A time without an offset is of the zone that the profile says. An hour that comes twice is the first of the two; one
 * that a clock skipped is no time.
 *
 * @param formatter null for those that are read otherwise
 */
record TimeForm(String letters, @Nullable DateTimeFormatter formatter) {
    static final TimeForm ISO = new TimeForm("iso", null);

    /** What files of our own have: nothing said means ISO. */
    static final List<TimeForm> DEFAULT = List.of(ISO);

    private static final DateTimeFormatter ISO_TEXT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            // the formatter's letters of an offset: +02:00 or Z, else +0200 or +02
            .appendPattern("[XXX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 2200;

    /** Throws {@link IllegalArgumentException} when the letters are no form of a time. */
    static TimeForm of(String letters) {
        if (letters.equals("iso") || letters.equals("epoch") || letters.equals("epoch_ms")) {
            return new TimeForm(letters, null);
        }
        DateForm.of(letters); // the same letters are refused
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(DateForm.withProlepticYear(letters))
                .parseDefaulting(ChronoField.NANO_OF_DAY, 0)
                .toFormatter(Locale.of("sv"));
        DateTimeFormatter plain = DateTimeFormatter.ofPattern(DateForm.withProlepticYear(letters), Locale.of("sv"));
        boolean hasTime = letters.replaceAll("'[^']*'", "").matches(".*[HhKkms].*");
        return new TimeForm(letters, (hasTime ? plain : formatter).withResolverStyle(ResolverStyle.STRICT));
    }

    /** The instant, to the microsecond; empty when the text has another form or names a time that never was. */
    Optional<Instant> parse(String text, ZoneId zone) {
        try {
            Instant instant =
                    switch (letters) {
                        case "epoch" -> Instant.ofEpochSecond(Long.parseLong(text));
                        case "epoch_ms" -> Instant.ofEpochMilli(Long.parseLong(text));
                        default -> instant(text, zone);
                    };
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year < EARLIEST_YEAR || year > LATEST_YEAR
                    ? Optional.empty()
                    : Optional.of(instant.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Instant instant(String text, ZoneId zone) {
        DateTimeFormatter reader = formatter;
        if (reader == null) {
            Instant utc = plainUtc(text);
            if (utc != null) {
                return utc;
            }
            reader = ISO_TEXT;
        }
        String written = formatter == null && text.length() > 10 && text.charAt(10) == ' '
                ? text.substring(0, 10) + 'T' + text.substring(11).replace(" ", "")
                : text;
        TemporalAccessor read =
                reader.parseBest(written, OffsetDateTime::from, LocalDateTime::from, TimeForm::startOfDay);
        if (read instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        LocalDateTime local = (LocalDateTime) read;
        if (zone.getRules().getValidOffsets(local).isEmpty()) {
            throw new DateTimeParseException("a clock skipped it", text, 0);
        }
        return local.atZone(zone).toInstant();
    }

    private static LocalDateTime startOfDay(TemporalAccessor read) {
        LocalDate day = read.query(TemporalQueries.localDate());
        if (day == null) {
            throw new DateTimeException("no day");
        }
        return day.atStartOfDay();
    }

    /** {@code 2026-06-01T10:00:00Z}, which millions of probes have, without detours; null when it is written otherwise. */
    private static @Nullable Instant plainUtc(String text) {
        if (text.length() != 20 || text.charAt(19) != 'Z') {
            return null;
        }
        for (int i = 0; i < 19; i++) {
            char c = text.charAt(i);
            char wanted = "0000-00-00T00:00:00".charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return null;
            }
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int until) {
        int number = 0;
        for (int i = from; i < until; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
