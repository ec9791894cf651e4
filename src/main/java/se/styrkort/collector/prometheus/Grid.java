package se.styrkort.collector.prometheus;

import java.time.Duration;
import java.time.Instant;

/**
 * The instants that one range query is asked for: so many, a step apart. They are whole multiples of the step since 1970, so
 * that what is asked for at any time is always the same instants, and servers that move queries to such multiples move nothing.
 *
 * @param step whole seconds
 * @param points at least 1
 */
public record Grid(Instant first, Duration step, int points) {
    /** What Prometheus gives for one series at most is 11,000 points; a round number below it. */
    public static final int MOST_POINTS = 10_000;

    public Grid {
        if (step.toSeconds() < 1 || !step.equals(Duration.ofSeconds(step.toSeconds()))) {
            throw new IllegalArgumentException("a step is whole seconds: " + step);
        }
        if (points < 1 || points > MOST_POINTS) {
            throw new IllegalArgumentException("1 to " + MOST_POINTS + " points, not " + points);
        }
        if (first.getNano() != 0 || Math.floorMod(first.getEpochSecond(), step.toSeconds()) != 0) {
            throw new IllegalArgumentException(first + " is no multiple of " + step);
        }
    }

    /** The first multiple of the step that is not before an instant. */
    public static Instant ceiling(Instant instant, Duration step) {
        long seconds = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
        return Instant.ofEpochSecond(Math.ceilDiv(seconds, step.toSeconds()) * step.toSeconds());
    }

    /**
     * The next instants to ask for.
     *
     * @param from the first, a multiple of the step
     * @param until what they end before
     * @param most how many at most
     */
    public static Grid of(Instant from, Instant until, Duration step, int most) {
        long all = Duration.between(from, ceiling(until, step)).dividedBy(step);
        return new Grid(from, step, (int) Math.min(most, all));
    }

    public Instant at(int index) {
        return first.plus(step.multipliedBy(index));
    }

    /** The last instant of it: both ends of a range query are asked for. */
    public Instant last() {
        return at(points - 1);
    }

    /** Where the next one begins. */
    public Instant end() {
        return at(points);
    }

    /** Whether an instant lies in the time that it is about. */
    public boolean spans(Instant instant) {
        return !instant.isBefore(first) && instant.isBefore(end());
    }

    /** Which of its instants that is, or -1 for none of them. */
    int indexOf(long epochMilli) {
        long after = epochMilli - first.toEpochMilli();
        long length = step.toMillis();
        boolean isOn = after >= 0 && after % length == 0 && after / length < points;
        return isOn ? (int) (after / length) : -1;
    }
}
