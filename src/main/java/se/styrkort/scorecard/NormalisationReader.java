package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads the normalisation of a measure: {@code {goalposts: {zero: 0.98, hundred: 0.998}, scale: linear}}. */
final class NormalisationReader {
    private static final List<String> KINDS = List.of("goalposts", "target_band", "distance_to_target", "steps");

    /** They depend on the other subjects. */
    private static final Set<String> RELATIVE = Set.of("z_score", "percentile_rank", "min_max");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private NormalisationReader() {}

    /** Null when it is absent or faulty, with the reason among the faults. */
    static @Nullable Normalisation read(Mapping measure) {
        YamlNode node = measure.get("normalisation");
        if (node == null) {
            measure.faults().at(measure.node(), "yaml_missing_key", "normalisation");
            return null;
        }
        if (node.isScalar() && RELATIVE.contains(node.scalar())) {
            measure.faults().at(node, "model_normalisation_relative", node.scalar());
            return null;
        }
        Mapping normalisation = new Mapping(node, measure.faults());
        if (!node.isMapping()) {
            return null;
        }
        Optional<String> relative =
                normalisation.keys().stream().filter(RELATIVE::contains).findFirst();
        if (relative.isPresent()) {
            measure.faults().at(normalisation.place(relative.get()), "model_normalisation_relative", relative.get());
            return null;
        }
        List<String> kinds = KINDS.stream().filter(normalisation::has).toList();
        if (kinds.size() != 1) {
            normalisation.only("goalposts", "target_band", "distance_to_target", "steps", "scale", "otherwise");
            measure.faults().at(node, "model_normalisation_one", String.join(", ", KINDS));
            return null;
        }
        return switch (kinds.getFirst()) {
            case "goalposts" -> goalposts(normalisation.only("goalposts", "scale"));
            case "target_band" -> targetBand(normalisation.only("target_band"));
            case "distance_to_target" -> distanceToTarget(normalisation.only("distance_to_target"), measure);
            default -> steps(normalisation.only("steps", "otherwise"));
        };
    }

    private static @Nullable Normalisation targetBand(Mapping normalisation) {
        Mapping band = normalisation.mapping("target_band");
        if (band == null) {
            return null;
        }
        band.only("from", "until", "tolerance", "tolerance_below", "tolerance_above");
        BigDecimal from = required(band, "from");
        BigDecimal until = required(band, "until");
        BigDecimal both = tolerance(band, "tolerance", BigDecimal.ZERO);
        BigDecimal below = tolerance(band, "tolerance_below", both);
        BigDecimal above = tolerance(band, "tolerance_above", both);
        if (from == null || until == null || below == null || above == null) {
            return null;
        }
        if (from.compareTo(until) > 0) {
            band.faults().at(band.place("until"), "model_band_order", from.toPlainString(), until.toPlainString());
            return null;
        }
        return new TargetBand(from, until, below, above);
    }

    private static @Nullable BigDecimal tolerance(Mapping band, String key, @Nullable BigDecimal otherwise) {
        BigDecimal tolerance = band.has(key) ? Entries.number(band, key) : otherwise;
        if (tolerance != null && tolerance.signum() < 0) {
            band.faults().at(band.place(key), "model_tolerance", tolerance.toPlainString());
            return null;
        }
        return tolerance;
    }

    /** The target is the measure's, where it is not named here. */
    private static @Nullable Normalisation distanceToTarget(Mapping normalisation, Mapping measure) {
        Mapping distance = normalisation.mapping("distance_to_target");
        if (distance == null) {
            return null;
        }
        distance.only("from", "target");
        BigDecimal from = required(distance, "from");
        BigDecimal target = distance.has("target") || !measure.has("target")
                ? required(distance, "target")
                : Entries.number(measure, "target");
        if (from == null || target == null) {
            return null;
        }
        if (from.compareTo(target) == 0) {
            distance.faults().at(distance.place("from"), "model_goalposts_equal", from.toPlainString());
            return null;
        }
        return new DistanceToTarget(from, target);
    }

    private static @Nullable Normalisation steps(Mapping normalisation) {
        List<Mapping> entries = normalisation.mappings("steps");
        BigDecimal otherwise = score(normalisation, "otherwise");
        if (entries.isEmpty()) {
            normalisation.faults().at(normalisation.place("steps"), "model_steps_empty");
            return null;
        }
        boolean lower = entries.getFirst().has("at_most");
        String limit = lower ? "at_most" : "at_least";
        List<Steps.Step> steps = new ArrayList<>();
        for (Mapping entry : entries) {
            BigDecimal reached = required(entry.only(limit, "score"), limit);
            BigDecimal score = score(entry, "score");
            if (reached != null && score != null) {
                steps.add(new Steps.Step(reached, score));
            }
        }
        if (otherwise == null || steps.size() != entries.size()) {
            return null;
        }
        int disorder = Steps.firstDisorder(lower, steps, otherwise);
        if (disorder >= 0) {
            YamlNode place =
                    disorder < entries.size() ? entries.get(disorder).node() : normalisation.place("otherwise");
            normalisation.faults().at(place, lower ? "model_steps_rise" : "model_steps_fall");
            return null;
        }
        return new Steps(lower, steps, otherwise);
    }

    /** A score, 0–100. */
    private static @Nullable BigDecimal score(Mapping mapping, String key) {
        BigDecimal score = required(mapping, key);
        if (score != null && (score.signum() < 0 || score.compareTo(HUNDRED) > 0)) {
            mapping.faults().at(mapping.place(key), "model_score", score.toPlainString());
            return null;
        }
        return score;
    }

    private static @Nullable Normalisation goalposts(Mapping normalisation) {
        Goalposts.Scale scale = normalisation.choice("scale", Goalposts.Scale.class, Goalposts.Scale.LINEAR);
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
        boolean log = scale == Goalposts.Scale.LOG;
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
        return positive ? new Goalposts(zero, hundred, scale) : null;
    }

    private static @Nullable BigDecimal required(Mapping goalposts, String key) {
        if (goalposts.node().isMapping() && !goalposts.has(key)) {
            goalposts.faults().at(goalposts.node(), "yaml_missing_key", key);
        }
        return Entries.number(goalposts, key);
    }
}
