package se.styrkort.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.Aggregation;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.Subject;

/**
 * That one is nowhere behind another and somewhere ahead: no weights of perspectives can turn that round.
 *
 * @param certain whether even the lower bounds of the one reach the upper bounds of the other: those of the measured uncertainty, and of
 *     what is missing
 */
public record Dominance(Subject ahead, Subject behind, boolean certain) {
    private static final BigDecimal WORST = BigDecimal.ZERO;
    private static final BigDecimal BEST = BigDecimal.valueOf(100);

    /**
     * All of them.
     *
     * @param whole scorecards that have a score in every perspective
     */
    static List<Dominance> among(ScorecardModel model, List<Scorecard> whole) {
        Set<String> arithmetic = model.perspectives().stream()
                .filter(perspective -> perspective.aggregation() == Aggregation.ARITHMETIC)
                .map(Perspective::code)
                .collect(Collectors.toSet());
        List<Dominance> found = new ArrayList<>();
        for (Scorecard one : whole) {
            for (Scorecard other : whole) {
                if (isNowhereBehind(one, other) && !isNowhereBehind(other, one)) {
                    found.add(new Dominance(one.subject(), other.subject(), isCertain(one, other, arithmetic)));
                }
            }
        }
        return found;
    }

    private static boolean isNowhereBehind(Scorecard one, Scorecard other) {
        return isNowhereBehind(one, other, PerspectiveScore::score, PerspectiveScore::score);
    }

    private static boolean isCertain(Scorecard one, Scorecard other, Set<String> arithmetic) {
        return isNowhereBehind(
                one,
                other,
                mine -> both(mine, mine.low(), mine.missingLow(), arithmetic.contains(mine.code()) ? null : WORST),
                theirs -> both(
                        theirs, theirs.high(), theirs.missingHigh(), arithmetic.contains(theirs.code()) ? null : BEST));
    }

    private static boolean isNowhereBehind(
            Scorecard one,
            Scorecard other,
            Function<PerspectiveScore, @Nullable BigDecimal> mine,
            Function<PerspectiveScore, @Nullable BigDecimal> theirs) {
        for (int i = 0; i < one.perspectives().size(); i++) {
            BigDecimal worst = mine.apply(one.perspectives().get(i));
            BigDecimal best = theirs.apply(other.perspectives().get(i));
            if (worst == null || best == null || worst.compareTo(best) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * A bound of what is measured and of what is missing together. In an arithmetic mean each moves the score by no more than
     * it does alone, so the two ways are added; in another mean one may enlarge the other.
     *
     * @param any what the score is in any case between, where the two may not be added; absent where they may
     */
    private static @Nullable BigDecimal both(
            PerspectiveScore of,
            @Nullable BigDecimal measured,
            @Nullable BigDecimal missing,
            @Nullable BigDecimal any) {
        BigDecimal score = of.score();
        if (score == null) {
            return null;
        }
        BigDecimal first = measured == null ? score : measured;
        BigDecimal second = missing == null ? score : missing;
        return any != null && first.compareTo(score) != 0 && second.compareTo(score) != 0
                ? any
                : first.add(second).subtract(score);
    }
}
