package se.styrkort.collector;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    sealed interface Settings {}

    /**
     * A folder that is watched.
     *
     * @param quiet how long a file must not have changed before it is taken to be complete
     */
    record Inbox(Duration quiet) implements Settings {}

    /**
     * An address that is asked.
     *
     * @param headers in the order in which they are sent
     * @param wholeLimit how long one answer may take altogether
     * @param sizeLimit bytes of one answer
     */
    record Http(
            Schedule schedule,
            AddressTemplate address,
            Map<String, HeaderValue> headers,
            Duration wholeLimit,
            long sizeLimit)
            implements Settings {}

    /** {@code inbox} or {@code http}. */
    String kind() {
        return settings.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Who its imports are by. */
    String actor() {
        return "collector/" + code;
    }
}
