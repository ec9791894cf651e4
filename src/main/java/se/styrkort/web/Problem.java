package se.styrkort.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Fault;

/**
 * A problem in one language, as it is shown or sent (RFC 9457).
 *
 * @param type {@code /problems/<code>}: names the kind of problem and does not change
 * @param instance {@code urn:uuid:<correlation id>} of a bug, also in the log; absent otherwise
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String instance,
        List<Place> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** One fault at one place of what was sent; line and column 0 when it concerns the whole. */
    public record Place(int line, int column, String code, String message) {}

    public static Problem of(
            ProblemException mistake, @Nullable String correlationId, Messages messages, Locale locale) {
        List<Place> places = mistake.errors().stream()
                .map(fault -> place(fault, messages, locale))
                .toList();
        String key = "problem." + mistake.code();
        return new Problem(
                "/problems/" + mistake.code(),
                messages.text(locale, key + ".title"),
                mistake.status(),
                messages.text(locale, key, mistake.args().toArray()),
                correlationId == null ? null : "urn:uuid:" + correlationId,
                places);
    }

    private static Place place(Fault fault, Messages messages, Locale locale) {
        String message =
                messages.text(locale, "fault." + fault.code(), fault.args().toArray());
        return new Place(fault.line(), fault.column(), fault.code(), message);
    }
}
