package se.styrkort.observation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Organisation;

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
            Set<String> seen = new HashSet<>();
            for (Organisation at = (Organisation) version.entry(); at != null && seen.add(at.code()); ) {
                upwards.add(
                        catalog.find(Kind.ORGANISATION, at.code()).orElseThrow().id());
                at = at.parent() == null ? null : catalog.organisation(at.parent());
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
