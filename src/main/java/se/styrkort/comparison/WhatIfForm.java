package se.styrkort.comparison;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.DistanceToTarget;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.ScorecardModel;

/**
 * Every weight and target of a model as a field that may say another number: {@code w.quality=2}, {@code
 * w.quality/availability=0,5}, {@code t.quality/availability=99 %}.
 *
 * @param fields by their names in the address
 * @param unknown names in the address that look like fields and are none of the model's
 */
public record WhatIfForm(Map<String, Field> fields, List<String> unknown) {
    private static final String WEIGHT = "w.";
    private static final String TARGET = "t.";
    private static final int UNKNOWN_SHOWN = 10;

    /** Spaces between thousands and before the percent sign mean nothing. */
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u202f]");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}([.,][0-9]{1,15})?%?");

    /**
     * One of them.
     *
     * @param own the model's number
     * @param percent whether it is read and written as percent
     * @param written what the reader wrote; empty: nothing
     * @param tried the number that it means; the model's own where nothing is written or it is faulty
     * @param fault the last part of the key of the text that says what is wrong; absent when nothing is
     */
    public record Field(
            String name,
            BigDecimal own,
            boolean percent,
            String written,
            BigDecimal tried,
            @Nullable String fault) {
        public boolean isChanged() {
            return tried.compareTo(own) != 0;
        }

        /** What stands in the field. */
        public String shown(boolean comma) {
            if (fault != null) {
                return written;
            }
            return written(tried, comma);
        }

        /** What the model says, written alike. */
        public String own(boolean comma) {
            return written(own, comma);
        }

        private String written(BigDecimal value, boolean comma) {
            String number = (percent ? value.movePointRight(2) : value)
                    .stripTrailingZeros()
                    .toPlainString();
            return (comma ? number.replace('.', ',') : number) + (percent ? "\u00a0%" : "");
        }

        /** How the address writes it, so that reading it gives the same number: percent as such, also above 100 %. */
        private String canonical() {
            return percent
                    ? tried.movePointRight(2).stripTrailingZeros().toPlainString() + "%"
                    : tried.stripTrailingZeros().toPlainString();
        }
    }

    static WhatIfForm read(ScorecardModel model, Map<String, List<String>> given) {
        Map<String, String> written = new TreeMap<>();
        given.forEach((name, values) -> {
            if (name.startsWith(WEIGHT) || name.startsWith(TARGET)) {
                written.put(name, values.isEmpty() ? "" : values.getFirst().strip());
            }
        });
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Perspective perspective : model.perspectives()) {
            add(fields, weight(WEIGHT + perspective.code(), perspective.weight(), written));
            for (Measure measure : perspective.measures()) {
                String node = perspective.code() + "/" + measure.code();
                add(fields, weight(WEIGHT + node, measure.weight(), written));
                if (measure.target() != null) {
                    add(fields, target(TARGET + node, measure, measure.target(), written));
                }
            }
        }
        return new WhatIfForm(
                fields,
                written.keySet().stream()
                        .filter(name -> !fields.containsKey(name))
                        .limit(UNKNOWN_SHOWN)
                        .toList());
    }

    private static void add(Map<String, Field> fields, Field field) {
        fields.put(field.name(), field);
    }

    private static Field weight(String name, BigDecimal own, Map<String, String> given) {
        String written = given.getOrDefault(name, "");
        BigDecimal number = number(written, false);
        if (written.isEmpty() || (number != null && number.signum() > 0)) {
            return new Field(name, own, false, written, number == null ? own : number, null);
        }
        return new Field(name, own, false, written, own, number == null ? "not_number" : "not_positive");
    }

    private static Field target(String name, Measure measure, BigDecimal own, Map<String, String> given) {
        boolean percent = "ratio".equals(measure.unit());
        String written = given.getOrDefault(name, "");
        BigDecimal number = number(written, percent);
        if (written.isEmpty()) {
            return new Field(name, own, percent, written, own, null);
        }
        String fault = number == null ? "not_number" : fault(measure, number, written, percent);
        return new Field(name, own, percent, written, number == null || fault != null ? own : number, fault);
    }

    private static @Nullable String fault(Measure measure, BigDecimal number, String written, boolean percent) {
        if (percent && number.abs().compareTo(BigDecimal.ONE) > 0 && !written.endsWith("%")) {
            return "percent";
        }
        if (isEqual(number, measure.baseline())
                || (measure.normalisation() instanceof DistanceToTarget distance && isEqual(number, distance.from()))) {
            return "baseline";
        }
        return null;
    }

    private static boolean isEqual(BigDecimal one, @Nullable BigDecimal other) {
        return other != null && one.compareTo(other) == 0;
    }

    private static @Nullable BigDecimal number(String written, boolean percent) {
        String digits = SPACE.matcher(written).replaceAll("").replace('\u2212', '-');
        if (!NUMBER.matcher(digits).matches()) {
            return null;
        }
        boolean signed = digits.endsWith("%");
        if (signed && !percent) {
            return null;
        }
        BigDecimal number = new BigDecimal(digits.replace("%", "").replace(',', '.'));
        return (signed ? number.movePointLeft(2) : number).stripTrailingZeros();
    }

    /** Whether everything that was written means something. */
    boolean isRight() {
        return unknown.isEmpty() && fields.values().stream().allMatch(field -> field.fault() == null);
    }

    /** What is tried: numbers that are not the model's own. */
    WhatIf whatIf() {
        Map<String, BigDecimal> weights = new HashMap<>();
        Map<String, BigDecimal> targets = new HashMap<>();
        for (Field field : changed()) {
            (field.name().startsWith(WEIGHT) ? weights : targets)
                    .put(field.name().substring(WEIGHT.length()), field.tried());
        }
        return new WhatIf(weights, targets);
    }

    private List<Field> changed() {
        return fields.values().stream().filter(Field::isChanged).toList();
    }

    /** Whether an address says what is tried and nothing besides, so that it is short enough to be handed on. */
    boolean isIn(Map<String, List<String>> given) {
        List<String> said = new ArrayList<>();
        given.forEach((name, values) -> {
            if (name.startsWith(WEIGHT) || name.startsWith(TARGET)) {
                values.forEach(value -> said.add(name + "=" + value));
            }
        });
        return said.stream()
                .sorted()
                .toList()
                .equals(changed().stream()
                        .map(field -> field.name() + "=" + field.canonical())
                        .sorted()
                        .toList());
    }

    /** What is tried, as it is added to an address. */
    String query() {
        return changed().stream()
                .map(field -> "&" + encoded(field.name()) + "=" + encoded(field.canonical()))
                .collect(Collectors.joining());
    }

    /** A slash may stand in a query as it is. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
