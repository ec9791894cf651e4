package se.styrkort.scorecard;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How stored scores follow the figures.
 *
 * @param refreshMonths how many months at most are kept fresh: the last closed ones, and as many open ones; 0: none
 * @param refreshWaitMs between looks for something new, milliseconds
 */
@Context
@ConfigurationProperties("styrkort.scorecard")
record RefreshConfiguration(
        @Bindable(defaultValue = "36") int refreshMonths,
        @Bindable(defaultValue = "2000") long refreshWaitMs) {
    private static final int MOST_MONTHS = 1_200;
    private static final int SHORTEST_WAIT_MS = 10;

    RefreshConfiguration {
        if (refreshMonths < 0 || refreshMonths > MOST_MONTHS) {
            throw new IllegalArgumentException(
                    "STYRKORT_SCORE_MONTHS is 0 to " + MOST_MONTHS + ", not " + refreshMonths);
        }
        if (refreshWaitMs < SHORTEST_WAIT_MS) {
            throw new IllegalArgumentException(
                    "STYRKORT_SCORE_WAIT_MS is at least " + SHORTEST_WAIT_MS + ", not " + refreshWaitMs);
        }
    }
}
