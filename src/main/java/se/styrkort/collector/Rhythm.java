package se.styrkort.collector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;

/** How often a source's figures come (rytm). */
public enum Rhythm {
    DAILY(Granularity.DAY),
    WEEKLY(Granularity.WEEK),
    MONTHLY(Granularity.MONTH),
    QUARTERLY(Granularity.QUARTER),
    YEARLY(Granularity.YEAR),
    /** When something has happened, or once: it is never late. */
    NONE(null);

    private final @Nullable Granularity period;

    Rhythm(@Nullable Granularity period) {
        this.period = period;
    }

    /** The length of the periods that are waited for; none: nothing is. */
    @Nullable
    Granularity period() {
        return period;
    }

    /** {@code monthly}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Rhythm> of(String code) {
        return Arrays.stream(values())
                .filter(rhythm -> rhythm.code().equals(code))
                .findFirst();
    }

    /** All codes, for a sentence that says what may be written. */
    static String codes() {
        return Arrays.stream(values()).map(Rhythm::code).collect(Collectors.joining(", "));
    }
}
