package se.styrkort.scorecard;

import java.util.List;

/** How the measures of a perspective stand to their targets; those that cannot be judged are not counted. */
public record TargetCount(int met, int near, int below) {
    public static TargetCount of(List<MeasureScore> measures) {
        return new TargetCount(
                count(measures, Status.MET), count(measures, Status.NEAR), count(measures, Status.BELOW));
    }

    private static int count(List<MeasureScore> measures, Status status) {
        return (int) measures.stream()
                .filter(measure -> measure.status().equals(status.code()))
                .count();
    }

    public int judged() {
        return met + near + below;
    }

    /** The code of the status that a reader must see first: one weak measure is not hidden by strong ones. */
    public String worst() {
        if (below > 0) {
            return Status.BELOW.code();
        }
        if (near > 0) {
            return Status.NEAR.code();
        }
        return met > 0 ? Status.MET.code() : Status.NO_INFORMATION.code();
    }
}
