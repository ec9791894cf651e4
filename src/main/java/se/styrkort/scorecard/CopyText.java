package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of {@code COPY}: a tab between columns, {@code \\N} for nothing, control characters escaped. */
final class CopyText {
    private static final int LONG = 1 << 16;

    private final StringBuilder text = new StringBuilder();
    private boolean begun;

    CopyText none() {
        return raw("\\N");
    }

    CopyText add(@Nullable String value) {
        if (value == null) {
            return none();
        }
        raw("");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return this;
    }

    CopyText add(Enum<?> value) {
        return raw(value.name());
    }

    CopyText add(@Nullable BigDecimal value) {
        return value == null ? none() : raw(value.toString());
    }

    CopyText add(int value) {
        return raw(String.valueOf(value));
    }

    CopyText add(boolean value) {
        return raw(value ? "t" : "f");
    }

    void end() {
        text.append('\n');
        begun = false;
    }

    private CopyText raw(String value) {
        if (begun) {
            text.append('\t');
        }
        begun = true;
        text.append(value);
        return this;
    }

    /** Whether it is time to send it. */
    boolean isLong() {
        return text.length() >= LONG;
    }

    /** The rows so far, which are its no longer. */
    byte[] take() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }
}
