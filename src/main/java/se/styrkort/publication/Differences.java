package se.styrkort.publication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.Subject;

/**
 * Compares what was published with what is computed again, fact by fact. A fact that was not published is not compared: a
 * later release may say more. Pure.
 */
final class Differences {
    private static final String OBSERVATIONS = "observations.";
    private static final String PREVIOUS = "previous";

    private Differences() {}

    /** The state of the period and what the catalog said of the metrics. */
    static List<Difference> ofHead(Map<String, ?> published, Map<String, ?> recomputed) {
        List<Difference> differences = new ArrayList<>();
        for (String part : List.of("periodState", "metrics")) {
            Why why = part.equals("metrics") ? Why.CATALOG : Why.PERIOD;
            between(published.get(part), recomputed.get(part))
                    .forEach(fact -> differences.add(new Difference(
                            Check.INPUTS,
                            null,
                            null,
                            fact.leaf.what().isEmpty() ? part : fact.leaf.what(),
                            fact.published,
                            fact.recomputed,
                            why)));
        }
        return differences;
    }

    /** The inputs and scores of one subject. */
    static List<Difference> ofSubject(Subject subject, Map<String, ?> published, Map<String, ?> recomputed) {
        List<Fact> inputs = between(published.get("inputs"), recomputed.get("inputs"));
        Set<String> touched = new HashSet<>();
        Set<String> otherObservations = new HashSet<>();
        for (Fact fact : inputs) {
            touched.add(fact.leaf.node());
            int observations = fact.leaf.what().indexOf(OBSERVATIONS);
            if (observations >= 0) {
                otherObservations.add(fact.leaf.node() + " " + fact.leaf.what().substring(0, observations));
            }
        }
        List<Difference> differences = new ArrayList<>();
        for (Fact fact : inputs) {
            differences.add(fact.difference(Check.INPUTS, subject, inputWhy(fact.leaf, otherObservations)));
        }
        for (Fact fact : between(published.get("scorecard"), recomputed.get("scorecard"))) {
            boolean follows = touched.stream().anyMatch(node -> isWithin(node, fact.leaf.node()));
            differences.add(fact.difference(Check.RESULTS, subject, follows ? Why.FOLLOWS : Why.ARITHMETIC));
        }
        return differences;
    }

    private static Why inputWhy(Leaf leaf, Set<String> otherObservations) {
        if (leaf.what().startsWith(PREVIOUS)) {
            return Why.EARLIER_PERIOD;
        }
        boolean observed =
                otherObservations.stream().anyMatch(term -> (leaf.node() + " " + leaf.what()).startsWith(term));
        return observed ? Why.OBSERVATIONS : Why.AGGREGATION;
    }

    private static boolean isWithin(String measure, String node) {
        return node.isEmpty() || node.equals("total") || measure.equals(node) || measure.startsWith(node + "/");
    }

    private record Fact(
            Leaf leaf, @Nullable String published, @Nullable String recomputed) {
        Difference difference(Check check, Subject subject, Why why) {
            return new Difference(
                    check,
                    subject,
                    leaf.node().isEmpty() ? null : leaf.node(),
                    leaf.what(),
                    published,
                    recomputed,
                    why);
        }
    }

    private static List<Fact> between(@Nullable Object published, @Nullable Object recomputed) {
        SortedMap<Leaf, @Nullable String> now = Leaf.of(recomputed);
        List<Fact> facts = new ArrayList<>();
        Leaf.of(published).forEach((leaf, text) -> {
            if (!Objects.equals(text, now.get(leaf))) {
                facts.add(new Fact(leaf, text, now.get(leaf)));
            } else if (text == null) {
                // where there was nothing, something with parts
                now.tailMap(leaf).entrySet().stream()
                        .dropWhile(each -> each.getKey().equals(leaf))
                        .findFirst()
                        .filter(each -> each.getKey().isBelow(leaf))
                        .ifPresent(each -> facts.add(new Fact(leaf, null, each.getValue())));
            }
        });
        return facts;
    }
}
