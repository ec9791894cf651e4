package se.styrkort.scorecard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The unit of an expression: kronor divided by users are kronor per user, and seconds are not added to kronor. A number
 * that the expression itself writes takes the unit of what it is added to.
 */
final class UnitCheck {
    private final Function<Term, @Nullable Unit> units;
    private final List<Clash> clashes = new ArrayList<>();

    /** @param units of what terms give; null where it is not known */
    UnitCheck(Function<Term, @Nullable Unit> units) {
        this.units = units;
    }

    /** At the sign that joins them, counted from 0. */
    record Clash(int at, Unit left, Unit right) {}

    List<Clash> clashes() {
        return List.copyOf(clashes);
    }

    /** Null where it may be any, or is not known. */
    @Nullable
    Unit of(Expression expression) {
        return switch (expression) {
            case Expression.Figure figure -> null;
            case Expression.Call call -> units.apply(call.term());
            case Expression.Negation negation -> of(negation.operand());
            case Expression.Chain chain -> {
                Unit unit = of(chain.first());
                for (Expression.Link link : chain.rest()) {
                    Unit operand = of(link.operand());
                    unit = chain.kind() == Expression.Kind.SUM
                            ? sum(unit, operand, link.at())
                            : product(unit, operand, link.inverse());
                }
                yield unit;
            }
        };
    }

    private @Nullable Unit sum(@Nullable Unit left, @Nullable Unit right, int at) {
        if (left != null && right != null && !left.equals(right)) {
            clashes.add(new Clash(at, left, right));
        }
        return left == null ? right : left;
    }

    private static @Nullable Unit product(@Nullable Unit left, @Nullable Unit right, boolean inverse) {
        if (right == null) {
            return left;
        }
        Unit first = left == null ? Unit.NONE : left;
        return inverse ? first.per(right) : first.times(right);
    }
}
