package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import se.styrkort.catalog.Entitlement;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.Messages;

/** Collectors as people and programs handle them: listed, written, asked to run. */
@Singleton
final class Collectors {
    private final CollectorRepository collectors;
    private final RunRepository runs;
    private final CollectorJob job;
    private final Messages messages;
    private final Trail trail;

    Collectors(CollectorRepository collectors, RunRepository runs, CollectorJob job, Messages messages, Trail trail) {
        this.collectors = collectors;
        this.runs = runs;
        this.job = job;
        this.messages = messages;
        this.trail = trail;
    }

    /** What a run tells may be about anybody's figures: whoever delivers for some only does not see it. */
    static boolean seesRuns(Actor actor) {
        return actor.mayEverywhere(Permission.READ_IMPORTS);
    }

    static void requireSight(Actor actor, String code) {
        if (!seesRuns(actor)) {
            throw Entitlement.refusal(code);
        }
    }

    List<CollectorView> list(Locale locale) {
        Map<String, RunRepository.Due> due = runs.due();
        Map<String, RunRepository.Run> last = runs.last();
        return collectors.inForce().stream()
                .map(stored -> view(stored, due, last, locale))
                .toList();
    }

    CollectorView find(String code, Locale locale) {
        return view(collectors.inForce(code), runs.due(), runs.last(), locale);
    }

    private CollectorView view(
            CollectorRepository.Stored stored,
            Map<String, RunRepository.Due> due,
            Map<String, RunRepository.Run> last,
            Locale locale) {
        String code = stored.definition().code();
        RunRepository.Run run = last.get(code);
        return CollectorView.of(
                stored,
                due.getOrDefault(code, RunRepository.Due.NEVER),
                run == null ? null : CollectorView.Run.of(run, messages, locale));
    }

    /** Runs before one, the newest first. */
    List<CollectorView.Run> runs(String code, long before, int limit, Locale locale) {
        return runs.list(code, before, limit).stream()
                .map(run -> CollectorView.Run.of(run, messages, locale))
                .toList();
    }

    /** Stores a definition; it is followed at once. */
    String store(String yaml, Actor actor) {
        CollectorRepository.Stored stored = collectors.store(yaml, actor.name());
        String code = stored.definition().code();
        trail.note(actor, "collector.stored", code + " " + stored.version());
        job.wake();
        return code;
    }

    /** Has a collector run as soon as it can, on whichever instance is free, one that is turned off too. */
    void ask(String code, Actor actor) {
        collectors.inForce(code);
        runs.ask(code, actor.name());
        trail.note(actor, "collector.asked", code);
        job.wake();
    }
}
