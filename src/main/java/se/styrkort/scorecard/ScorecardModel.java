package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.document.Wording;

/**
 * A model of the balanced scorecard (styrkortsmodell): a dated version of perspectives, measures, normalisation,
 * weights and targets. Read by {@link ModelReader}.
 *
 * @param validFrom the first period that it may score
 * @param proposal whether it is a proposal that nobody has decided on
 * @param note what a reader of the model should know, where there is something
 * @param minShare 0–1: the share of a perspective's applicable weight that must have values for a score
 * @param size code of the metric that says how large an organisation is; absent: the model knows no size
 * @param total how perspectives become one number; absent: they do not, which is the balanced way
 */
public record ScorecardModel(
        String code,
        int version,
        Period validFrom,
        Wording name,
        boolean proposal,
        @Nullable Wording note,
        BigDecimal minShare,
        @Nullable String size,
        @Nullable Aggregation total,
        List<Perspective> perspectives) {
    public ScorecardModel {
        perspectives = List.copyOf(perspectives);
        if (perspectives.isEmpty()) {
            throw new IllegalArgumentException("a model has perspectives");
        }
    }

    /** The same with other perspectives. */
    public ScorecardModel with(List<Perspective> others) {
        return new ScorecardModel(code, version, validFrom, name, proposal, note, minShare, size, total, others);
    }

    public List<Measure> measures() {
        return perspectives.stream()
                .flatMap(perspective -> perspective.measures().stream())
                .toList();
    }

    /** Every term of every measure. */
    public Set<Term> terms() {
        Set<Term> terms = new LinkedHashSet<>();
        measures().forEach(measure -> terms.addAll(measure.terms()));
        return terms;
    }

    /** The codes of all metrics that it reads. */
    public Set<String> metrics() {
        Set<String> metrics = new LinkedHashSet<>();
        terms().forEach(term -> metrics.add(term.metric()));
        return metrics;
    }
}
