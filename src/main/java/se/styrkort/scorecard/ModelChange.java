package se.styrkort.scorecard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a model says otherwise than an earlier one.
 *
 * @param node empty for the model itself, {@code quality}, {@code quality/availability}
 * @param aspect the model's key, such as {@code weight}; {@code node} where the whole node came or went
 * @param before absent where the earlier version does not say it; {@code after} likewise
 */
public record ModelChange(
        String node,
        String aspect,
        @Nullable String before,
        @Nullable String after) {
    /** The aspect of a node that one of the versions does not have. */
    public static final String NODE = "node";

    /** Every difference, in the order of the later version; empty when they say the same. */
    public static List<ModelChange> between(ScorecardModel earlier, ScorecardModel later) {
        SequencedMap<String, SequencedMap<String, String>> before = ModelFacts.of(earlier);
        SequencedMap<String, SequencedMap<String, String>> after = ModelFacts.of(later);
        List<ModelChange> changes = new ArrayList<>();
        for (String node : ModelFacts.nodes(after, before)) {
            Map<String, String> old = before.get(node);
            Map<String, String> now = after.get(node);
            if (old == null || now == null) {
                changes.add(new ModelChange(node, NODE, name(old), name(now)));
            } else {
                for (String aspect : ModelFacts.nodes(now, old)) {
                    String was = old.get(aspect);
                    String is = now.get(aspect);
                    if (is == null || !is.equals(was)) {
                        changes.add(new ModelChange(node, aspect, was, is));
                    }
                }
            }
        }
        return changes;
    }

    private static @Nullable String name(@Nullable Map<String, String> facts) {
        return facts == null ? null : facts.get("name");
    }
}
