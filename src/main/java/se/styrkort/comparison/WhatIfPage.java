package se.styrkort.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Organisation;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.MeasureScore;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardAddress;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.scorecard.Subject;
import se.styrkort.web.Page;

/**
 * What would be if weights and targets were others. Nothing is stored.
 *
 * @param before what the model gives
 * @param after what the other numbers give; absent when none are tried, or some are faulty
 */
public record WhatIfPage(
        PeerGroup group,
        WhatIfForm form,
        Comparison before,
        @Nullable After after,
        ScorecardAddress address,
        ScorecardWords words,
        ComparisonWords phrases) {
    /** The group under other numbers. */
    public record After(ScorecardReading reading, Comparison comparison) {}

    /** A status that is another than it was. */
    public record Change(Organisation organisation, Measure measure, String before, String after) {}

    public ScorecardReading reading() {
        return group.reading();
    }

    /** Those that have a scorecard, by name. */
    public List<Organisation> organisations(Locale locale) {
        return PeerGroup.byName(
                group.members().stream()
                        .filter(organisation ->
                                reading().of(subject(organisation)).isPresent())
                        .toList(),
                locale);
    }

    public static Subject subject(Organisation organisation) {
        return Subject.organisation(organisation.code());
    }

    /** Absent where a measure has no target to move. */
    public WhatIfForm.@Nullable Field target(Perspective perspective, Measure measure) {
        return form.fields().get("t." + perspective.code() + "/" + measure.code());
    }

    public WhatIfForm.Field weight(Perspective perspective) {
        return Objects.requireNonNull(form.fields().get("w." + perspective.code()));
    }

    public WhatIfForm.Field weight(Perspective perspective, Measure measure) {
        return Objects.requireNonNull(form.fields().get("w." + perspective.code() + "/" + measure.code()));
    }

    /** Perspectives, and the total where the model has one. */
    public List<String> scored() {
        List<String> nodes = new ArrayList<>(phrases.nodes());
        if (reading().model().total() == null) {
            nodes.removeLast();
        }
        return nodes;
    }

    public String score(Page page, ScorecardReading of, Organisation organisation, String node) {
        Scorecard scorecard = of.of(subject(organisation)).orElseThrow();
        PerspectiveScore score = node.equals(Scorecard.TOTAL)
                ? scorecard.total()
                : scorecard.perspective(node).orElseThrow();
        return score == null || score.score() == null ? page.t("scorecard.missing") : words.score(score.score());
    }

    public String place(Page page, Comparison of, Organisation organisation, String node) {
        return of.ranking(node)
                .of(subject(organisation))
                .map(phrases::place)
                .orElseGet(() -> page.t("comparison.no_place"));
    }

    /** Every status that the other numbers turn. */
    public List<Change> changes(Locale locale) {
        List<Change> changes = new ArrayList<>();
        if (after == null) {
            return changes;
        }
        for (Organisation organisation : organisations(locale)) {
            Scorecard was = reading().of(subject(organisation)).orElseThrow();
            Scorecard is = after.reading().of(subject(organisation)).orElseThrow();
            for (Measure measure : reading().model().measures()) {
                MeasureScore one = was.measure(measure.code()).orElseThrow();
                MeasureScore other = is.measure(measure.code()).orElseThrow();
                if (!one.status().equals(other.status())) {
                    changes.add(new Change(organisation, measure, one.status(), other.status()));
                }
            }
        }
        return changes;
    }

    public boolean isRight() {
        return form.isRight();
    }

    public List<String> unknown() {
        return form.unknown();
    }

    /** The same group with the model's own numbers. */
    public String anew() {
        return address.whatIf() + group.filter().query();
    }

    public String comparisonAddress() {
        return address.comparison() + group.filter().query();
    }
}
