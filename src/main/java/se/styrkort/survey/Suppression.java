package se.styrkort.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which organisations' figures may be shown when groups with few answers must not be (sekretess för små grupper), so that
 * nobody can work one out from the rest either.
 *
 * <p>An organisation's figure is that of all answers in it and below it. What can be computed from all figures that are
 * shown is then, for each of them, the rest of it: its answers less those of the organisations below it that are shown.
 * No such rest may be a small group. One that is hides the smallest of the organisations that it was subtracted from,
 * until the rest is large enough or nobody's.
 */
final class Suppression {
    /** The whole: all answers, also of those who belong to no organisation. */
    static final String WHOLE = "";

    private final Map<String, Long> own;
    private final Map<String, List<String>> paths = new HashMap<>();
    private final Map<String, Long> totals = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private final long minimum;

    private Suppression(Map<String, Long> own, Function<String, List<String>> upwards, long minimum) {
        this.own = own;
        this.minimum = minimum;
        own.forEach((group, answers) -> {
            List<String> path = path(group, upwards);
            paths.put(group, path);
            path.forEach(each -> totals.merge(each, answers, Long::sum));
        });
    }

    /** A group, all organisations above it from the nearest on, and the whole. */
    static List<String> path(String group, Function<String, List<String>> upwards) {
        List<String> path = new ArrayList<>(group.equals(WHOLE) ? List.of() : upwards.apply(group));
        path.add(WHOLE);
        return path;
    }

    /**
     * The organisations whose figures may be shown.
     *
     * @param own answers of each organisation's own, without those below it; {@link #WHOLE}: of no organisation
     * @param upwards an organisation and all above it, from the nearest on
     * @param minimum fewer answers than this, unless there are none, are not shown
     * @param hidden organisations that are not shown in any case
     */
    static Set<String> shown(
            Map<String, Long> own, Function<String, List<String>> upwards, long minimum, Set<String> hidden) {
        Suppression suppression = new Suppression(own, upwards, minimum);
        suppression.run(hidden);
        return suppression.shown;
    }

    private void run(Set<String> hidden) {
        totals.forEach((organisation, answers) -> {
            if (!isSmall(answers) && !hidden.contains(organisation)) {
                shown.add(organisation);
            }
        });
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, Long> rest : rests().entrySet()) {
                if (isSmall(rest.getValue())) {
                    Optional<String> smallest = smallestBelow(rest.getKey());
                    smallest.ifPresent(shown::remove);
                    changed |= smallest.isPresent();
                }
            }
        }
    }

    private boolean isSmall(long answers) {
        return answers > 0 && answers < minimum;
    }

    private Map<String, Long> rests() {
        Map<String, Long> rests = new HashMap<>();
        own.forEach((group, answers) -> paths.getOrDefault(group, List.of()).stream()
                .filter(shown::contains)
                .findFirst()
                .ifPresent(nearest -> rests.merge(nearest, answers, Long::sum)));
        return rests;
    }

    /** Of the organisations that are subtracted from this one the one with fewest answers, but some. */
    private Optional<String> smallestBelow(String organisation) {
        Set<String> below = new HashSet<>();
        for (List<String> path : paths.values()) {
            int at = path.indexOf(organisation);
            path.subList(0, Math.max(at, 0)).stream()
                    .filter(shown::contains)
                    .filter(each -> totals.getOrDefault(each, 0L) > 0)
                    .reduce((first, second) -> second)
                    .ifPresent(below::add);
        }
        return below.stream()
                .min(Comparator.comparing((String each) -> totals.getOrDefault(each, 0L))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
