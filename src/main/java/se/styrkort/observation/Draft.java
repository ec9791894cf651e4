package se.styrkort.observation;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An observation that is asked for, resolved against the catalog but not yet one.
 *
 * @param metricId id of a catalog entry, as are the two that follow, 0 standing for none
 * @param period first day of a period of the metric's granularity
 */
public record Draft(
        long metricId,
        long serviceId,
        long organisationId,
        String qualifier,
        LocalDate period,
        State state,
        @Nullable BigDecimal value,
        Quality quality,
        @Nullable Integer sampleSize,
        @Nullable BigDecimal stdDev,
        @Nullable String reason) {}
