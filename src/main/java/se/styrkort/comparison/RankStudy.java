package se.styrkort.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import se.styrkort.scorecard.Aggregation;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.ScoreDistribution;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.Simulation;
import se.styrkort.scorecard.Subject;

/**
 * How much a ranking depends on choices that could have been others (COINr, noisy weights and removed elements; OECD and JRC,
 * Handbook on Constructing Composite Indicators 2008, step 7). Each recomputation multiplies every weight by a number between
 * 0.75 and 1.25, leaves out one measure or none, takes the model's aggregation or an alternative, and draws every score from
 * what is known about it; what is missing may be anything. All the peers share the same choices.
 */
final class RankStudy {
    static final int DRAWS = 4_000;

    /** More are not told in pairs: of these there are 7,140. */
    static final int PAIRED = 120;

    /** By which share a weight is changed at most. */
    static final double NOISE = 0.25;

    private static final double TAIL = 0.05;

    private final ScorecardModel model;
    private final List<PeerScores> peers;
    private final double[] perspectiveWeights;
    private final int measures;
    private final List<Tally> tallies = new ArrayList<>();

    /** @param peers in any order: it changes nothing */
    RankStudy(ScorecardModel model, List<PeerScores> peers) {
        this.model = model;
        this.peers = peers.stream()
                .sorted(Comparator.comparing((PeerScores peer) -> peer.subject().kind())
                        .thenComparing(peer -> peer.subject().code()))
                .toList();
        this.perspectiveWeights = model.perspectives().stream()
                .mapToDouble(perspective -> perspective.weight().doubleValue())
                .toArray();
        this.measures = model.measures().size();
        for (int i = 0; i < perspectiveWeights.length; i++) {
            int number = i;
            tallies.add(new Tally(
                    model.perspectives().get(i).code(),
                    this.peers.stream().map(peer -> peer.scored().get(number)).toList()));
        }
        tallies.add(new Tally(
                Scorecard.TOTAL,
                this.peers.stream()
                        .map(peer -> peer.scored().stream().allMatch(scored -> scored))
                        .toList()));
    }

    static long seed(ScorecardModel model) {
        return Simulation.seed("ranks", model.code(), String.valueOf(model.version()));
    }

    /** One ranking for each perspective, and one of all together. */
    List<Ranking> rankings() {
        RandomGenerator random = Simulation.generator(seed(model));
        double[] scores = new double[perspectiveWeights.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            Choice choice = new Choice(random);
            for (int peer = 0; peer < peers.size(); peer++) {
                int[] levels = levels(random);
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = choice.perspective(peers.get(peer), i, levels);
                    tallies.get(i).scores[peer] = scores[i];
                }
                tallies.get(scores.length).scores[peer] = choice.total(scores);
            }
            tallies.forEach(Tally::count);
        }
        return tallies.stream().map(Tally::ranking).toList();
    }

    /** One for every measure, also where nothing is uncertain, so that what is known of one peer does not move another. */
    private int[] levels(RandomGenerator random) {
        int[] levels = new int[measures];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = random.nextInt(ScoreDistribution.LEVELS);
        }
        return levels;
    }

    /** What one recomputation has in common for all the peers. */
    private final class Choice {
        private final double[] noise = new double[measures];
        private final double[] weights = new double[perspectiveWeights.length];
        private final int leftOut;
        private final boolean alternative;

        Choice(RandomGenerator random) {
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextDouble(1 - NOISE, 1 + NOISE);
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] = perspectiveWeights[i] * random.nextDouble(1 - NOISE, 1 + NOISE);
            }
            leftOut = random.nextInt(measures + 1);
            alternative = random.nextBoolean();
        }

        /** @param levels of what is known about the peer, by measure */
        double perspective(PeerScores peer, int number, int[] levels) {
            List<PeerScores.Known> known = peer.perspectives().get(number);
            double[] weight = new double[known.size()];
            double[] score = new double[known.size()];
            int count = 0;
            for (PeerScores.Known each : known) {
                if (each.measure() != leftOut || known.size() == 1) {
                    weight[count] = each.weight() * noise[each.measure()];
                    score[count++] = each.at(levels[each.measure()]);
                }
            }
            Perspective perspective = model.perspectives().get(number);
            return count == 0
                    ? Double.NaN
                    : chosen(perspective.aggregation()).mean(Arrays.copyOf(weight, count), Arrays.copyOf(score, count));
        }

        /** None without a perspective: then nobody has a place in all together. */
        double total(double[] scores) {
            if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
                return Double.NaN;
            }
            Aggregation aggregation = model.total();
            return chosen(aggregation == null ? Aggregation.ARITHMETIC : aggregation)
                    .mean(weights, scores);
        }

        private Aggregation chosen(Aggregation own) {
            if (!alternative) {
                return own;
            }
            return own == Aggregation.ARITHMETIC ? Aggregation.GEOMETRIC : Aggregation.ARITHMETIC;
        }
    }

    /** The places that the peers had in one node so far. */
    private final class Tally {
        private final String node;
        private final int[] ranked;
        private final List<Subject> unranked = new ArrayList<>();
        private final double[] scores = new double[peers.size()];
        private final int[][] places;
        private final int[][] ahead;

        Tally(String node, List<Boolean> scored) {
            this.node = node;
            int count = 0;
            int[] numbers = new int[scored.size()];
            for (int i = 0; i < numbers.length; i++) {
                if (scored.get(i)) {
                    numbers[count++] = i;
                } else {
                    unranked.add(peers.get(i).subject());
                }
            }
            this.ranked = Arrays.copyOf(numbers, count);
            this.places = new int[count][count + 1];
            this.ahead = count <= PAIRED ? new int[count][count] : new int[0][];
        }

        void count() {
            double[] ascending =
                    Arrays.stream(ranked).mapToDouble(i -> scores[i]).sorted().toArray();
            for (int i = 0; i < ranked.length; i++) {
                places[i][1 + better(ascending, scores[ranked[i]])]++;
            }
            for (int i = 0; i < ahead.length; i++) {
                for (int j = 0; j < ahead.length; j++) {
                    ahead[i][j] += Double.compare(scores[ranked[i]], scores[ranked[j]]) > 0 ? 1 : 0;
                }
            }
        }

        private static int better(double[] ascending, double score) {
            int from = 0;
            int until = ascending.length;
            while (from < until) {
                int middle = (from + until) >>> 1;
                if (ascending[middle] <= score) {
                    from = middle + 1;
                } else {
                    until = middle;
                }
            }
            return ascending.length - from;
        }

        Ranking ranking() {
            List<RankRange> ranges = new ArrayList<>();
            for (int i = 0; i < ranked.length; i++) {
                ranges.add(new RankRange(
                        peers.get(ranked[i]).subject(),
                        place(places[i], TAIL),
                        place(places[i], 1 - TAIL),
                        ranked.length));
            }
            ranges.sort(Comparator.comparingInt((RankRange range) -> range.from() + range.until())
                    .thenComparingInt(RankRange::from)
                    .thenComparing(range -> range.subject().code()));
            return new Ranking(node, ranges, unranked, pairs());
        }

        private static int place(int[] counts, double share) {
            int sum = 0;
            for (int place = 1; place < counts.length; place++) {
                sum += counts[place];
                if (sum >= share * DRAWS) {
                    return place;
                }
            }
            return counts.length - 1;
        }

        private List<Ranking.Pair> pairs() {
            List<Ranking.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < ahead.length; i++) {
                for (int j = i + 1; j < ahead.length; j++) {
                    double share = 0.5 + (ahead[i][j] - ahead[j][i]) / (2.0 * DRAWS);
                    Subject one = peers.get(ranked[i]).subject();
                    Subject other = peers.get(ranked[j]).subject();
                    pairs.add(
                            share >= 0.5
                                    ? new Ranking.Pair(one, other, share)
                                    : new Ranking.Pair(other, one, 1 - share));
                }
            }
            return pairs;
        }
    }
}
