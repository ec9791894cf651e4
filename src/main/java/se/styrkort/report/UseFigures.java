package se.styrkort.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;

/**
 * The use and the cost of a service month by month, by all or by one organisation; months without figures are not there.
 *
 * @param metric in what use is counted; absent when nobody counts it
 */
public record UseFigures(
        @Nullable Metric metric,
        Map<Period, PeriodValue> use,
        Map<Period, PeriodValue> targetGroup,
        Map<Period, PeriodValue> cost) {
    static final String USERS = "usage.active_users";
    static final String TARGET_GROUP = "usage.target_group";
    static final String COST = "cost.total";

    /** What use is counted in, in this order: see {@link UsageRepository}. */
    static final List<String> USES = List.of(USERS, "usage.volume", "usage.transactions");

    static final List<String> METRICS =
            Stream.concat(USES.stream(), Stream.of(TARGET_GROUP, COST)).toList();

    public UseFigures {
        use = Map.copyOf(use);
        targetGroup = Map.copyOf(targetGroup);
        cost = Map.copyOf(cost);
    }

    public boolean hasFigures() {
        return !use.isEmpty() || !cost.isEmpty();
    }

    public boolean countsUsers() {
        return metric != null && metric.code().equals(USERS);
    }

    public @Nullable PeriodValue useIn(Period month) {
        return use.get(month);
    }

    public @Nullable PeriodValue costIn(Period month) {
        return cost.get(month);
    }

    /** The use, or missing when nothing was delivered. */
    public Measured use(Period month) {
        return measured(use.get(month));
    }

    public Measured targetGroup(Period month) {
        return measured(targetGroup.get(month));
    }

    public Measured cost(Period month) {
        return measured(cost.get(month));
    }

    private static Measured measured(@Nullable PeriodValue value) {
        return value == null ? Measured.empty(State.MISSING) : value.measured();
    }

    /** Active users of the target group, 0–1; not applicable where something else than users is counted. */
    public Measured share(Period month) {
        return countsUsers() ? use(month).dividedBy(targetGroup(month)) : Measured.empty(State.NOT_APPLICABLE);
    }

    /** SEK per unit of use; not applicable without use. */
    public Measured unitCost(Period month) {
        return metric == null
                ? Measured.empty(State.NOT_APPLICABLE)
                : cost(month).dividedBy(use(month));
    }

    /** How the use has changed since an earlier month, as a part of what it was then. */
    public Optional<BigDecimal> change(Period month, Period earlier) {
        BigDecimal now = use(month).value();
        BigDecimal then = use(earlier).value();
        return now == null || then == null || then.signum() == 0
                ? Optional.empty()
                : Optional.of(now.subtract(then).divide(then, MathContext.DECIMAL128));
    }

    public boolean preliminary(Period month) {
        return of(month).anyMatch(PeriodValue::preliminary);
    }

    public boolean anySynthetic() {
        return Stream.of(use, targetGroup, cost)
                .map(Map::values)
                .flatMap(Collection::stream)
                .anyMatch(value -> value.measured().synthetic());
    }

    private Stream<PeriodValue> of(Period month) {
        return Stream.of(use, targetGroup, cost)
                .filter(figures -> figures.containsKey(month))
                .map(figures -> figures.get(month));
    }
}
