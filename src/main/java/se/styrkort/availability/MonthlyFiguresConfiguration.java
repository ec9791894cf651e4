package se.styrkort.availability;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.serde.annotation.SerdeImport;

/**
 * How observations that are computed follow their inputs.
 *
 * @param everyMs between looks for what is due, milliseconds
 * @param waitMs how long at most an import waits for what it made due, milliseconds
 * @param coverage the part of a month's agreed time, 0–1, that must be known for its figures not to be preliminary
 * @param probeDays how many days probes are kept one by one; 0: not at all
 */
@Context
@SerdeImport(AvailabilityItem.class)
@ConfigurationProperties("styrkort.availability")
record MonthlyFiguresConfiguration(
        @Bindable(defaultValue = "30000") long everyMs,
        @Bindable(defaultValue = "15000") long waitMs,
        @Bindable(defaultValue = "0.95") double coverage,
        @Bindable(defaultValue = "35") int probeDays) {
    private static final int SHORTEST_MS = 10;
    private static final int MOST_DAYS = 3_660;

    MonthlyFiguresConfiguration {
        if (everyMs < SHORTEST_MS) {
            throw new IllegalArgumentException(
                    "STYRKORT_AVAILABILITY_EVERY_MS is at least " + SHORTEST_MS + ", not " + everyMs);
        }
        if (waitMs < 0) {
            throw new IllegalArgumentException("STYRKORT_AVAILABILITY_WAIT_MS is at least 0, not " + waitMs);
        }
        if (!(coverage >= 0 && coverage <= 1)) {
            throw new IllegalArgumentException("STYRKORT_AVAILABILITY_COVERAGE is 0 to 1, not " + coverage);
        }
        if (probeDays < 0 || probeDays > MOST_DAYS) {
            throw new IllegalArgumentException("STYRKORT_PROBE_DAYS is 0 to " + MOST_DAYS + ", not " + probeDays);
        }
    }
}
