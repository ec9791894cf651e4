package se.styrkort.ingest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Entitlement;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.web.ProblemException;

/** Whose deliveries someone may see: a file may hold anyone's rows, so with limits only what they delivered themselves. */
public final class ImportSight {
    private ImportSight() {}

    /** The name whose deliveries count; null: everybody's. */
    public static @Nullable String of(Actor actor) {
        return actor.mayEverywhere(Permission.READ_IMPORTS) ? null : actor.name();
    }

    /** @throws ProblemException 404 when there is no such import, 403 when it is another's */
    static ImportReport required(Actor actor, long id, Optional<ImportReport> found) {
        ImportReport report = found.orElseThrow(() -> ProblemException.unknown(String.valueOf(id)));
        String own = of(actor);
        if (own != null && !own.equals(report.actor())) {
            throw Entitlement.refusal(String.valueOf(id));
        }
        return report;
    }
}
