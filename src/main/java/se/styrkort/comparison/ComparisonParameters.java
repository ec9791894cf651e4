package se.styrkort.comparison;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the address of a comparison says, unbelieved. */
record ComparisonParameters(Map<String, List<String>> given) {
    static final String SIZE_LIKE = "size_like";

    private static final String VIEW = "view";
    private static final String RELATIVE = "relative";

    /** The first of the name that is not blank. */
    @Nullable
    String first(String name) {
        return all(name).stream().findFirst().orElse(null);
    }

    private List<String> all(String name) {
        return given.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** @param sizeLike the name of the parameter that says whose size the others are near */
    ComparisonFilter filter(String sizeLike) {
        return new ComparisonFilter(
                first("kind"),
                first("below"),
                all("organisation").stream().distinct().toList(),
                first(sizeLike));
    }

    /** Whether the reader wants to see how each stands among the others. */
    boolean isRelative() {
        return RELATIVE.equals(first(VIEW));
    }
}
