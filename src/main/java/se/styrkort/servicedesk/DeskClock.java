package se.styrkort.servicedesk;

import java.time.Instant;

/** The clock that handling times are taken with: how many seconds of a stretch of time it runs. */
@FunctionalInterface
interface DeskClock {
    /** The calendar's: it never stands still. */
    DeskClock ALWAYS = (from, until) -> until.getEpochSecond() - from.getEpochSecond();

    long seconds(Instant from, Instant until);
}
