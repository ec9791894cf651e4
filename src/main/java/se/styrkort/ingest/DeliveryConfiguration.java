package se.styrkort.ingest;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much is taken in, and how much at a time.
 *
 * @param maxFileSize bytes of a delivered file at most
 * @param atOnce how many deliveries are read at the same time; each holds a connection to the database
 */
@Context
@ConfigurationProperties("styrkort.ingest")
public record DeliveryConfiguration(
        @Bindable(defaultValue = "536870912") long maxFileSize,
        @Bindable(defaultValue = "3") int atOnce) {
    private static final int MOST_AT_ONCE = 64;

    public DeliveryConfiguration {
        if (maxFileSize < 1) {
            throw new IllegalArgumentException("STYRKORT_MAX_FILE_SIZE is at least 1 byte, not " + maxFileSize);
        }
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("STYRKORT_IMPORTS_AT_ONCE is 1 to " + MOST_AT_ONCE + ", not " + atOnce);
        }
    }
}
