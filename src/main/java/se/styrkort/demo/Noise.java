package se.styrkort.demo;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Chance that is the same on every machine and every day: each name of a series and month seeds its own generator
 * ({@link SplittableRandom}, whose algorithm the JDK fixes), so that one series more changes no other.
 */
final class Noise {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Noise() {}

    /** Evenly in 0 to 1, 1 excluded. */
    static double even(Object... name) {
        return generator(name).nextDouble();
    }

    /** About normal around 0 with this standard deviation, never farther than 2.45 of them: the sum of two evens. */
    static double around(double deviation, Object... name) {
        SplittableRandom generator = generator(name);
        return deviation * StrictMath.sqrt(6) * (generator.nextDouble() + generator.nextDouble() - 1);
    }

    /** A factor around 1. */
    static double factor(double deviation, Object... name) {
        return 1 + around(deviation, name);
    }

    /** FNV-1a, 64 bits, over the names: {@link Object#hashCode} promises nothing between versions. */
    private static SplittableRandom generator(Object... name) {
        long hash = FNV_OFFSET;
        for (Object part : name) {
            for (byte b : (part + "\u0000").getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * FNV_PRIME;
            }
        }
        return new SplittableRandom(hash);
    }
}
