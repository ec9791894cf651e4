package se.styrkort.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small line without axes in a box of {@value #WIDTH} × {@value #HEIGHT}, its top the highest value and its bottom half
 * of that, or nothing where a value is lower: twice as tall a change as in a chart from nothing, and no more. A month
 * without a value breaks it: a gap is not a way from one value to another.
 *
 * @param lines corners of each unbroken part as SVG writes them: {@code 0,24 8,20}
 * @param dots places of values that stand alone
 */
public record Sparkline(List<String> lines, List<String[]> dots) {
    public static final int WIDTH = 120;
    public static final int HEIGHT = 28;
    private static final int MARGIN = 3;

    /**
     * The line through values of months, ascending.
     *
     * @param values null where there is none
     */
    public static Sparkline of(List<@Nullable BigDecimal> values) {
        BigDecimal highest = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            highest = value == null ? highest : highest.max(value);
        }
        BigDecimal half = highest.divide(BigDecimal.TWO, 6, RoundingMode.HALF_UP);
        boolean upperHalf = values.stream().allMatch(value -> value == null || value.compareTo(half) >= 0);
        BigDecimal lowest = upperHalf ? half : BigDecimal.ZERO;
        List<String> lines = new ArrayList<>();
        List<String[]> dots = new ArrayList<>();
        List<String[]> part = new ArrayList<>();
        for (int i = 0; i <= values.size(); i++) {
            BigDecimal value = i == values.size() ? null : values.get(i);
            if (value != null) {
                part.add(new String[] {x(i, values.size()), y(value, lowest, highest)});
            } else if (part.size() == 1) {
                dots.add(part.getFirst());
                part.clear();
            } else if (!part.isEmpty()) {
                lines.add(String.join(
                        " ", part.stream().map(at -> at[0] + "," + at[1]).toList()));
                part.clear();
            }
        }
        return new Sparkline(lines, dots);
    }

    private static String x(int index, int size) {
        int room = WIDTH - 2 * MARGIN;
        return String.valueOf(size < 2 ? WIDTH / 2 : MARGIN + room * index / (size - 1));
    }

    private static String y(BigDecimal value, BigDecimal lowest, BigDecimal highest) {
        BigDecimal range = highest.subtract(lowest);
        BigDecimal part = range.signum() == 0
                ? BigDecimal.ZERO
                : value.subtract(lowest).max(BigDecimal.ZERO).divide(range, 4, RoundingMode.HALF_UP);
        return BigDecimal.valueOf(HEIGHT - MARGIN)
                .subtract(part.multiply(BigDecimal.valueOf(HEIGHT - 2 * MARGIN)))
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
