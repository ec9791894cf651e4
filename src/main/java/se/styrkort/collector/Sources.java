package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import se.styrkort.catalog.Entitlement;
import se.styrkort.security.Actor;
import se.styrkort.security.Trail;
import se.styrkort.web.ProblemException;

/** Sources as people and programs handle them. Whoever delivers for some only sees those that they deliver from. */
@Singleton
final class Sources {
    private final SourceRepository sources;
    private final Trail trail;
    private final Clock clock;

    Sources(SourceRepository sources, Trail trail, Clock clock) {
        this.sources = sources;
        this.trail = trail;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    List<Freshness> list(Actor actor) {
        return Collectors.seesRuns(actor) ? sources.all() : sources.deliveredBy(actor.name());
    }

    /** @throws ProblemException 404 when there is no such source, 403 when somebody else delivers from it */
    Freshness find(Actor actor, String code) {
        Freshness found = sources.find(code).orElseThrow(() -> ProblemException.unknown(code));
        boolean seen = Collectors.seesRuns(actor)
                || sources.deliveredBy(actor.name()).stream()
                        .anyMatch(own -> own.source().code().equals(code));
        if (!seen) {
            throw Entitlement.refusal(code);
        }
        return found;
    }

    void store(Source source, Actor actor) {
        sources.store(source);
        trail.note(actor, "source.described", source.code());
    }
}
