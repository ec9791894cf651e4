package se.styrkort.account;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.AuditEvent;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.Cursor;
import se.styrkort.web.Listing;

/** The trail over the API, the newest first. */
@Controller("/api/v1/audit")
@Needs(Permission.AUDIT)
class AuditController {
    private static final int LIMIT = 10_000;

    private final Trail trail;

    AuditController(Trail trail) {
        this.trail = trail;
    }

    /** @param action one of the trail's words, or what several begin with: {@code login} */
    @Get
    Listing<AuditEvent> list(
            @Nullable @QueryValue String actor,
            @Nullable @QueryValue String action,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "1000") int limit) {
        int most = Math.clamp(limit, 1, LIMIT);
        List<AuditEvent> found = trail.list(Cursor.before(cursor), actor, action, most + 1);
        List<AuditEvent> shown = found.subList(0, Math.min(most, found.size()));
        return new Listing<>(
                shown,
                found.size() > most
                        ? Cursor.of(String.valueOf(shown.getLast().id())).text()
                        : null);
    }
}
