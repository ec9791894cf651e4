package se.styrkort.collector;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.Messages;

/**
 * A collector as the API and the pages show it. Secrets are only named in its YAML, so it is shown as it was written.
 *
 * @param yaml as it was written
 * @param actor who wrote this version
 * @param nextAt when it runs next; absent: when a file comes
 * @param failedAttempts how many runs in a row have failed and are being tried again
 * @param lastRun absent before the first
 */
public record CollectorView(
        String code,
        int version,
        String kind,
        String source,
        String profile,
        boolean enabled,
        String yaml,
        String actor,
        Instant madeAt,
        @Nullable Instant nextAt,
        int failedAttempts,
        @Nullable Run lastRun) {

    /**
     * A run.
     *
     * @param outcome {@code running} while it is under way, then a code of {@link RunOutcome}
     * @param error in words; absent when nothing went wrong
     */
    public record Run(
            long id,
            String collector,
            int version,
            int attempt,
            @Nullable String askedBy,
            Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            List<Long> imports,
            int deliveries,
            long rejected,
            @Nullable String error) {
        static Run of(RunRepository.Run run, Messages messages, Locale locale) {
            String trouble = run.trouble();
            String outcome = run.outcome();
            return new Run(
                    run.id(),
                    run.collector(),
                    run.version(),
                    run.attempt(),
                    run.askedBy(),
                    run.started(),
                    run.ended(),
                    outcome == null ? "running" : outcome,
                    run.imports(),
                    run.deliveries(),
                    run.rejected(),
                    trouble == null
                            ? null
                            : messages.text(
                                    locale,
                                    "collector.trouble." + trouble,
                                    run.troubleArgs().toArray()));
        }
    }

    static CollectorView of(CollectorRepository.Stored stored, RunRepository.Due due, @Nullable Run lastRun) {
        CollectorDefinition definition = stored.definition();
        return new CollectorView(
                definition.code(),
                stored.version(),
                definition.kind(),
                definition.source(),
                definition.profile(),
                definition.enabled(),
                stored.yaml(),
                stored.actor(),
                stored.madeAt(),
                definition.enabled() || due.askedBy() != null ? due.nextAt() : null,
                due.failed(),
                lastRun);
    }
}
