package se.styrkort.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Instants in addresses: {@code 2026-04-10T08:00:00Z}, or with an offset. */
public final class Instants {
    private Instants() {}

    /** Nothing for nothing; 400 naming the parameter for what is no instant. */
    public static @Nullable Instant read(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            // a plus sign that was not escaped in an address has become a space
            return OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.invalidParameter(parameter, text);
        }
    }
}
