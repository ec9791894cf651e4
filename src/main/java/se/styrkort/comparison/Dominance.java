package se.styrkort.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.Subject;

/**
 * That one is nowhere behind another and somewhere ahead: no weights of perspectives can turn that round.
 *
 * @param certain whether even the lower bounds of the one reach the upper bounds of the other: those of the measured uncertainty, and of
 *     what is missing
 */
public record Dominance(Subject ahead, Subject behind, boolean certain) {
    /** All of them among scorecards that have every perspective. */
    static List<Dominance> among(List<Scorecard> scorecards) {
        List<Scorecard> whole = scorecards.stream()
                .filter(scorecard -> scorecard.perspectives().stream().allMatch(each -> each.score() != null))
                .toList();
        List<Dominance> found = new ArrayList<>();
        for (Scorecard one : whole) {
            for (Scorecard other : whole) {
                if (isNowhereBehind(one, other, false) && !isNowhereBehind(other, one, false)) {
                    found.add(new Dominance(one.subject(), other.subject(), isNowhereBehind(one, other, true)));
                }
            }
        }
        return found;
    }

    private static boolean isNowhereBehind(Scorecard one, Scorecard other, boolean atTheBounds) {
        for (int i = 0; i < one.perspectives().size(); i++) {
            PerspectiveScore mine = one.perspectives().get(i);
            PerspectiveScore theirs = other.perspectives().get(i);
            BigDecimal worst = atTheBounds ? worst(mine) : mine.score();
            BigDecimal best = atTheBounds ? best(theirs) : theirs.score();
            if (worst == null || best == null || worst.compareTo(best) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What is missing taken for 0, and all that is measured at its lower bound besides. */
    private static @Nullable BigDecimal worst(PerspectiveScore score) {
        return both(score.score(), score.low(), score.missingLow());
    }

    private static @Nullable BigDecimal best(PerspectiveScore score) {
        return both(score.score(), score.high(), score.missingHigh());
    }

    private static @Nullable BigDecimal both(
            @Nullable BigDecimal score, @Nullable BigDecimal measured, @Nullable BigDecimal missing) {
        if (score == null) {
            return null;
        }
        BigDecimal first = measured == null ? score : measured;
        BigDecimal second = missing == null ? score : missing;
        return first.add(second).subtract(score);
    }
}
