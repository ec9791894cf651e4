package se.styrkort.comparison;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Organisation;

/**
 * Which organisations are compared.
 *
 * @param kind such as {@code board}; absent: of every kind
 * @param below code of the organisation whose parts are compared; absent: everywhere
 * @param organisations codes of those chosen one by one; none: all
 * @param sizeLike code of the organisation whose size the others are near; absent: of every size
 */
public record ComparisonFilter(
        @Nullable String kind,
        @Nullable String below,
        List<String> organisations,
        @Nullable String sizeLike) {
    public static final ComparisonFilter NONE = new ComparisonFilter(null, null, List.of(), null);

    public ComparisonFilter {
        organisations = List.copyOf(organisations);
    }

    /** The same whoever is chosen one by one. */
    ComparisonFilter ofAnyone() {
        return new ComparisonFilter(kind, below, List.of(), sizeLike);
    }

    /** What the catalog alone can tell; sizes are told by {@link SizeBand}. */
    boolean holds(Organisation organisation, Catalog catalog) {
        return (kind == null || kind.equals(organisation.kind()))
                && (organisations.isEmpty() || organisations.contains(organisation.code()))
                && (below == null || isBelow(organisation, below, catalog));
    }

    private static boolean isBelow(Organisation organisation, String above, Catalog catalog) {
        Set<String> seen = new HashSet<>();
        for (Organisation at = organisation; at != null && seen.add(at.code()); ) {
            String parent = at.parent();
            if (above.equals(parent)) {
                return true;
            }
            at = parent == null ? null : catalog.organisation(parent);
        }
        return false;
    }

    public boolean isAny() {
        return !equals(NONE);
    }

    /** What it adds to an address that has a question mark already. */
    public String query() {
        StringBuilder query = new StringBuilder();
        add(query, "kind", kind);
        add(query, "below", below);
        organisations.forEach(code -> add(query, "organisation", code));
        add(query, ComparisonParameters.SIZE_LIKE, sizeLike);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
