package se.styrkort.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a list begins: the sort key of the last item, opaque to the caller.
 *
 * <p>The text is base64url of the parts, each ended by U+001F, which no code or name holds.
 */
public record Cursor(List<String> parts) {
    private static final char END = '\u001f';
    private static final int LONGEST = 2_000;

    public Cursor {
        parts = List.copyOf(parts);
        if (parts.stream().anyMatch(part -> part.indexOf(END) >= 0)) {
            throw new IllegalArgumentException("A cursor's parts hold no U+001F");
        }
    }

    public static Cursor of(String... parts) {
        return new Cursor(List.of(parts));
    }

    /** The cursor of a request with exactly {@code size} parts; nothing for the first page; 400 for anything else. */
    public static @Nullable Cursor read(@Nullable String text, int size) {
        if (text == null) {
            return null;
        }
        Cursor cursor = decode(text);
        if (cursor.parts.size() != size) {
            throw refused();
        }
        return cursor;
    }

    /** The number before which a list goes on that is read backwards; greater than any for the first page; 400 for anything else. */
    public static long before(@Nullable String text) {
        Cursor cursor = read(text, 1);
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor.parts.getFirst());
        } catch (NumberFormatException _) {
            throw refused();
        }
    }

    private static Cursor decode(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw refused();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            String joined = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (joined.isEmpty() || joined.charAt(joined.length() - 1) != END) {
                throw refused();
            }
            List<String> parts = new ArrayList<>();
            for (int from = 0; from < joined.length(); ) {
                int end = joined.indexOf(END, from);
                parts.add(joined.substring(from, end));
                from = end + 1;
            }
            return new Cursor(parts);
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw refused();
        }
    }

    public String text() {
        StringBuilder joined = new StringBuilder();
        parts.forEach(part -> joined.append(part).append(END));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(joined.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException refused() {
        return new ProblemException(400, "invalid_cursor", "cursor");
    }
}
