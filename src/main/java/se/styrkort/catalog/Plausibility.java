package se.styrkort.catalog;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a figure of a metric is hard to believe (rimlighetsregel), and what is then done with it.
 *
 * @param min lowest believable value, for {@code BOUNDS}
 * @param max highest believable value, for {@code BOUNDS}
 * @param limit factor for {@code JUMP}, share of the total for {@code CONTROL_TOTAL}, number of people for
 *     {@code SMALL_COUNT}; absent for the others
 * @param over {@code services}, {@code organisations} or {@code qualifiers}, for {@code CONTROL_TOTAL}
 * @param hold whether the row waits in quarantine; otherwise it goes in as {@code PRELIMINARY} with a flag
 */
public record Plausibility(
        Rule rule,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable BigDecimal limit,
        @Nullable String over,
        boolean hold) {
    public Plausibility {
        min = plain(min);
        max = plain(max);
        limit = plain(limit);
    }

    /** One way to write a number, so that a rule that was stored equals the one that is read. */
    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null
                ? null
                : new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    /** What is asked of a value. */
    public enum Rule {
        /** It is above zero. */
        POSITIVE,
        /** It is not below zero. */
        NOT_NEGATIVE,
        /** It lies between two values, both inclusive. */
        BOUNDS,
        /** It is neither more than so many times, nor less than that part of, the median of the last twelve values before. */
        JUMP,
        /** The series that lacks a service (or organisation, or qualifier) equals the sum of those that have one. */
        CONTROL_TOTAL,
        /** It, or the number of answers behind it, is not so small that single people could be told by it. */
        SMALL_COUNT;

        /** {@code control_total}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
