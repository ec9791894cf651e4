package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.web.ProblemException;

/** What is shown to someone who does not say: the shipped model, or else the first; the last month that has figures. */
@Singleton
final class ScorecardDefaults {
    static final String SHIPPED = "it-styrkort";

    private final ModelRepository models;
    private final ScorecardRepository scorecards;

    ScorecardDefaults(ModelRepository models, ScorecardRepository scorecards) {
        this.models = models;
        this.scorecards = scorecards;
    }

    record Chosen(String model, @Nullable Integer version, Period period) {}

    Chosen choose(@Nullable String model, @Nullable Integer version, Optional<Period> period) {
        List<ModelRepository.Stored> known = models.all();
        String code = model == null || model.isBlank() ? standard(known) : model;
        ModelRepository.Stored newest = known.stream()
                .filter(stored -> stored.code().equals(code))
                .filter(stored -> version == null || stored.version() == version)
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "unknown_model", code));
        return new Chosen(
                code,
                version,
                period.or(() -> scorecards.latestPeriod(newest.model()))
                        .orElseThrow(() -> new ProblemException(404, "no_figures", code)));
    }

    private static String standard(List<ModelRepository.Stored> known) {
        return known.stream()
                .map(ModelRepository.Stored::code)
                .filter(SHIPPED::equals)
                .findFirst()
                .or(() -> known.stream().map(ModelRepository.Stored::code).findFirst())
                .orElse(SHIPPED);
    }
}
