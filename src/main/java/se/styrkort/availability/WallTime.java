package se.styrkort.availability;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.ProblemException;

/**
 * Instants as a form writes them ({@code datetime-local}): the time on a Swedish wall, {@code 2026-06-01T08:00}. An hour that
 * comes twice in October means the first time; an hour that March leaves out is refused.
 */
final class WallTime {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm[:ss]").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private WallTime() {}

    static String write(@Nullable Instant instant) {
        if (instant == null) {
            return "";
        }
        LocalDateTime time = LocalDateTime.ofInstant(instant, SWEDEN);
        return time.format(time.getSecond() == 0 ? MINUTES : SECONDS);
    }

    /**
     * @param name the field's, for the message
     * @param before what the field was filled with: what is as it was means that instant, which the text may say less exactly
     */
    static @Nullable Instant read(String name, @Nullable String text, @Nullable Instant before) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (before != null && text.equals(write(before))) {
            return before;
        }
        try {
            LocalDateTime time = LocalDateTime.parse(text.strip(), FORM);
            List<ZoneOffset> offsets = SWEDEN.getRules().getValidOffsets(time);
            if (offsets.isEmpty() || time.getYear() < 1 || time.getYear() > 9999) {
                throw ProblemException.invalidParameter(name, text);
            }
            return time.toInstant(offsets.getFirst());
        } catch (DateTimeParseException e) {
            throw ProblemException.invalidParameter(name, text);
        }
    }
}
