package se.styrkort.scorecard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries the uncertainty of measures to what they are aggregated to, by drawing each of them many times (Monte Carlo).
 * The same seed gives the same draws on every machine: {@value #GENERATOR} is defined bit by bit (LXM, Steele and Vigna
 * 2021).
 */
public final class Simulation {
    /** How often everything is drawn. */
    public static final int DRAWS = 10_000;

    private static final String GENERATOR = "L64X128MixRandom";

    /** Kept below 2⁵³, so that every reader of JSON reads it exactly. */
    private static final int SEED_BITS = 52;

    private Simulation() {}

    /**
     * One part of an aggregate.
     *
     * @param score 0–100
     * @param uncertainty absent where the score is certain, as far as is known
     */
    record Part(double weight, double score, @Nullable ScoreDistribution uncertainty) {}

    /** The seed of a name: the same for the same name, unlike that of any other. */
    public static long seed(String... name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", name).getBytes(StandardCharsets.UTF_8));
            long seed = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                seed = (seed << Byte.SIZE) | (hash[i] & 0xff);
            }
            return seed >>> (Long.SIZE - SEED_BITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of(GENERATOR).create(seed);
    }

    /** The aggregate of what is known alone. */
    static double certain(Aggregation aggregation, List<Part> parts) {
        return aggregation.mean(weights(parts), scores(parts));
    }

    /**
     * What is known about an aggregate of parts that are uncertain on their own; absent where none is uncertain.
     *
     * @param seed of the subject
     * @param node the aggregate's code: each has draws of its own
     */
    static @Nullable ScoreDistribution of(Aggregation aggregation, List<Part> parts, long seed, String node) {
        int[] uncertain = IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).uncertainty != null)
                .toArray();
        if (uncertain.length == 0) {
            return null;
        }
        if (uncertain.length == 1) {
            // an aggregate rises with each part: what is known about the one is carried over as it is
            return Objects.requireNonNull(parts.get(uncertain[0]).uncertainty)
                    .through(with(aggregation, parts, uncertain[0]));
        }
        double[] draws = draw(aggregation, parts, uncertain, generator(seed(Long.toString(seed), node)));
        Arrays.sort(draws);
        return ScoreDistribution.ofDraws(draws);
    }

    /** The aggregate by the score of one of its parts, the others as they are. */
    private static DoubleUnaryOperator with(Aggregation aggregation, List<Part> parts, int part) {
        double[] weights = weights(parts);
        double[] scores = scores(parts);
        return score -> {
            scores[part] = score;
            return aggregation.mean(weights, scores);
        };
    }

    /** Every draw's aggregate, in the order of the draws. */
    private static double[] draw(Aggregation aggregation, List<Part> parts, int[] uncertain, RandomGenerator random) {
        double[] weights = weights(parts);
        double[] scores = scores(parts);
        List<ScoreDistribution> known = Arrays.stream(uncertain)
                .mapToObj(i -> Objects.requireNonNull(parts.get(i).uncertainty))
                .toList();
        double[] draws = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            long bits = 0;
            int left = 0;
            for (int i = 0; i < uncertain.length; i++) {
                if (left < ScoreDistribution.LEVEL_BITS) {
                    bits = random.nextLong();
                    left = Long.SIZE;
                }
                scores[uncertain[i]] = known.get(i).at((int) (bits & (ScoreDistribution.LEVELS - 1)));
                bits >>>= ScoreDistribution.LEVEL_BITS;
                left -= ScoreDistribution.LEVEL_BITS;
            }
            draws[draw] = aggregation.mean(weights, scores);
        }
        return draws;
    }

    private static double[] weights(List<Part> parts) {
        return parts.stream().mapToDouble(Part::weight).toArray();
    }

    private static double[] scores(List<Part> parts) {
        return parts.stream().mapToDouble(Part::score).toArray();
    }
}
