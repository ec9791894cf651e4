package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.Page;

/** A measure's definition in words: what a board member reads instead of the model's keys. */
public final class DefinitionWords {
    private final Page page;
    private final ScorecardWords words;

    public DefinitionWords(Page page) {
        this.page = page;
        this.words = new ScorecardWords(page);
    }

    /** {@code 0 poäng vid 98 %, 100 poäng vid 99,8 %; däremellan på en rak linje}. */
    public String normalisation(Measure measure) {
        String unit = measure.unit();
        return switch (measure.normalisation()) {
            case Goalposts posts ->
                page.t(
                        "scorecard.normalised.goalposts_" + posts.scale().name().toLowerCase(Locale.ROOT),
                        words.value(unit, posts.zero()),
                        words.value(unit, posts.hundred()));
            case DistanceToTarget distance ->
                page.t(
                        "scorecard.normalised.distance",
                        words.value(unit, distance.from()),
                        words.value(unit, distance.target()));
            case TargetBand band ->
                page.t(
                        "scorecard.normalised.band",
                        words.value(unit, band.from()),
                        words.value(unit, band.until()),
                        words.value(unit, band.from().subtract(band.toleranceBelow())),
                        words.value(unit, band.until().add(band.toleranceAbove())));
            case Steps steps ->
                steps.steps().stream()
                                .map(step -> page.t(
                                        "scorecard.normalised.step",
                                        page.format().number(step.score(), 1),
                                        words.target(unit, step.limit(), steps.lower())))
                                .collect(Collectors.joining(", "))
                        + ", "
                        + page.t("scorecard.normalised.otherwise", page.format().number(steps.otherwise(), 1));
        };
    }

    /** The target in words; a target band has none beside itself. */
    public String target(Measure measure) {
        BigDecimal target = measure.target();
        if (measure.normalisation() instanceof TargetBand band) {
            return page.t(
                    "scorecard.between",
                    words.value(measure.unit(), band.from()),
                    words.value(measure.unit(), band.until()));
        }
        return target == null
                ? page.t("scorecard.no_target")
                : words.target(measure.unit(), target, measure.normalisation().lowerIsBetter());
    }

    /** How uncertainty is measured; null where it is not. */
    public @Nullable String uncertainty(Measure measure) {
        Sample sample = measure.sample();
        if (sample == null) {
            return measure.low() == null || measure.high() == null ? null : page.t("scorecard.uncertainty.bounds");
        }
        String kind = sample instanceof Sample.Mean ? "mean" : "proportion";
        return page.t("scorecard.uncertainty." + kind, sample.minimum());
    }

    /** Between which values the value lies, and of how many answers; null where that is not known. */
    public @Nullable String interval(@Nullable String unit, @Nullable MeasureInterval interval) {
        if (interval == null) {
            return null;
        }
        String span = page.t("scorecard.span", words.value(unit, interval.low()), words.value(unit, interval.high()));
        BigDecimal answers = interval.answers();
        if (answers == null) {
            return span;
        }
        BigDecimal rate = interval.responseRate();
        String asked = page.t("scorecard.answers", page.format().number(answers, 0));
        return rate == null
                ? span + ", " + asked
                : span + ", " + asked + page.t("scorecard.rate", page.format().percent(rate, 0));
    }

    /** What a measure takes in: running delivery, projects. */
    public String covers(Measure measure) {
        return measure.covers().stream()
                .map(scope -> page.t("scorecard.covers." + scope.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }
}
