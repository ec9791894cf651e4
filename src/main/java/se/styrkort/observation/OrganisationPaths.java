package se.styrkort.observation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;

/**
 * Each organisation with itself and all above it, up to the one that stands for all together, at depth 0. Three lists of
 * the same length: entries' ids, and how far from the top the ancestor is.
 */
record OrganisationPaths(List<Long> descendants, List<Long> ancestors, List<Integer> depths) {
    static OrganisationPaths of(Catalog catalog) {
        OrganisationPaths paths = new OrganisationPaths(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        paths.add(RollupRepository.NONE, RollupRepository.NONE, 0);
        for (Catalog.Version version : catalog.list(Kind.ORGANISATION)) {
            List<Long> upwards = new ArrayList<>();
            for (String code : catalog.upwards(version.entry().code())) {
                catalog.find(Kind.ORGANISATION, code).ifPresent(above -> upwards.add(above.id()));
            }
            upwards.add(RollupRepository.NONE);
            for (int i = 0; i < upwards.size(); i++) {
                paths.add(version.id(), upwards.get(i), upwards.size() - 1 - i);
            }
        }
        return paths;
    }

    /** Without each organisation's path to itself. */
    OrganisationPaths upwards() {
        return filtered((descendant, ancestor) -> !descendant.equals(ancestor));
    }

    /** The organisations that lie at or below any of these. */
    Set<Long> below(Set<Long> some) {
        Set<Long> below = new HashSet<>();
        for (int i = 0; i < ancestors.size(); i++) {
            if (some.contains(ancestors.get(i))) {
                below.add(descendants.get(i));
            }
        }
        return below;
    }

    /** The paths between these alone. */
    OrganisationPaths among(Set<Long> some) {
        return filtered((descendant, ancestor) -> some.contains(descendant) && some.contains(ancestor));
    }

    private OrganisationPaths filtered(BiPredicate<Long, Long> stays) {
        OrganisationPaths some = new OrganisationPaths(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < descendants.size(); i++) {
            if (stays.test(descendants.get(i), ancestors.get(i))) {
                some.add(descendants.get(i), ancestors.get(i), depths.get(i));
            }
        }
        return some;
    }

    private void add(long descendant, long ancestor, int depth) {
        descendants.add(descendant);
        ancestors.add(ancestor);
        depths.add(depth);
    }
}
