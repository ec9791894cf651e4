package se.styrkort.observation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Rule;

/**
 * One question to the figures: a metric over some periods, as one value per subject.
 *
 * @param overTime how the periods' values become one; {@code null} counts the periods that have a value
 * @param service code of the only service that counts
 * @param group availability group whose services alone count
 * @param qualifier the only qualifier that counts
 * @param minShare share of the parts, 0 to 1, that must have a value; the rest may be missing or secret. 1 where the
 *     expression says nothing
 * @param common whether observations without organisation are read, over the services that the subject used
 * @param periods the expected periods of the metric's granularity, ascending
 * @param latest whether only the last period that has a value counts
 */
public record Rollup(
        Metric metric,
        @Nullable Rule overTime,
        @Nullable String service,
        @Nullable String group,
        @Nullable String qualifier,
        BigDecimal minShare,
        boolean common,
        List<Period> periods,
        boolean latest) {
    public Rollup {
        periods = List.copyOf(periods);
    }

    /** A metric over services, qualifiers and organisations by its own rules, for {@link RollupRepository#byPeriod}. */
    public static Rollup byPeriod(Metric metric, List<Period> periods) {
        return byPeriod(metric, null, periods);
    }

    /** The same of one qualifier only; null: of all together. */
    public static Rollup byPeriod(Metric metric, @Nullable String qualifier, List<Period> periods) {
        return new Rollup(metric, metric.overTime(), null, null, qualifier, BigDecimal.ONE, false, periods, false);
    }

    /** The same of one of its periods. Which services were used is asked of all of them, so a common one stays as it is. */
    public Rollup only(Period period) {
        return common
                ? this
                : new Rollup(metric, overTime, service, group, qualifier, minShare, false, List.of(period), latest);
    }
}
