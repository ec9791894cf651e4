package se.styrkort.servicedesk;

import java.time.Instant;

/**
 * How long a ticket was in the desk's hands (handläggningstid), in seconds and never below 0: from opened to resolved,
 * without the time on hold.
 *
 * <p>On hold is a plain number of seconds, as the desk's tool counted them; such a clock stands still outside the service
 * hours, so they are taken to be seconds of service hours. The calendar's time has the same number taken away: it shows
 * what the hours do, and nothing else differs between the two. The definition is that of ITIL's handling time: business
 * time between open and solve minus pending.
 *
 * @param serviceSeconds counted in the desk's service hours
 * @param calendarSeconds counted on the calendar, nights and holidays too
 */
record HandlingTime(long serviceSeconds, long calendarSeconds) {
    static HandlingTime between(Instant openedAt, Instant resolvedAt, long onHoldSeconds, DeskClock hours) {
        return new HandlingTime(
                Math.max(0, hours.seconds(openedAt, resolvedAt) - onHoldSeconds),
                Math.max(0, DeskClock.ALWAYS.seconds(openedAt, resolvedAt) - onHoldSeconds));
    }
}
