package se.styrkort.collector;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.ProblemException;

/**
 * A source of figures (källa), as those who answer for it have described it.
 *
 * @param owner who answers for it: a person, a role or an account, in words; may be empty
 * @param rhythm how often its figures come; absent: as long as the periods of its newest figures are
 * @param maxAge how long after a period's end its figures may take at most, ISO 8601 such as {@code P20D}; absent:
 *     {@link Freshness#DEFAULT_MAX_AGE}
 */
public record Source(
        String code,
        String owner,
        @Nullable Rhythm rhythm,
        @Nullable String maxAge,
        String description) {
    private static final int CODE_LIMIT = 100;
    private static final int OWNER_LIMIT = 200;
    private static final int DESCRIPTION_LIMIT = 2_000;
    private static final Duration LONGEST = Duration.ofDays(3_660);

    public Source {
        if (maxAge != null && duration(maxAge).isEmpty()) {
            throw new IllegalArgumentException("not an age: " + maxAge);
        }
    }

    /**
     * What somebody wrote; what is empty is absent.
     *
     * @throws ProblemException 400 for the first part that cannot be so
     */
    static Source written(
            String code,
            @Nullable String owner,
            @Nullable String rhythm,
            @Nullable String maxAge,
            @Nullable String description) {
        String age = text("maxAge", maxAge, OWNER_LIMIT);
        if (!age.isEmpty() && duration(age).isEmpty()) {
            throw new ProblemException(400, "bad_max_age", age);
        }
        String every = text("rhythm", rhythm, OWNER_LIMIT);
        if (!every.isEmpty() && Rhythm.of(every).isEmpty()) {
            throw new ProblemException(400, "bad_rhythm", every, Rhythm.codes());
        }
        String name = text("code", code, CODE_LIMIT);
        if (name.isEmpty()) {
            throw ProblemException.invalidParameter("code", code);
        }
        return new Source(
                name,
                text("owner", owner, OWNER_LIMIT),
                Rhythm.of(every).orElse(null),
                age.isEmpty() ? null : age,
                text("description", description, DESCRIPTION_LIMIT));
    }

    private static String text(String name, @Nullable String text, int limit) {
        String stripped = text == null ? "" : text.strip();
        boolean bad = stripped.length() > limit
                || stripped.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r');
        if (bad) {
            throw ProblemException.invalidParameter(name, stripped.substring(0, Math.min(stripped.length(), 100)));
        }
        return stripped;
    }

    /** The maximum age, where it is said. */
    Optional<Duration> age() {
        return maxAge == null ? Optional.empty() : duration(maxAge);
    }

    private static Optional<Duration> duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            boolean sensible = !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
            return sensible ? Optional.of(duration) : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
