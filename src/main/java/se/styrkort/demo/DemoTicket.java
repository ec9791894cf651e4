package se.styrkort.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the profile {@code tickets}, made up. What is only known of a resolved ticket is not said of an open one.
 *
 * @param service empty where the desk did not note one
 * @param resolved null: not when the log was written; so closed
 * @param onHold seconds of service hours
 */
record DemoTicket(
        String id,
        String service,
        String organisation,
        Instant opened,
        @Nullable Instant resolved,
        @Nullable Instant closed,
        long onHold,
        int priority,
        String channel,
        boolean firstContact,
        boolean withinLevel,
        int reopened) {
    static final String HEADER =
            "id;service;organisation;opened_at;resolved_at;closed_at;on_hold_s;priority;channel;first_contact;within_level;reopened";

    DemoTicket outsideLevel() {
        return new DemoTicket(
                id,
                service,
                organisation,
                opened,
                resolved,
                closed,
                onHold,
                priority,
                channel,
                firstContact,
                false,
                reopened);
    }

    String csv() {
        Instant solved = resolved;
        boolean done = solved != null;
        return String.join(
                ";",
                id,
                service,
                organisation,
                opened.toString(),
                solved == null ? "" : solved.toString(),
                closed == null ? "" : closed.toString(),
                Long.toString(onHold),
                Integer.toString(priority),
                channel,
                done ? Boolean.toString(firstContact) : "",
                done ? Boolean.toString(withinLevel) : "",
                done ? Integer.toString(reopened) : "");
    }
}
