package se.styrkort.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.Subject;

/**
 * That one is nowhere behind another and somewhere ahead: no weights of perspectives can turn that round.
 *
 * @param certain whether even the lower bounds of the one reach the upper bounds of the other
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
            BigDecimal mine = worst(one.perspectives().get(i), atTheBounds);
            BigDecimal theirs = best(other.perspectives().get(i), atTheBounds);
            if (mine == null || theirs == null || mine.compareTo(theirs) < 0) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal worst(PerspectiveScore score, boolean atTheBounds) {
        return atTheBounds && score.low() != null ? score.low() : score.score();
    }

    private static BigDecimal best(PerspectiveScore score, boolean atTheBounds) {
        return atTheBounds && score.high() != null ? score.high() : score.score();
    }
}
