package se.styrkort.observation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one observation differs between two states of the store.
 *
 * @param service code, as are metric and organisation; null for a figure of no single one
 * @param before absent where there was none
 * @param after absent where a delivery lacks what was there the last time
 * @param reason the observation's own, else that of the whole change
 * @param revision that made the later one; absent while nothing is committed, as are when and by whom
 */
public record FigureChange(
        Kind change,
        String metric,
        @Nullable String service,
        @Nullable String organisation,
        String qualifier,
        String period,
        @Nullable Figure before,
        @Nullable Figure after,
        @Nullable String reason,
        @Nullable Long revision,
        @Nullable Instant at,
        @Nullable String actor,
        @Nullable Long importId) {
    /** What happened to it. */
    public enum Kind {
        CREATED,
        RESTATED,
        /** Became missing, because its source delivered the period without it. */
        EMPTIED,
        /** Was delivered the last time and is not now; what is in force stays. */
        ABSENT;

        /** {@code restated}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an observation says. */
    public record Figure(State state, @Nullable BigDecimal value, Quality quality) {}
}
