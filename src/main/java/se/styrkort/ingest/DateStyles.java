package se.styrkort.ingest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in the cells of a workbook: which are days or percentages, by the format they are shown in, and what number is meant by the
 * digits that are stored.
 */
final class DateStyles {
    private static final int STYLES_LIMIT = 100_000;

    /** Days between 1970 and the day before the first of each system; 1900 is counted as a leap year, which it was not. */
    private static final LocalDate BEFORE_1900 = LocalDate.of(1899, 12, 31);

    private static final LocalDate FIRST_OF_1904 = LocalDate.of(1904, 1, 1);
    private static final int LEAP_DAY_THAT_WAS_NOT = 60;
    private static final int LAST_DAY = 2_958_465;
    private static final int SECONDS = 86_400;

    /** Quoted and escaped signs, and what stands in brackets except elapsed time. */
    private static final Pattern NOT_SHOWN = Pattern.compile("\"[^\"]*\"|[\\\\_*].|\\[(?!(?:h+|m+|s+)])[^]]*]");

    private static final Pattern DATE_LETTER = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);

    /** Digits that Excel holds of a number; the rest is what is left of counting in twos. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);

    private static final BigDecimal EXACT_WHOLE = BigDecimal.valueOf(1L << 53);

    /** One more than the numbers, so that the number of no format has a place. */
    private static final BitSet BUILT_IN_DATES = new BitSet();

    static {
        BUILT_IN_DATES.set(15, 24);
        BUILT_IN_DATES.set(28, 38);
        BUILT_IN_DATES.set(46, 49);
        BUILT_IN_DATES.set(51, 60);
    }

    private final BitSet dates = new BitSet();
    private final BitSet percentages = new BitSet();

    /** Reads {@code styles.xml}; without it no number is a day. */
    static DateStyles read(@Nullable XMLStreamReader xml) throws XMLStreamException {
        DateStyles styles = new DateStyles();
        Map<Integer, String> own = new HashMap<>();
        int style = 0;
        boolean inCells = false;
        while (xml != null && SheetXml.toElement(xml)) {
            switch (xml.getLocalName()) {
                case "numFmt" -> {
                    String code = xml.getAttributeValue(null, "formatCode");
                    if (own.size() < STYLES_LIMIT) {
                        own.put(number(xml.getAttributeValue(null, "numFmtId")), code == null ? "" : code);
                    }
                }
                case "cellStyleXfs", "cellStyles", "dxfs" -> inCells = false;
                case "cellXfs" -> inCells = true;
                case "xf" -> {
                    if (inCells && style < STYLES_LIMIT) {
                        int format = number(xml.getAttributeValue(null, "numFmtId"));
                        String code = own.get(format);
                        styles.dates.set(style, code == null ? isBuiltInDate(format) : isDate(code));
                        styles.percentages.set(
                                style++, code == null ? format == 9 || format == 10 : isPercentage(code));
                    }
                }
                default -> {}
            }
        }
        return styles;
    }

    static int number(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    /** The numbered formats of ECMA-376 part 1, 18.8.30, those of East Asian languages among them. */
    private static boolean isBuiltInDate(int format) {
        return BUILT_IN_DATES.get(format + 1);
    }

    /** Whether a format shows a part of a date or time. */
    static boolean isDate(String code) {
        String shown = shown(code);
        return !shown.strip().equalsIgnoreCase("General")
                && DATE_LETTER.matcher(shown).find();
    }

    /** Whether a format shows a hundred times the number, and the sign for it. */
    static boolean isPercentage(String code) {
        return shown(code).indexOf('%') >= 0;
    }

    /** What a format says of numbers above 0, without signs that stand for themselves. */
    private static String shown(String code) {
        String shown = NOT_SHOWN.matcher(code).replaceAll("");
        int positive = shown.indexOf(';');
        return positive > 0 ? shown.substring(0, positive) : shown;
    }

    boolean isPercentage(int style) {
        return style >= 0 && percentages.get(style);
    }

    boolean isDate(int style) {
        return style >= 0 && dates.get(style);
    }

    /**
     * The day that a number counts to, as {@code 2026-03-01}, with the time if there is one; below a day the time alone.
     * Null when the number is no day.
     */
    static @Nullable String day(BigDecimal number, boolean since1904) {
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(LAST_DAY + 1L)) >= 0) {
            return null;
        }
        long seconds = number.multiply(BigDecimal.valueOf(SECONDS))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        long day = seconds / SECONDS;
        LocalTime time = LocalTime.ofSecondOfDay(seconds % SECONDS);
        if (!since1904 && day == LEAP_DAY_THAT_WAS_NOT) {
            return null;
        }
        if (day == 0 && !since1904) {
            return time.toString();
        }
        LocalDate date = since1904
                ? FIRST_OF_1904.plusDays(day)
                : BEFORE_1900.plusDays(day > LEAP_DAY_THAT_WAS_NOT ? day - 1 : day);
        return time.equals(LocalTime.MIDNIGHT)
                ? date.toString()
                : LocalDateTime.of(date, time).toString();
    }

    /**
     * The number that is meant by stored digits: themselves where they are at most 15, as many as Excel holds; more come
     * from counting in twos, {@code 1.1000000000000001} for 1.1, and are rounded to 15. Whole numbers up to 2^53 are exact.
     */
    static BigDecimal meant(BigDecimal stored) {
        boolean whole = stored.signum() == 0 || stored.stripTrailingZeros().scale() <= 0;
        if (stored.precision() <= SHOWN.getPrecision() || (whole && stored.abs().compareTo(EXACT_WHOLE) <= 0)) {
            return stored;
        }
        return stored.round(SHOWN).stripTrailingZeros();
    }
}
