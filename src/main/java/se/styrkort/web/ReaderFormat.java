package se.styrkort.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Figures, months and times as a reader of one language writes them. Swedish: decimal comma, no-break space between
 * thousands, U+2212 as minus. English: point, comma and the same minus. Symbols are given here, not taken from the
 * Java runtime, whose locale data changes between releases. Rounding is half up, and only here: the API never rounds.
 */
public final class ReaderFormat {
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final char MINUS = '\u2212';
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Locale locale;
    private final boolean english;
    private final DecimalFormatSymbols symbols;

    public ReaderFormat(Locale locale) {
        this.locale = locale;
        english = locale.getLanguage().equals("en");
        symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(english ? '.' : ',');
        symbols.setGroupingSeparator(english ? ',' : NO_BREAK_SPACE);
        symbols.setMinusSign(MINUS);
    }

    /** At most {@code maxDecimals} decimals, trailing zeros dropped: {@code 1 234,5}. */
    public String number(BigDecimal value, int maxDecimals) {
        return decimal(value, 0, maxDecimals);
    }

    public String number(double value, int maxDecimals) {
        return number(BigDecimal.valueOf(value), maxDecimals);
    }

    /** Exactly {@code decimals} decimals, so that a column lines up: {@code 1 234,50}. */
    public String fixed(BigDecimal value, int decimals) {
        return decimal(value, decimals, decimals);
    }

    public String whole(long value) {
        return decimal(BigDecimal.valueOf(value), 0, 0);
    }

    /** A ratio (0–1) as percent: {@code 0.9925} with one decimal is {@code 99,3 %}, in English {@code 99.3%}. */
    public String percent(BigDecimal ratio, int maxDecimals) {
        return percentSign(number(ratio.movePointRight(2), maxDecimals));
    }

    /** The same with exactly so many decimals, so that a column lines up. */
    public String fixedPercent(BigDecimal ratio, int decimals) {
        return percentSign(fixed(ratio.movePointRight(2), decimals));
    }

    private String percentSign(String figure) {
        return english ? figure + "%" : figure + NO_BREAK_SPACE + "%";
    }

    /** An amount of SEK with two decimals: {@code 1 234 567,89 kr}, in English {@code SEK 1,234,567.89}. */
    public String kronor(BigDecimal amount) {
        String figure = fixed(amount, 2);
        return english ? "SEK" + NO_BREAK_SPACE + figure : figure + NO_BREAK_SPACE + "kr";
    }

    /** The same without öre, for amounts of which they are no part worth reading: {@code 1 234 568 kr}. */
    public String wholeKronor(BigDecimal amount) {
        String figure = fixed(amount, 0);
        return english ? "SEK" + NO_BREAK_SPACE + figure : figure + NO_BREAK_SPACE + "kr";
    }

    /** {@code september 2026}, in English {@code September 2026}. */
    public String month(YearMonth month) {
        return month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale) + " " + month.getYear();
    }

    /** {@code 2026-09-30} in both languages: the Swedish standard, and unambiguous in English. */
    public String date(LocalDate date) {
        return date.toString();
    }

    /** {@code 2026-09-30 14:05}, the time in Sweden. */
    public String dateTime(Instant instant) {
        return DATE_TIME.format(instant.atZone(ZONE));
    }

    private String decimal(BigDecimal value, int minDecimals, int maxDecimals) {
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMinimumFractionDigits(minDecimals);
        format.setMaximumFractionDigits(maxDecimals);
        // rounded before formatting, so that a small negative value does not print as minus zero
        return format.format(value.setScale(maxDecimals, RoundingMode.HALF_UP));
    }
}
