package se.styrkort.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list in the API, or one page of it: {@code next} is the {@link Cursor} of the next page, null on the last. */
public record Listing<T>(List<T> items, @Nullable String next) {
    public Listing {
        items = List.copyOf(items);
    }

    public static <T> Listing<T> whole(List<T> items) {
        return new Listing<>(items, null);
    }
}
