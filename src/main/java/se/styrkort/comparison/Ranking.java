package se.styrkort.comparison;

import java.util.List;
import java.util.Optional;
import se.styrkort.scorecard.Subject;

/**
 * The places of several in one perspective, or in all of them together.
 *
 * @param node the code of a perspective, or {@code total}
 * @param ranges of those that have a place, the best first
 * @param unranked those that have none, because too little is known about them
 * @param pairs who is ahead of whom, and how often; empty where they are too many to be told in pairs
 */
public record Ranking(String node, List<RankRange> ranges, List<Subject> unranked, List<Pair> pairs) {
    /** So often one must be ahead for the order of two to be established. */
    public static final double ESTABLISHED = 0.95;

    public Ranking {
        ranges = List.copyOf(ranges);
        unranked = List.copyOf(unranked);
        pairs = List.copyOf(pairs);
    }

    /**
     * Two of them.
     *
     * @param ahead the one that more recomputations put ahead
     * @param share 0.5–1, of the recomputations that put it ahead; those that put them equal count half
     */
    public record Pair(Subject ahead, Subject behind, double share) {
        public boolean isEstablished() {
            return share >= ESTABLISHED;
        }
    }

    public Optional<RankRange> of(Subject subject) {
        return ranges.stream().filter(range -> range.subject().equals(subject)).findFirst();
    }

    /** Those that the first place may belong to. */
    public List<Subject> possiblyFirst() {
        return ranges.stream()
                .filter(range -> range.from() == 1)
                .map(RankRange::subject)
                .toList();
    }

    /** The one that can be called the first: it has no other place, and nobody else has that one. */
    public Optional<Subject> soleFirst() {
        return possiblyFirst().size() == 1 && ranges.getFirst().until() == 1
                ? Optional.of(ranges.getFirst().subject())
                : Optional.empty();
    }

    /** How many pairs have an order that the figures carry. */
    public long established() {
        return pairs.stream().filter(Pair::isEstablished).count();
    }
}
