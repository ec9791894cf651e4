package se.styrkort.ingest;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/** An observation that a row asks for, resolved against the catalog. Ids are those of catalog entries, 0 for none. */
record Draft(
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
