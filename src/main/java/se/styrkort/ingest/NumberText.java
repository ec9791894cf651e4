package se.styrkort.ingest;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as a file's profile says that they are written. What could be read in two ways is refused.
 *
 * @param decimal the decimal sign, point or comma
 * @param thousands the sign that groups digits by three; null: a space, or the sign that is not the decimal one where it
 *     cannot be mistaken for it ({@code 1.234,5} or {@code 1.234.567}, never {@code 1.234})
 */
record NumberText(char decimal, @Nullable Character thousands) {
    /** Numbers that a spreadsheet or JSON holds as numbers. */
    static final NumberText POINT = new NumberText('.', null);

    private static final int LONGEST = 100;
    private static final int LARGEST_EXPONENT = 300;

    /** A number, or the code of what is wrong with the text. */
    record Reading(@Nullable BigDecimal number, @Nullable String fault) {}

    NumberText {
        if (thousands != null && thousands == decimal) {
            throw new IllegalArgumentException("one sign for two things: " + decimal);
        }
    }

    Reading read(String cell) {
        String text = cell.strip();
        if (text.length() > LONGEST) {
            return new Reading(null, "bad_number");
        }
        BigDecimal plain = plain(text);
        return plain != null ? new Reading(plain, null) : careful(text);
    }

    /** The common case, without detours: digits, at most one sign before them and one decimal sign among them. */
    private @Nullable BigDecimal plain(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int decimalAt = -1;
        if (length == start) {
            return null;
        }
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c == decimal && decimalAt < 0 && i > start && i < length - 1) {
                decimalAt = i;
            } else if (c < '0' || c > '9') {
                return null;
            }
        }
        if (decimalAt < 0 && length < 19) {
            return BigDecimal.valueOf(Long.parseLong(text));
        }
        return new BigDecimal(decimal == '.' ? text : text.replace(decimal, '.'));
    }

    private Reading careful(String cell) {
        String text = cell.replace('\u2212', '-')
                .replace('\u00A0', ' ')
                .replace('\u202F', ' ')
                .replace('\u2009', ' ')
                .strip();
        boolean negative = false;
        if (text.startsWith("(") && text.endsWith(")")) {
            negative = true;
            text = text.substring(1, text.length() - 1).strip();
            if (text.startsWith("-") || text.startsWith("+") || text.endsWith("-")) {
                return new Reading(null, "bad_number"); // two signs: minus of minus, or minus twice?
            }
        }
        boolean percent = text.endsWith("%");
        if (percent) {
            text = text.substring(0, text.length() - 1).strip();
        }
        if (text.endsWith("-") && text.length() > 1) {
            negative = !negative;
            text = text.substring(0, text.length() - 1).strip();
        } else if (text.startsWith("-") || text.startsWith("+")) {
            negative ^= text.charAt(0) == '-';
            text = text.substring(1).strip();
        }
        char grouping = grouping(text);
        String fault = faultOf(text, grouping);
        if (fault != null) {
            return new Reading(null, fault);
        }
        String digits = text.replace(String.valueOf(grouping), "").replace(decimal, '.');
        try {
            BigDecimal number = new BigDecimal(digits);
            if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
                return new Reading(null, "bad_number");
            }
            number = percent ? number.movePointLeft(2) : number;
            return new Reading(negative ? number.negate() : number, null);
        } catch (NumberFormatException e) {
            return new Reading(null, "bad_number");
        }
    }

    private char grouping(String text) {
        if (thousands != null) {
            return thousands == '\u00A0' || thousands == '\u202F' ? ' ' : thousands;
        }
        char other = decimal == ',' ? '.' : ',';
        int first = text.indexOf(other);
        boolean plain = first >= 0 && (text.indexOf(other, first + 1) > 0 || text.indexOf(decimal) > first);
        return plain ? other : ' ';
    }

    /** Groups must be of three digits, so that {@code 1 23} and {@code 61.982} are not guessed at. */
    private @Nullable String faultOf(String text, char grouping) {
        char other = decimal == ',' ? '.' : ',';
        if (text.indexOf(other) >= 0 && grouping != other) {
            return "wrong_decimal_sign";
        }
        int end = text.indexOf(decimal);
        String whole = end < 0 ? text : text.substring(0, end);
        int exponent = Math.max(whole.indexOf('e'), whole.indexOf('E'));
        whole = exponent < 0 ? whole : whole.substring(0, exponent);
        String group = java.util.regex.Pattern.quote(String.valueOf(grouping));
        if (!whole.matches("\\d+|\\d{1,3}(" + group + "\\d{3})+|")) {
            return "bad_number";
        }
        String rest = end < 0 ? "" : text.substring(end + 1);
        return rest.matches("\\d*([eE][+-]?\\d{1,4})?") ? null : "bad_number";
    }
}
