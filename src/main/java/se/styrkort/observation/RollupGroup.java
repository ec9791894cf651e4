package se.styrkort.observation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Rule;

/**
 * Questions that one statement answers: they differ in nothing but their metrics and periods.
 *
 * @param numbers each question's place in the list that was asked
 * @param questions in the same order
 * @param periods those of all questions together, ascending
 */
record RollupGroup(Shape shape, Breadth breadth, List<Integer> numbers, List<Rollup> questions, List<Period> periods) {

    /** What a statement's text, or a parameter that all of its questions share, depends on. */
    record Shape(
            Rule overServices,
            Rule overQualifiers,
            Rule overOrganisations,
            @Nullable Rule overTime,
            @Nullable String service,
            @Nullable String group,
            @Nullable String qualifier,
            BigDecimal minShare,
            boolean common,
            boolean latest) {
        static Shape of(Rollup rollup) {
            Metric metric = rollup.metric();
            return new Shape(
                    metric.overServices(),
                    metric.overQualifiers(),
                    metric.overOrganisations(),
                    rollup.overTime(),
                    rollup.service(),
                    rollup.group(),
                    rollup.qualifier(),
                    rollup.minShare(),
                    rollup.common(),
                    rollup.latest());
        }
    }

    private record Strand(Shape shape, String metric) {}

    private record Together(Shape shape, Breadth breadth, List<Period> periods) {}

    /**
     * Puts together what one statement can answer. A metric's questions go together whatever their periods, so that none of its
     * figures is read twice; metrics do when they are asked of the same periods, so that none is read of others than its own.
     */
    static List<RollupGroup> of(List<Rollup> rollups, Function<Metric, Breadth> breadths) {
        Map<Strand, TreeSet<Period>> periods = new LinkedHashMap<>();
        for (Rollup rollup : rollups) {
            periods.computeIfAbsent(strand(rollup), key -> new TreeSet<>()).addAll(rollup.periods());
        }
        Map<Strand, Together> together = new LinkedHashMap<>();
        Map<Together, RollupGroup> groups = new LinkedHashMap<>();
        for (int i = 0; i < rollups.size(); i++) {
            Rollup rollup = rollups.get(i);
            Together key = together.computeIfAbsent(
                    strand(rollup),
                    strand -> new Together(
                            strand.shape,
                            breadths.apply(rollup.metric()),
                            List.copyOf(periods.getOrDefault(strand, new TreeSet<>()))));
            RollupGroup group = groups.computeIfAbsent(
                    key,
                    each -> new RollupGroup(
                            each.shape, each.breadth, new ArrayList<>(), new ArrayList<>(), each.periods));
            group.numbers.add(i);
            group.questions.add(rollup);
        }
        return List.copyOf(groups.values());
    }

    private static Strand strand(Rollup rollup) {
        return new Strand(Shape.of(rollup), rollup.metric().code());
    }

    /** The periods of a question that its answer is made of. */
    List<Period> answering(Rollup rollup) {
        boolean lastOnly = shape.overTime == Rule.LAST
                && !shape.latest
                && !rollup.periods().isEmpty();
        return lastOnly ? List.of(rollup.periods().getLast()) : rollup.periods();
    }

    /** Windows of use, each once: the months in which a service counts as used, whatever granularity the metric has. */
    List<List<Period>> windows() {
        return questions.stream().map(RollupGroup::monthsOf).distinct().toList();
    }

    static List<Period> monthsOf(Rollup rollup) {
        List<Period> months = new ArrayList<>();
        List<Period> periods = rollup.periods();
        if (!periods.isEmpty()) {
            Period last = Period.containing(Granularity.MONTH, periods.getLast().last());
            for (Period month = Period.containing(
                            Granularity.MONTH, periods.getFirst().first());
                    month.compareTo(last) <= 0;
                    month = month.next()) {
                months.add(month);
            }
        }
        return months;
    }
}
