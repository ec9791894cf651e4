package se.styrkort.scorecard;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scorecard (styrkort): the scores of one subject for one period under one model version.
 *
 * @param organisation the subject's organisation, where it has one
 * @param seed of the random draws that carried uncertainty to perspectives and total: with it they are the same again
 * @param total absent where the model has none
 */
public record Scorecard(
        Subject subject,
        @Nullable String organisation,
        long seed,
        @Nullable PerspectiveScore total,
        List<PerspectiveScore> perspectives) {
    /** What the total is called where perspectives have their codes. */
    public static final String TOTAL = "total";

    public Scorecard {
        perspectives = List.copyOf(perspectives);
    }

    public Optional<PerspectiveScore> perspective(String code) {
        return perspectives.stream()
                .filter(perspective -> perspective.code().equals(code))
                .findFirst();
    }

    public Optional<MeasureScore> measure(String code) {
        return perspectives.stream()
                .flatMap(perspective -> perspective.measures().stream())
                .filter(measure -> measure.code().equals(code))
                .findFirst();
    }

    /** Whether any figure that went in was made up for demonstration. */
    public boolean anySynthetic() {
        return perspectives.stream()
                .flatMap(perspective -> perspective.measures().stream())
                .anyMatch(MeasureScore::synthetic);
    }
}
