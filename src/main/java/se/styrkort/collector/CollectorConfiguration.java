package se.styrkort.collector;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What collectors may do here.
 *
 * @param inbox the watched folder; empty: {@code inbox} in the data directory
 * @param lookMs milliseconds between looks for what is due; 0: this instance runs no collector
 * @param atOnce how many run at the same time; each holds a connection to the database
 * @param httpAllow hosts, separated by commas, that may be asked although their address is not public
 * @param secretsDir the folder whose files may be sent in headers; empty: none
 */
@Context
@ConfigurationProperties("styrkort.collector")
record CollectorConfiguration(
        @Bindable(defaultValue = "") String inbox,
        @Bindable(defaultValue = "2000") long lookMs,
        @Bindable(defaultValue = "2") int atOnce,
        @Bindable(defaultValue = "") String httpAllow,
        @Bindable(defaultValue = "") String secretsDir) {
    private static final int SHORTEST_LOOK_MS = 10;
    private static final int MOST_AT_ONCE = 8;

    CollectorConfiguration {
        if (lookMs != 0 && lookMs < SHORTEST_LOOK_MS) {
            throw new IllegalArgumentException(
                    "STYRKORT_COLLECTOR_LOOK_MS is 0 or at least " + SHORTEST_LOOK_MS + ", not " + lookMs);
        }
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "STYRKORT_COLLECTORS_AT_ONCE is 1 to " + MOST_AT_ONCE + ", not " + atOnce);
        }
        for (String path : List.of(inbox, secretsDir)) {
            try {
                Objects.requireNonNull(Path.of(path));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("STYRKORT_INBOX or STYRKORT_SECRETS_DIR is no path: " + path, e);
            }
        }
    }

    /** The hosts of {@code httpAllow}, in lower case. */
    Set<String> allowedHosts() {
        return Arrays.stream(httpAllow.split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<Path> secrets() {
        return secretsDir.isEmpty() ? Optional.empty() : Optional.of(Path.of(secretsDir));
    }
}
