package se.styrkort.security;

import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trail of what was done and tried (granskningslogg): append-only, for the auditor. Whoever changes something that
 * others rely on writes it here; what changed in the figures themselves stands in the revisions.
 */
@Singleton
public final class Trail {
    /** All that is written; each has a text {@code audit.<action>} that a reader sees. */
    public static final List<String> ACTIONS = List.of(
            "login.succeeded",
            "login.failed",
            "login.locked",
            "login.refused",
            "login.ended",
            "access.refused",
            "account.created",
            "account.granted",
            "account.disabled",
            "account.enabled",
            "account.password",
            "account.unlocked",
            "account.bound",
            "account.common_login",
            "token.made",
            "token.revoked",
            "import.taken",
            "import.refused",
            "import.replayed",
            "row.decided",
            "text.mapped",
            "catalog.changed",
            "profile.stored",
            "source.described",
            "collector.stored",
            "collector.asked",
            "model.stored",
            "outage.recorded",
            "outage.corrected",
            "outage.withdrawn",
            "outage.complete",
            "period.closed",
            "period.reopened",
            "period.preliminary",
            "publication.made",
            "publication.verified",
            "backup.made",
            "backup.restored");

    /** Who acts when the program itself does, at the command line of the machine. */
    public static final String PROGRAM = "styrkort";

    private final AuditRepository events;
    private final AddressProvider addresses;

    Trail(AuditRepository events, AddressProvider addresses) {
        this.events = events;
        this.addresses = addresses;
    }

    /**
     * Writes what was done.
     *
     * @param actor an account's name, or the name that somebody typed
     * @param action one of the program's words, {@code import.taken}
     * @param target what it was done to; never a secret
     */
    public void note(String actor, String action, String target) {
        if (!ACTIONS.contains(action)) {
            throw new IllegalArgumentException("not a word of the trail: " + action);
        }
        events.insert(actor, action, target, addresses.current());
    }

    /** Writes what an actor did; what was done with a token says with which. */
    public void note(Actor actor, String action, String target) {
        Long token = actor.token();
        note(actor.name(), action, token == null ? target : "[token " + token + "] " + target);
    }

    /**
     * Events before one, the newest first.
     *
     * @param before an event's number
     * @param actor whose; null: everybody's
     * @param action one of {@link #ACTIONS}, or what stands before its point; null: all
     */
    public List<AuditEvent> list(long before, @Nullable String actor, @Nullable String action, int limit) {
        return events.list(before, actor, action, limit);
    }
}
