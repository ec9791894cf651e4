package se.styrkort.publication;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One fact of a publication's content, by where it stands rather than by its place in a list.
 *
 * @param node {@code total}, a perspective, {@code perspective/measure}, or empty for what belongs to none
 * @param what the fact's name, {@code score} or {@code coverage.weight}; of an input the term comes first
 */
record Leaf(String node, String what) implements Comparable<Leaf> {
    /** The names that tell the elements of a list apart. */
    private static final List<String> KEYS = List.of("node", "term", "code");

    private static final Comparator<Leaf> ORDER =
            Comparator.comparing(Leaf::node).thenComparing(Leaf::what);

    @Override
    public int compareTo(Leaf other) {
        return ORDER.compare(this, other);
    }

    /** Whether it is inside what another names. */
    boolean isBelow(Leaf other) {
        return node.equals(other.node) && what.startsWith(other.what + ".");
    }

    /** All facts of a tree of maps and lists, as text; null where the fact is that there is nothing. */
    static SortedMap<Leaf, @Nullable String> of(@Nullable Object tree) {
        SortedMap<Leaf, @Nullable String> leaves = new TreeMap<>();
        collect("", "", tree, leaves);
        return leaves;
    }

    private static void collect(String node, String what, @Nullable Object tree, Map<Leaf, @Nullable String> leaves) {
        switch (tree) {
            case Map<?, ?> map ->
                map.forEach((name, value) -> {
                    boolean total = name.equals("total") && value != null;
                    collect(total ? "total" : node, total ? "" : joined(what, (String) name), value, leaves);
                });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    element(node, what, i, list.get(i), leaves);
                }
            }
            case null -> leaves.put(new Leaf(node, what), null);
            default -> leaves.put(new Leaf(node, what), tree.toString());
        }
    }

    private static void element(
            String node, String what, int at, @Nullable Object element, Map<Leaf, @Nullable String> leaves) {
        if (element instanceof Map<?, ?> map) {
            for (String key : KEYS) {
                if (map.get(key) instanceof String name) {
                    switch (key) {
                        case "node" -> collect(name, "", map, leaves);
                        case "term" -> collect(node, what.equals("terms") ? name : joined(what, name), map, leaves);
                        default -> coded(node, what, name, map, leaves);
                    }
                    return;
                }
            }
        }
        collect(node, joined(what, String.valueOf(at)), element, leaves);
    }

    /** Perspectives, and measures inside them, are nodes; whatever else has a code is named by it. */
    private static void coded(
            String node, String what, String code, Map<?, ?> map, Map<Leaf, @Nullable String> leaves) {
        if (what.equals("perspectives")) {
            collect(code, "", map, leaves);
        } else if (what.equals("measures") && !node.isEmpty()) {
            collect(node + "/" + code, "", map, leaves);
        } else {
            collect(node, joined(what, code), map, leaves);
        }
    }

    private static String joined(String what, String name) {
        return what.isEmpty() ? name : what + "." + name;
    }
}
