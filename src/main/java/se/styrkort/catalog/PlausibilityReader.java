package se.styrkort.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;

/**
 * Reads a metric's {@code plausibility}, rule by rule:
 *
 * <pre>
 * plausibility:
 *   sign: {is: not_negative, then: hold}          # positive | not_negative
 *   bounds: {min: 0, max: 100000, then: hold}
 *   jump: {factor: 3, then: flag}
 *   control_total: {over: services, tolerance: 0.005, then: flag}
 *   small_count: {below: 5, then: hold}
 * </pre>
 *
 * {@code then} is {@code flag} where it is left out.
 */
final class PlausibilityReader {
    private final Faults faults;
    private final List<Plausibility> rules = new ArrayList<>();

    private PlausibilityReader(Faults faults) {
        this.faults = faults;
    }

    static List<Plausibility> read(@Nullable Mapping yaml, Faults faults) {
        PlausibilityReader reader = new PlausibilityReader(faults);
        if (yaml != null) {
            yaml.only("sign", "bounds", "jump", "control_total", "small_count");
            reader.sign(yaml.mapping("sign"));
            reader.bounds(yaml.mapping("bounds"));
            reader.limited(yaml.mapping("jump"), Plausibility.Rule.JUMP, "factor", BigDecimal.ONE);
            reader.controlTotal(yaml.mapping("control_total"));
            reader.limited(yaml.mapping("small_count"), Plausibility.Rule.SMALL_COUNT, "below", BigDecimal.ZERO);
        }
        return List.copyOf(reader.rules);
    }

    private void sign(@Nullable Mapping rule) {
        if (rule != null) {
            rule.only("is", "then");
            Plausibility.Rule wanted = choice(rule, "is", "not_negative", "positive", "not_negative")
                            .equals("positive")
                    ? Plausibility.Rule.POSITIVE
                    : Plausibility.Rule.NOT_NEGATIVE;
            rules.add(new Plausibility(wanted, null, null, null, null, holds(rule)));
        }
    }

    private void bounds(@Nullable Mapping rule) {
        if (rule == null) {
            return;
        }
        rule.only("min", "max", "then");
        BigDecimal min = rule.optionalNumber("min");
        BigDecimal max = rule.optionalNumber("max");
        if ((min == null && max == null) || (min != null && max != null && min.compareTo(max) > 0)) {
            faults.at(rule.node(), "catalog_bad_bounds");
        }
        rules.add(new Plausibility(Plausibility.Rule.BOUNDS, min, max, null, null, holds(rule)));
    }

    private void limited(@Nullable Mapping rule, Plausibility.Rule kind, String key, BigDecimal above) {
        if (rule == null) {
            return;
        }
        rule.only(key, "then");
        rule.text(key);
        BigDecimal limit = rule.optionalNumber(key);
        if (limit != null && limit.compareTo(above) <= 0) {
            faults.at(rule.place(key), "catalog_number_above", key, above);
        }
        rules.add(new Plausibility(kind, null, null, limit, null, holds(rule)));
    }

    private void controlTotal(@Nullable Mapping rule) {
        if (rule == null) {
            return;
        }
        rule.only("over", "tolerance", "then");
        BigDecimal tolerance = rule.optionalNumber("tolerance");
        if (tolerance != null && (tolerance.signum() < 0 || tolerance.compareTo(BigDecimal.ONE) >= 0)) {
            faults.at(rule.place("tolerance"), "catalog_share_expected", "tolerance");
        }
        String over = choice(rule, "over", "services", "services", "organisations", "qualifiers");
        rules.add(new Plausibility(
                Plausibility.Rule.CONTROL_TOTAL,
                null,
                null,
                tolerance == null ? BigDecimal.ZERO : tolerance,
                over,
                holds(rule)));
    }

    private boolean holds(Mapping rule) {
        return choice(rule, "then", "flag", "flag", "hold").equals("hold");
    }

    private String choice(Mapping rule, String key, String otherwise, String... allowed) {
        String value = rule.text(key, otherwise);
        if (!List.of(allowed).contains(value)) {
            faults.at(rule.place(key), "yaml_choice_expected", key, value, String.join(", ", allowed));
        }
        return value;
    }
}
