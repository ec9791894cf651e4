package se.styrkort.comparison;

import se.styrkort.scorecard.Subject;

/**
 * Which place one of several has: {@code plats 2–4 av 9}. A range, since the place depends on choices that could have been
 * others and on figures that are not certain.
 *
 * @param from the best place, 1 upwards, that at least 5 % of the recomputations give or better
 * @param until the worst place that at least 5 % of them give or worse
 * @param of how many have a place
 */
public record RankRange(Subject subject, int from, int until, int of) {
    public RankRange {
        if (from < 1 || from > until || until > of) {
            throw new IllegalArgumentException("no range of places: " + from + "–" + until + " of " + of);
        }
    }

    /** Whether it says nothing about the place: any is possible. */
    public boolean isAny() {
        return of > 1 && from == 1 && until == of;
    }
}
