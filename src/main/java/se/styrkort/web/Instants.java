package se.styrkort.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Instants in addresses: {@code 2026-04-10T08:00:00Z}, or with an offset. */
public final class Instants {
    /** The database knows no year as far away as the language does. */
    private static final int LAST_YEAR = 9999;

    private Instants() {}

    /** Nothing for nothing; 400 naming the parameter for what is no instant, or one of a year without four digits. */
    public static @Nullable Instant read(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            // a plus sign that was not escaped in an address has become a space
            OffsetDateTime read = OffsetDateTime.parse(text.strip().replace(' ', '+'));
            if (read.getYear() < 1 || read.getYear() > LAST_YEAR) {
                throw ProblemException.invalidParameter(parameter, text);
            }
            return read.toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.invalidParameter(parameter, text);
        }
    }
}
