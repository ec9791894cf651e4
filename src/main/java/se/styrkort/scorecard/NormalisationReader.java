package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads the normalisation of a measure: {@code {goalposts: {zero: 0.98, hundred: 0.998}, scale: linear}}. */
final class NormalisationReader {
    /** Known to the design, not in this version. */
    private static final Set<String> NOT_YET =
            Set.of("target_band", "distance_to_target", "steps", "z_score", "percentile_rank");

    private NormalisationReader() {}

    /** Null when it is absent or faulty, with the reason among the faults. */
    static @Nullable Normalisation read(Mapping measure) {
        YamlNode node = measure.get("normalisation");
        if (node == null) {
            measure.faults().at(measure.node(), "yaml_missing_key", "normalisation");
            return null;
        }
        if (node.isScalar() && NOT_YET.contains(node.scalar())) {
            measure.faults().at(node, "model_normalisation_unsupported", node.scalar());
            return null;
        }
        Mapping normalisation = new Mapping(node, measure.faults());
        if (!node.isMapping()) {
            return null;
        }
        boolean unsupported = false;
        for (String key : normalisation.keys()) {
            if (NOT_YET.contains(key)) {
                measure.faults().at(normalisation.place(key), "model_normalisation_unsupported", key);
                unsupported = true;
            }
        }
        return unsupported ? null : goalposts(normalisation.only("goalposts", "scale"));
    }

    private static @Nullable Normalisation goalposts(Mapping normalisation) {
        Normalisation.Scale scale =
                normalisation.choice("scale", Normalisation.Scale.class, Normalisation.Scale.LINEAR);
        Mapping goalposts = normalisation.mapping("goalposts");
        if (goalposts == null) {
            normalisation.faults().at(normalisation.node(), "yaml_missing_key", "goalposts");
            return null;
        }
        goalposts.only("zero", "hundred");
        BigDecimal zero = required(goalposts, "zero");
        BigDecimal hundred = required(goalposts, "hundred");
        if (zero == null || hundred == null) {
            return null;
        }
        boolean log = scale == Normalisation.Scale.LOG;
        boolean positive = true;
        if (log && zero.signum() <= 0) {
            goalposts.faults().at(goalposts.place("zero"), "model_log_goalposts", zero.toPlainString());
            positive = false;
        }
        if (log && hundred.signum() <= 0) {
            goalposts.faults().at(goalposts.place("hundred"), "model_log_goalposts", hundred.toPlainString());
            positive = false;
        }
        if (zero.compareTo(hundred) == 0) {
            goalposts.faults().at(goalposts.place("hundred"), "model_goalposts_equal", zero.toPlainString());
            return null;
        }
        return positive ? new Normalisation.Goalposts(zero, hundred, scale) : null;
    }

    private static @Nullable BigDecimal required(Mapping goalposts, String key) {
        if (goalposts.node().isMapping() && !goalposts.has(key)) {
            goalposts.faults().at(goalposts.node(), "yaml_missing_key", key);
        }
        return Entries.number(goalposts, key);
    }
}
