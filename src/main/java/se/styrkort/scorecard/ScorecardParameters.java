package se.styrkort.scorecard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.web.ProblemException;

/** What the address of a scorecard says, unbelieved. */
final class ScorecardParameters {
    private ScorecardParameters() {}

    static @Nullable Integer version(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw ProblemException.invalidParameter("version", text);
        }
        return Integer.valueOf(text);
    }

    /** Scorecards are of months and what consists of months. */
    static Optional<Period> period(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Period.parse(text)
                .filter(period -> period.granularity().compareTo(Granularity.MONTH) >= 0)
                .orElseThrow(() -> ProblemException.invalidParameter("period", text)));
    }

    /** {@code organisation:0180}, {@code service:e-moten}, {@code object:ikt}; a code alone is an organisation's. */
    static Subject subject(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Subject.organisation(text);
        }
        String kind = text.substring(0, colon);
        if (!List.of(Subject.ORGANISATION, Subject.SERVICE, Subject.OBJECT).contains(kind)) {
            throw ProblemException.invalidParameter("subject", text);
        }
        return new Subject(kind, text.substring(colon + 1));
    }

    static ScorecardQuestion question(
            String model,
            @Nullable Integer version,
            Period period,
            List<Subject> subjects,
            @Nullable String organisation,
            @Nullable Instant asOf) {
        boolean ofOrganisations =
                subjects.stream().allMatch(subject -> subject.kind().equals(Subject.ORGANISATION));
        return new ScorecardQuestion(model, version, period, subjects, ofOrganisations ? null : organisation, asOf);
    }
}
