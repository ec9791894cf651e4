package se.styrkort.observation;

/** An interval of values, its ends in the unit of the figure. */
public record Interval(double low, double high) {
    /** The share of such intervals that hold the true value, where somebody was asked: the usual one. */
    public static final double LEVEL = 0.95;

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval begins before it ends: " + low + ", " + high);
        }
    }

    public boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }
}
