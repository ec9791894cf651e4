package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of one version of a model, for whoever asks what a score means.
 *
 * @param versions of the same model, the newest first
 * @param earlier the version that it is compared with; absent for the first
 * @param changes since the earlier version
 */
public record ModelPage(
        ScorecardModel model,
        List<ScorecardModel> versions,
        @Nullable ScorecardModel earlier,
        List<ModelChange> changes,
        ScorecardWords words) {
    public ModelPage {
        versions = List.copyOf(versions);
        changes = List.copyOf(changes);
    }

    /** Hours that it takes to collect all measures for a year; measures that do not say it are not in it. */
    public BigDecimal hours() {
        return model.measures().stream()
                .map(Measure::collectionCostHoursPerYear)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The name of a node, or its code where the model no longer has it. */
    public String name(String node, java.util.Locale locale) {
        for (Perspective perspective : model.perspectives()) {
            if (perspective.code().equals(node)) {
                return perspective.name().in(locale);
            }
            for (Measure measure : perspective.measures()) {
                if ((perspective.code() + "/" + measure.code()).equals(node)) {
                    return measure.name().in(locale);
                }
            }
        }
        return node;
    }

    public static String address(ScorecardModel model) {
        return "/models/" + model.code() + "/" + model.version();
    }
}
