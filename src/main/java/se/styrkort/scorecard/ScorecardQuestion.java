package se.styrkort.scorecard;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * Which scorecards are wanted.
 *
 * @param version absent: the one that is valid for the period
 * @param subjects none: every organisation that has figures
 * @param organisation whose figures count for services and objects; absent: everybody's
 * @param asOf absent: as known now
 */
public record ScorecardQuestion(
        String model,
        @Nullable Integer version,
        Period period,
        List<Subject> subjects,
        @Nullable String organisation,
        @Nullable Instant asOf) {
    public ScorecardQuestion {
        subjects = List.copyOf(subjects);
    }
}
