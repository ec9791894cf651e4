package se.styrkort.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param deliveries how many were found, those without news counted
 * @param rejected rows that were rejected in what was taken in
 * @param troubles what went wrong, in the order in which it did
 */
record RunResult(RunOutcome outcome, List<Long> imports, int deliveries, long rejected, List<Trouble> troubles) {
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    RunResult {
        imports = List.copyOf(imports);
        troubles = List.copyOf(troubles);
    }

    /** A run that ended before anything could be handed over. */
    static RunResult failed(Trouble trouble) {
        return new RunResult(RunOutcome.FAILED, List.of(), 0, 0, List.of(trouble));
    }

    /**
     * When to run again.
     *
     * @param at absent when there is nothing to wait for but files
     * @param failed how many runs in a row have then failed and are tried again
     */
    record Next(@Nullable Instant at, int failed) {}

    /**
     * When to run again after this one.
     *
     * @param failedBefore how many runs in a row had failed before it
     * @param share of jitter, 0 to 1
     */
    Next next(CollectorDefinition definition, Instant started, Instant ended, int failedBefore, double share) {
        Schedule schedule = definition.settings().due().orElse(null);
        boolean again = troubles.stream().anyMatch(Trouble::passing);
        if (!again) {
            return new Next(schedule == null ? null : schedule.next(started, share), 0);
        }
        int failed = failedBefore + 1;
        Optional<Duration> pause = schedule == null
                ? Optional.of(definition.backoff().length(failed, share))
                : definition.backoff().pause(failed, share);
        if (pause.isEmpty()) {
            return new Next(schedule == null ? null : schedule.next(started, share), 0);
        }
        Duration wished = troubles.stream()
                .flatMap(trouble -> trouble.notBefore().stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration bounded = wished.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wished;
        Duration wait = pause.get().compareTo(bounded) > 0 ? pause.get() : bounded;
        return new Next(ended.plus(wait), failed);
    }
}
