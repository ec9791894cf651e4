package se.styrkort.security;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a form's field stands in the first bytes of its body. Good for values of letters, digits, {@code -} and {@code _}
 * only, which are written as they are in both forms.
 */
enum FormField {
    /** HTML, 4.10.21.7: {@code name=value&name=value}. */
    URL_ENCODED {
        @Override
        @Nullable
        String find(byte[] beginning, String name) {
            for (String pair : text(beginning).split("&")) {
                if (pair.startsWith(name + "=")) {
                    return pair.substring(name.length() + 1);
                }
            }
            return null;
        }
    },
    /** RFC 7578: a part with {@code name="…"} in its header, a blank line and the value. */
    MULTIPART {
        @Override
        @Nullable
        String find(byte[] beginning, String name) {
            String text = text(beginning);
            int part = text.indexOf("; name=\"" + name + "\"\r\n");
            int value = part < 0 ? -1 : text.indexOf("\r\n\r\n", part);
            int end = value < 0 ? -1 : text.indexOf("\r\n", value + 4);
            return end < 0 ? null : text.substring(value + 4, end);
        }
    };

    /** The value; nothing when the field is not among these bytes. */
    abstract @Nullable String find(byte[] beginning, String name);

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
