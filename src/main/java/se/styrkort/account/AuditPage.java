package se.styrkort.account;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.AuditEvent;
import se.styrkort.security.Trail;

/**
 * A page of the trail.
 *
 * @param actor whose events are shown; absent: everybody's
 * @param action which are shown; absent: all
 * @param before the number before which older events are found; absent when there are none
 */
public record AuditPage(
        @Nullable String actor,
        @Nullable String action,
        List<AuditEvent> events,
        @Nullable Long before) {
    public List<String> actions() {
        return Trail.ACTIONS;
    }

    /** The next page, with the same choices. */
    public String older() {
        return "/audit?before=" + before + parameter("actor", actor) + parameter("action", action);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
