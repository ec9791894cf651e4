package se.styrkort.servicedesk;

import java.time.Instant;

/** How much of a stretch of time is agreed service time (servicetid), in seconds; the desk's clock runs in it only. */
@FunctionalInterface
interface AgreedTime {
    /** Time on the calendar: every second counts. */
    AgreedTime ALWAYS = (from, until) -> until.getEpochSecond() - from.getEpochSecond();

    long seconds(Instant from, Instant until);
}
