package se.styrkort.scorecard;

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
 */
public record ComparisonFilter(
        @Nullable String kind, @Nullable String below, List<String> organisations) {
    public static final ComparisonFilter NONE = new ComparisonFilter(null, null, List.of());

    public ComparisonFilter {
        organisations = List.copyOf(organisations);
    }

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
        return kind != null || below != null || !organisations.isEmpty();
    }

    /** What it adds to the comparison's address, which has a question mark already. */
    public String query() {
        StringBuilder query = new StringBuilder();
        add(query, "kind", kind);
        add(query, "below", below);
        organisations.forEach(code -> add(query, "organisation", code));
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
