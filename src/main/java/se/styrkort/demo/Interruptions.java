package se.styrkort.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import se.styrkort.calendar.Period;

/** When services failed by themselves: less and less over the years, now and then much. */
final class Interruptions {
    private static final long MINUTE_S = 60;

    /** From its first second to the first that was no longer down. */
    record Interruption(Instant start, Instant end) {}

    private Interruptions() {}

    /** Those of a month, in order; they do not overlap. */
    static List<Interruption> of(ServiceShape service, Timeline time, Period month) {
        String code = service.code();
        ServiceTime agreed = ServiceTime.of(service, month);
        double level = service.down() * (1.35 - 0.35 * time.progress(month));
        double luck = Noise.even("down", code, month);
        // Most months are better than the mean and a few much worse; the square of an even number has the mean 1/3.
        long downMinutes = StrictMath.round(agreed.seconds() * level * 3 * luck * luck / MINUTE_S);
        long wanted = 1 + (long) (4 * Noise.even("interruptions", code, month) * luck);
        int number = (int) Math.min(wanted, downMinutes);
        long[] lengths = lengths(number, downMinutes, code, month);
        long free = agreed.seconds() / MINUTE_S - downMinutes;
        double[] places = IntStream.range(0, number)
                .mapToDouble(i -> Noise.even("place", code, month, i))
                .sorted()
                .toArray();
        List<Interruption> found = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < number; i++) {
            long start = ((long) (places[i] * free) + before) * MINUTE_S;
            before += lengths[i];
            found.add(new Interruption(agreed.at(start), agreed.after(start + lengths[i] * MINUTE_S)));
        }
        return found;
    }

    /** Whole minutes, at least one each, together all that was down. */
    private static long[] lengths(int number, long minutes, String code, Period month) {
        double[] weights = IntStream.range(0, number)
                .mapToDouble(i -> 0.2 + Noise.even("length", code, month, i))
                .toArray();
        double all = DoubleStream.of(weights).sum();
        long[] lengths = new long[number];
        long left = minutes - number;
        for (int i = 0; i < number; i++) {
            long share = i == number - 1 ? left : (long) ((minutes - number) * weights[i] / all);
            lengths[i] = 1 + share;
            left -= share;
        }
        return lengths;
    }
}
