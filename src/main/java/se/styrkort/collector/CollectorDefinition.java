package se.styrkort.collector;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.collector.prometheus.Naming;

/**
 * A collector (insamlare) as it is written: what it fetches, from where, when, and with which profile it is read.
 *
 * @param code also the name of an inbox's folder
 * @param enabled whether it runs by itself
 * @param window which periods are asked for; absent: whatever the address gives
 * @param reason why figures that it corrects are corrected; whoever writes it gives it the right to correct closed periods too
 */
record CollectorDefinition(
        String code,
        String source,
        String profile,
        boolean enabled,
        Backoff backoff,
        Optional<Window> window,
        @Nullable String reason,
        Settings settings) {
    /** The built-in collector, of the files that lie straight in the inbox. */
    static final String INBOX = "inbox";

    /** How it fetches. */
    sealed interface Settings {
        /** When it fetches; nothing where it waits for files. */
        Optional<Schedule> due();
    }

    /**
     * A folder that is watched.
     *
     * @param quiet how long a file must not have changed before it is taken to be complete
     */
    record Inbox(Duration quiet) implements Settings {
        @Override
        public Optional<Schedule> due() {
            return Optional.empty();
        }
    }

    /**
     * How a server is asked.
     *
     * @param headers in the order in which they are sent
     * @param wholeLimit how long one answer may take altogether
     * @param sizeLimit bytes of one answer
     */
    record Asking(Map<String, HeaderValue> headers, Duration wholeLimit, long sizeLimit) {}

    /** An address that is asked. */
    record Http(Schedule schedule, AddressTemplate address, Asking asking) implements Settings {
        @Override
        public Optional<Schedule> due() {
            return Optional.of(schedule);
        }
    }

    /**
     * A Prometheus that is asked what it has seen.
     *
     * @param address of its range queries
     * @param query gives 1 for up and 0 for down
     * @param step between the instants that are asked about
     * @param start the first of them
     * @param settling how long ago an instant must be: what is younger may still be written there
     * @param mostPoints instants that are asked about at once
     * @param mostSamples of one answer
     */
    record Prometheus(
            Schedule schedule,
            URI address,
            Asking asking,
            String query,
            Naming naming,
            Duration step,
            Instant start,
            Duration settling,
            int mostPoints,
            long mostSamples)
            implements Settings {
        @Override
        public Optional<Schedule> due() {
            return Optional.of(schedule);
        }
    }

    /** {@code inbox}, {@code http} or {@code prometheus}. */
    String kind() {
        return settings.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Who its imports are by. */
    String actor() {
        return "collector/" + code;
    }
}
