package se.styrkort.document;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) gives a value, so that equal values have equal bytes:
 * no white space, names in the order of their UTF-16 units, text escaped only where it must be. Of numbers only whole ones
 * are written that every reader of JSON holds exactly; a decimal is given as text, because a JSON number is a double.
 */
public final class CanonicalJson {
    /** The last whole number before which all are doubles (RFC 7493). */
    private static final long LAST_EXACT = (1L << 53) - 1;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /**
     * A value's canonical text, to be encoded as UTF-8.
     *
     * @param value a {@link Map} with text as names, a {@link List}, text, a boolean, an {@code int} or {@code long}, or
     *     null, and nothing else inside
     * @throws IllegalArgumentException for anything else
     */
    public static String of(@Nullable Object value) {
        CanonicalJson json = new CanonicalJson();
        json.write(value);
        return json.out.toString();
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> whole(number);
            case String text -> text(text);
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            default -> throw new IllegalArgumentException("no canonical form: " + value.getClass());
        }
    }

    private void whole(long number) {
        if (number > LAST_EXACT || number < -LAST_EXACT) {
            throw new IllegalArgumentException("not every reader holds this number exactly: " + number);
        }
        out.append(number);
    }

    private void list(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object each : list) {
            out.append(separator);
            write(each);
            separator = ",";
        }
        out.append(']');
    }

    private void map(Map<?, ?> map) {
        // text compares by UTF-16 units in Java, as the RFC asks
        Set<String> names = new TreeSet<>();
        map.keySet().forEach(name -> names.add((String) name));
        out.append('{');
        String separator = "";
        for (String name : names) {
            out.append(separator);
            text(name);
            out.append(':');
            write(map.get(name));
            separator = ",";
        }
        out.append('}');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            switch (sign) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> sign(text, i, sign);
            }
        }
        out.append('"');
    }

    private void sign(String text, int at, char sign) {
        if (sign < ' ') {
            out.append("\\u%04x".formatted((int) sign));
        } else if (Character.isSurrogate(sign) && !isOfPair(text, at)) {
            throw new IllegalArgumentException("half a character has no UTF-8 form");
        } else {
            out.append(sign);
        }
    }

    private static boolean isOfPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
