package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a metric in an expression: {@code sum(cost.it_sek, service=e-moten)}.
 *
 * @param minShare 0–1: the share of values that must be there although some are missing; absent: all must
 */
public record Term(
        TermFunction function,
        String metric,
        @Nullable String service,
        @Nullable String group,
        @Nullable String qualifier,
        @Nullable BigDecimal minShare) {
    /** What stands without quotes; a dash inside is part of the code and never a minus. */
    static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.\\-]*");

    public Term {
        if (minShare != null && (minShare.signum() < 0 || minShare.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException("min_share is outside 0..1: " + minShare);
        }
    }

    /** A term of function and metric alone. */
    public static Term of(TermFunction function, String metric) {
        return new Term(function, metric, null, null, null, null);
    }

    /** The term as the expression language writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(function.code()).append('(').append(quoted(metric));
        append(text, "service", service);
        append(text, "group", group);
        append(text, "qualifier", qualifier);
        append(text, "min_share", minShare == null ? null : minShare.toPlainString());
        return text.append(')').toString();
    }

    private static void append(StringBuilder text, String attribute, @Nullable String value) {
        if (value != null) {
            text.append(", ").append(attribute).append('=').append(quoted(value));
        }
    }

    private static String quoted(String word) {
        return BARE.matcher(word).matches() ? word : '"' + word.replace("\"", "\"\"") + '"';
    }
}
