package se.styrkort.servicedesk;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ticket (ärende) of the service desk, incident or request, in its last known state. It names nobody: neither who
 * called nor who handled it.
 *
 * @param id as its source calls it
 * @param service code; absent when it is about none that is known
 * @param organisation code of whose ticket it is; absent when the source does not say
 * @param resolvedAt when it was resolved for the last time; absent while it is not
 * @param closedAt when it was put away; without having been resolved it is withdrawn: neither open nor handled
 * @param onHoldSeconds how long the desk's clock stood still while it waited for somebody else, in seconds of service hours
 * @param priority as the source writes it; empty when it does not
 * @param channel how it came: telephone, web, mail
 * @param firstContact whether the first contact resolved it; absent when the source does not say
 * @param withinLevel whether the agreed service level was kept; absent when the source does not say
 * @param reopened how often it came back after it had been resolved; absent when the source does not say
 */
record Ticket(
        String id,
        @Nullable String service,
        @Nullable String organisation,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt,
        long onHoldSeconds,
        String priority,
        @Nullable String channel,
        @Nullable Boolean firstContact,
        @Nullable Boolean withinLevel,
        @Nullable Integer reopened) {
    Ticket {
        if (resolvedAt != null && resolvedAt.isBefore(openedAt)) {
            throw new IllegalArgumentException(id + " was resolved before it was opened");
        }
        if (onHoldSeconds < 0) {
            throw new IllegalArgumentException(id + " was on hold for less than no time");
        }
    }

    /** How long it was in the desk's hands; empty while it is not resolved. */
    Optional<HandlingTime> handlingTime(DeskClock hours) {
        return Optional.ofNullable(resolvedAt).map(end -> HandlingTime.between(openedAt, end, onHoldSeconds, hours));
    }
}
