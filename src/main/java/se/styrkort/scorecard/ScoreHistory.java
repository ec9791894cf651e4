package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.web.Sparkline;

/**
 * A subject's scores over a year.
 *
 * @param months without a gap, ascending
 */
public record ScoreHistory(List<Month> months) {
    public ScoreHistory {
        months = List.copyOf(months);
    }

    /**
     * One month.
     *
     * @param version of the model; 0 where nothing is stored
     * @param closed an open month's scores may still change
     * @param scores by the code of a perspective, or {@code total}; those that have one
     */
    public record Month(Period period, int version, boolean closed, Map<String, BigDecimal> scores) {
        static Month of(Period period, int version, boolean closed) {
            return new Month(period, version, closed, new HashMap<>());
        }
    }

    public @Nullable BigDecimal score(Month month, String node) {
        return month.scores.get(node);
    }

    /** Whether there is anything to see: a line needs two ends. */
    public boolean isShown() {
        return months.stream().filter(month -> !month.scores.isEmpty()).count() > 1;
    }

    /** Whether more than one version of the model gave the scores, so that a step may be the model's. */
    public boolean isOfSeveralVersions() {
        return months.stream()
                        .filter(month -> month.version > 0)
                        .map(Month::version)
                        .distinct()
                        .count()
                > 1;
    }

    public Sparkline line(String node) {
        List<@Nullable BigDecimal> values = new ArrayList<>();
        months.forEach(month -> values.add(month.scores.get(node)));
        return Sparkline.of(values);
    }
}
