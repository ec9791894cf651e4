package se.styrkort.demo;

import java.time.Instant;

/**
 * One row of the profile {@code outages}, made up.
 *
 * @param announcedAt empty unless planned; so is the message unless it is published
 */
record DemoOutage(
        String id,
        String service,
        Instant start,
        Instant end,
        boolean planned,
        String announcedAt,
        String reason,
        String message) {
    static final String HEADER = "id;service;start;end;kind;announced_at;reason;published;message";

    /** No text here holds a semicolon or a quote. */
    String csv() {
        return String.join(
                ";",
                id,
                service,
                start.toString(),
                end.toString(),
                planned ? "planned" : "unplanned",
                announcedAt,
                reason,
                Boolean.toString(!message.isEmpty()),
                message);
    }
}
