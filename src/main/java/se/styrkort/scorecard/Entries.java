package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;

/** Entries that models, perspectives and measures have alike. */
final class Entries {
    /** Numbers are kept to a size that arithmetic bears: {@code 1e999999999} is none. */
    static final int DIGITS_LIMIT = 30;

    /** No slash: codes make up the path of a node in an explanation. */
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.\\-]{0,99}");

    private Entries() {}

    static String code(Mapping mapping) {
        String code = mapping.text("code");
        if (!code.isEmpty() && !CODE.matcher(code).matches()) {
            mapping.faults().at(mapping.place("code"), "model_code_form", code);
        }
        return code;
    }

    /** A code that none of those taken may equal. */
    static String code(Mapping mapping, String duplicate, Set<String> taken) {
        String code = code(mapping);
        if (!code.isEmpty() && !taken.add(code)) {
            mapping.faults().at(mapping.place("code"), duplicate, code);
        }
        return code;
    }

    static Wording name(Mapping mapping, String code) {
        return mapping.has("name") ? Wording.read(mapping, "name", false) : new Wording(code, code);
    }

    static @Nullable Wording wording(Mapping mapping, String key) {
        return mapping.has(key) ? Wording.read(mapping, key, false) : null;
    }

    /** Above 0; 1 where it is absent, or faulty. */
    static BigDecimal weight(Mapping mapping) {
        BigDecimal weight = number(mapping, "weight");
        if (weight != null && weight.signum() <= 0) {
            mapping.faults().at(mapping.place("weight"), "model_weight", weight.toPlainString());
            return BigDecimal.ONE;
        }
        return weight == null ? BigDecimal.ONE : weight;
    }

    static @Nullable BigDecimal number(Mapping mapping, String key) {
        BigDecimal number = mapping.optionalNumber(key);
        if (number == null) {
            return null;
        }
        long whole = (long) number.precision() - number.scale();
        if (whole > DIGITS_LIMIT || number.scale() > DIGITS_LIMIT || number.precision() > DIGITS_LIMIT) {
            mapping.faults().at(mapping.place(key), "model_number_size", key, DIGITS_LIMIT);
            return null;
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
