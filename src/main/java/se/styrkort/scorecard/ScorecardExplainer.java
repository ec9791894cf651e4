package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.document.Wording;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/** Explains one scorecard, from the score down to the observations that the caller looks up. Pure. */
public final class ScorecardExplainer {
    private final ScorecardModel model;
    private final Scorecard scorecard;
    private final Period anchorMonth;
    private final Function<Measure, MeasureInputs> inputs;
    private final Lookup lookup;

    /**
     * Explains a scorecard.
     *
     * @param model the model that gave the scorecard
     * @param anchorMonth the month that its windows contain or end with
     * @param inputs those that the scorecard was computed from
     */
    public ScorecardExplainer(
            ScorecardModel model,
            Scorecard scorecard,
            Period anchorMonth,
            Function<Measure, MeasureInputs> inputs,
            Lookup lookup) {
        this.model = model;
        this.scorecard = scorecard;
        this.anchorMonth = anchorMonth;
        this.inputs = inputs;
        this.lookup = lookup;
    }

    /**
     * The observations behind a term.
     *
     * @param count how many there are; {@code shown} may be only the first of them
     */
    public record Behind(List<ExplainedObservation> shown, long count) {}

    /** What the explanation cannot know by itself. Asked only about what the chosen node contains. */
    public interface Lookup {
        /** Null when the catalog no longer has it. */
        @Nullable
        Metric metric(String code);

        /** The observations of the term's periods that went into it, in a fixed order. */
        Behind observations(Measure measure, Term term, List<Period> periods);
    }

    /**
     * A node with all below it.
     *
     * @param path absent, empty or {@code total} for the whole, {@code quality}, or {@code quality/availability}
     * @return empty when the model has no such node
     */
    public Optional<Explanation> explain(@Nullable String path) {
        if (path == null || path.isBlank() || path.equals(Scorecard.TOTAL)) {
            return Optional.of(whole());
        }
        int slash = path.indexOf('/');
        String code = slash < 0 ? path : path.substring(0, slash);
        return model.perspectives().stream()
                .filter(perspective -> perspective.code().equals(code))
                .findFirst()
                .flatMap(perspective -> slash < 0
                        ? Optional.of(perspective(perspective))
                        : perspective.measures().stream()
                                .filter(measure -> measure.code().equals(path.substring(slash + 1)))
                                .findFirst()
                                .map(measure -> measure(perspective, measure)));
    }

    private Explanation whole() {
        List<Explanation> children =
                model.perspectives().stream().map(this::perspective).toList();
        PerspectiveScore total = scorecard.total();
        BigDecimal score = total == null ? null : total.score();
        return new Explanation(
                "scorecard",
                model.code(),
                "",
                model.name(),
                score,
                null,
                formula(model.total(), score, children),
                total == null ? null : total.coverage(),
                null,
                null,
                children);
    }

    private Explanation perspective(Perspective perspective) {
        PerspectiveScore score = scorecard.perspective(perspective.code()).orElseThrow();
        List<Explanation> children = perspective.measures().stream()
                .map(measure -> measure(perspective, measure))
                .toList();
        return new Explanation(
                "perspective",
                perspective.code(),
                perspective.code(),
                perspective.name(),
                score.score(),
                perspective.weight(),
                formula(perspective.aggregation(), score.score(), children),
                score.coverage(),
                null,
                null,
                children);
    }

    private static @Nullable String formula(
            @Nullable Aggregation aggregation, @Nullable BigDecimal score, List<Explanation> children) {
        if (aggregation == null || score == null) {
            return null;
        }
        List<Aggregation.Weighted> parts = new ArrayList<>();
        for (Explanation child : children) {
            BigDecimal weight = child.weight();
            BigDecimal part = child.score();
            if (weight != null && part != null) {
                parts.add(new Aggregation.Weighted(weight, part.doubleValue()));
            }
        }
        return aggregation.explain(parts) + " = " + Figures.score(score);
    }

    private Explanation measure(Perspective perspective, Measure measure) {
        MeasureScore score = scorecard.measure(measure.code()).orElseThrow();
        MeasureInputs given = inputs.apply(measure);
        String path = perspective.code() + "/" + measure.code();
        boolean hidden = score.state() == State.SECRET;
        List<Explanation> terms = measure.terms().stream()
                .map(term -> term(path, measure, term, hidden ? Measured.empty(State.SECRET) : given.of(term), hidden))
                .toList();
        BigDecimal value = score.value();
        String normalisation = value == null ? null : measure.normalisation().explain(value);
        Measure.Method method = measure.method();
        return new Explanation(
                "measure",
                measure.code(),
                path,
                measure.name(),
                score.score(),
                measure.weight(),
                normalisation,
                null,
                new Explanation.MeasureDetail(
                        measure.description(),
                        measure.unit(),
                        measure.value().written(),
                        measure.value()
                                .expression()
                                .render(term -> Figures.shown(hidden ? Measured.empty(State.SECRET) : given.of(term))),
                        measure.window().code(),
                        periods(measure),
                        score.state(),
                        value,
                        score.interval(),
                        score.low(),
                        score.high(),
                        normalisation,
                        measure.target(),
                        measure.caution(),
                        score.status(),
                        score.trend(),
                        score.previous(),
                        score.progress(),
                        score.synthetic(),
                        method == null ? null : method.code(),
                        measure.source(),
                        measure.owner()),
                null,
                terms);
    }

    private List<String> periods(Measure measure) {
        return measure.terms().stream()
                .flatMap(term -> periods(measure, term).stream())
                .distinct()
                .sorted()
                .map(Period::code)
                .toList();
    }

    private List<Period> periods(Measure measure, Term term) {
        Metric metric = lookup.metric(term.metric());
        return metric == null ? List.of() : measure.window().periods(anchorMonth, metric.granularity());
    }

    /** @param hidden whether so few answered that somebody could be known by them: then neither value nor row is shown */
    private Explanation term(String path, Measure measure, Term term, Measured measured, boolean hidden) {
        Metric metric = lookup.metric(term.metric());
        List<Period> periods = periods(measure, term);
        Behind behind = hidden ? new Behind(List.of(), 0) : lookup.observations(measure, term, periods);
        Period of = measured.of();
        return new Explanation(
                "term",
                term.toString(),
                path,
                metric == null ? new Wording(term.metric(), term.metric()) : metric.name(),
                null,
                null,
                null,
                null,
                null,
                new Explanation.TermDetail(
                        term.metric(),
                        metric == null ? null : metric.unit(),
                        measured.state(),
                        measured.value(),
                        measured.synthetic(),
                        periods.stream().map(Period::code).toList(),
                        of == null ? null : of.code(),
                        behind.count(),
                        behind.shown()),
                List.of());
    }
}
