package se.styrkort.availability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.web.ProblemException;

/**
 * What an operator says of an outage, as it was sent.
 *
 * @param service code
 * @param kind {@code unplanned} when nothing is said
 * @param changeReason why an outage is corrected, or figures of a closed month are restated
 * @param approver who approved that, in words
 */
public record OutageWish(
        @Nullable String service,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable String kind,
        @Nullable Instant announcedAt,
        @Nullable String reason,
        @Nullable Boolean published,
        @Nullable String message,
        @Nullable String changeReason,
        @Nullable String approver) {
    private static final int TEXT_LIMIT = 1_000;

    /**
     * The outage that it comes to.
     *
     * @param before the version that is corrected, whose service stays where nothing is said; null: a new outage
     * @throws ProblemException for what cannot be
     */
    Outage outage(Catalog catalog, @Nullable OutageVersion before) {
        Instant from = start;
        if (from == null) {
            throw ProblemException.invalidParameter("start", "");
        }
        if (end != null && !end.isAfter(from)) {
            throw new ProblemException(422, "outage_ends_before_it_starts", from.toString(), end.toString());
        }
        if (Outage.isTooLong(from, end, Instant.now())) {
            throw new ProblemException(422, "outage_too_long", from.toString(), String.valueOf(Outage.LONGEST_YEARS));
        }
        OutageKind said = kind == null
                ? OutageKind.UNPLANNED
                : OutageKind.of(kind).orElseThrow(() -> ProblemException.invalidParameter("kind", kind));
        return new Outage(
                service(catalog, before),
                said,
                from,
                end,
                announcedAt,
                text("reason", reason),
                Boolean.TRUE.equals(published),
                text("message", message));
    }

    private long service(Catalog catalog, @Nullable OutageVersion before) {
        if (before != null && service == null) {
            return before.outage().service();
        }
        String code = service == null ? "" : service;
        return catalog.find(Kind.SERVICE, code)
                .orElseThrow(() -> ProblemException.invalidParameter("service", code))
                .id();
    }

    /** A text of the entry, null for an empty one. */
    static @Nullable String text(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > TEXT_LIMIT || text.indexOf('\u0000') >= 0) {
            throw ProblemException.invalidParameter(name, text.substring(0, Math.min(100, text.length())));
        }
        return text.strip();
    }
}
