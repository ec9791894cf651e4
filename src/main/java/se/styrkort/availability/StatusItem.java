package se.styrkort.availability;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * What the current operating information (driftinformation) says of one interruption or maintenance: nothing but what
 * everybody may know. Its cause, who wrote it and who approved it are no part of this, so that no page can let them out.
 *
 * @param id the same for all versions
 * @param end exclusive; null: nobody knows
 * @param message effects, and what to do instead; empty when nobody wrote any
 * @param updated when this was written
 */
public record StatusItem(
        long id,
        Wording service,
        OutageKind kind,
        Instant start,
        @Nullable Instant end,
        String message,
        Instant updated) {
    /** Where it is at an instant. */
    public enum State {
        ONGOING,
        PLANNED,
        ENDED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @param end exclusive; null: it goes on */
        static State of(Instant start, @Nullable Instant end, Instant at) {
            if (start.isAfter(at)) {
                return PLANNED;
            }
            return end == null || end.isAfter(at) ? ONGOING : ENDED;
        }
    }

    public State state(Instant at) {
        return State.of(start, end, at);
    }
}
