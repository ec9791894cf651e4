package se.styrkort.account;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.AuditEvent;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.Page;

/** The trail as a page, for the auditor. */
@Controller("/audit")
@Needs(Permission.AUDIT)
@Produces(MediaType.TEXT_HTML)
class AuditPageController {
    private static final int SHOWN = 100;

    private final Trail trail;
    private final Templates templates;

    AuditPageController(Trail trail, Templates templates) {
        this.trail = trail;
        this.templates = templates;
    }

    @Get
    JteModel list(
            Page page,
            @Nullable @QueryValue String actor,
            @Nullable @QueryValue String action,
            @Nullable @QueryValue Long before) {
        String wantedActor = blankToNull(actor);
        String wantedAction = blankToNull(action);
        List<AuditEvent> found =
                trail.list(before == null ? Long.MAX_VALUE : before, wantedActor, wantedAction, SHOWN + 1);
        List<AuditEvent> shown = found.subList(0, Math.min(SHOWN, found.size()));
        return templates.accountAudit(
                page,
                new AuditPage(
                        wantedActor,
                        wantedAction,
                        shown,
                        found.size() > SHOWN ? shown.getLast().id() : null));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
