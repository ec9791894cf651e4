package se.styrkort.observation;

import java.util.ArrayList;
import java.util.List;
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

    private void add(long descendant, long ancestor, int depth) {
        descendants.add(descendant);
        ancestors.add(ancestor);
        depths.add(depth);
    }
}
