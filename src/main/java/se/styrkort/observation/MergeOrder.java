package se.styrkort.observation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Plausibility;

/**
 * How staged drafts are to be merged.
 *
 * @param revision under which it is merged
 * @param source id of whose they are
 * @param importId of the import that brings them
 * @param replayOf the import whose file is read again: what came with a later one stays; null when it is not one
 * @param takeover whether series of another source become this source's, instead of their rows being conflicts
 * @param replaces whether what the source once had in a delivered period, and is not in the delivery, becomes missing
 * @param reason for restatements that bring none of their own
 * @param mayRestateClosed whether the deliverer may restate closed periods, with a reason
 * @param rules what figures of which metric must look like
 * @param released lines that a steward has let go although they look implausible
 * @param trial whether it will be rolled back, once what it would change has been read
 * @param actor who delivers
 */
public record MergeOrder(
        long revision,
        long source,
        long importId,
        @Nullable Long replayOf,
        boolean takeover,
        Combine combine,
        boolean replaces,
        @Nullable String reason,
        boolean mayRestateClosed,
        List<MetricRule> rules,
        Set<Integer> released,
        boolean trial,
        String actor) {
    /** A plausibility rule of a metric, by the id of its catalog entry. */
    public record MetricRule(long metricId, Plausibility rule) {}
}
