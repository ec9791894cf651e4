package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.observation.SpanRepository;
import se.styrkort.web.Instants;
import se.styrkort.web.ProblemException;

/** What is shown to someone who does not say: the shipped model, or else the first; the last month that has figures. */
@Singleton
public final class ScorecardDefaults {
    /** The code of the model that comes with the program. */
    public static final String SHIPPED = "it-styrkort";

    private final ModelRepository models;
    private final SpanRepository spans;

    ScorecardDefaults(ModelRepository models, SpanRepository spans) {
        this.models = models;
        this.spans = spans;
    }

    record Chosen(String model, @Nullable Integer version, Period period) {}

    Chosen choose(@Nullable String model, @Nullable Integer version, Optional<Period> period) {
        ModelRepository.Stored stored = model(model, version);
        return new Chosen(
                stored.code(),
                version,
                period.or(() -> spans.of(stored.model().metrics()).map(SpanRepository.Span::last))
                        .orElseThrow(() -> new ProblemException(404, "no_figures", stored.code())));
    }

    /**
     * What is chosen by an address of pages, and what else may be; empty when there are no figures at all, so that there is
     * nothing to choose. To a reader a period that is none does not exist, like any other address that is not there.
     */
    public Optional<ScorecardChoices> choices(
            @Nullable String model, @Nullable String version, @Nullable String period, @Nullable String asOf) {
        Integer asked = ScorecardParameters.version(version);
        Optional<Period> chosen;
        try {
            chosen = ScorecardParameters.period(period);
        } catch (ProblemException e) {
            throw new ProblemException(404, "unknown_period", String.valueOf(period));
        }
        Instant known = Instants.read("asOf", asOf);
        ModelRepository.Stored stored = model(model, asked);
        return spans.of(stored.model().metrics())
                .map(span -> new ScorecardChoices(
                        newest(), span, new ScorecardAddress(stored.code(), asked, chosen.orElse(span.last()), known)));
    }

    private List<ScorecardModel> newest() {
        List<ScorecardModel> newest = new ArrayList<>();
        for (ModelRepository.Stored stored : models.all()) {
            if (newest.stream().noneMatch(model -> model.code().equals(stored.code()))) {
                newest.add(stored.model());
            }
        }
        return newest;
    }

    /** What is asked for by an address of the API: a period that is none is a mistake in it. */
    public ScorecardQuestion question(
            @Nullable String model, @Nullable String version, @Nullable String period, @Nullable String asOf) {
        Chosen chosen = choose(model, ScorecardParameters.version(version), ScorecardParameters.period(period));
        return ScorecardParameters.question(
                chosen.model(), chosen.version(), chosen.period(), List.of(), null, Instants.read("asOf", asOf));
    }

    /** The model in the version asked for, else in its newest; 404 when there is none. */
    ModelRepository.Stored model(@Nullable String model, @Nullable Integer version) {
        List<ModelRepository.Stored> known = models.all();
        String code = model == null || model.isBlank() ? standard(known) : model;
        return known.stream()
                .filter(stored -> stored.code().equals(code))
                .filter(stored -> version == null || stored.version() == version)
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "unknown_model", code));
    }

    static String standard(List<ModelRepository.Stored> known) {
        return known.stream()
                .map(ModelRepository.Stored::code)
                .filter(SHIPPED::equals)
                .findFirst()
                .or(() -> known.stream().map(ModelRepository.Stored::code).findFirst())
                .orElse(SHIPPED);
    }
}
