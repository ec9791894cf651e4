package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Organisation;
import se.styrkort.document.Wording;

class ComparisonFilterTest {
    private static Organisation organisation(String code, String kind, @Nullable String parent) {
        return new Organisation(code, new Wording(code, code), kind, parent, List.of(), null, null);
    }

    private final List<Organisation> all = List.of(
            organisation("stad", "municipality", null),
            organisation("skola", "board", "stad"),
            organisation("gymnasium", "administration", "skola"),
            organisation("bolag", "company", "stad"));
    private final Catalog catalog = new Catalog(IntStream.range(0, all.size())
            .mapToObj(i -> new Catalog.Version(i + 1, 1, all.get(i)))
            .toList());

    private String held(ComparisonFilter filter) {
        return String.join(
                " ",
                all.stream()
                        .filter(each -> filter.holds(each, catalog))
                        .map(Organisation::code)
                        .toList());
    }

    @Test
    void kindAndPlaceInTheTreeAndChoiceNarrowTogether() {
        assertEquals("stad skola gymnasium bolag", held(ComparisonFilter.NONE));
        assertEquals("skola", held(new ComparisonFilter("board", null, List.of(), null)));
        assertEquals("skola gymnasium bolag", held(new ComparisonFilter(null, "stad", List.of(), null)));
        assertEquals("gymnasium", held(new ComparisonFilter(null, "skola", List.of(), null)));
        assertEquals("stad bolag", held(new ComparisonFilter(null, null, List.of("stad", "bolag"), null)));
        assertEquals("", held(new ComparisonFilter("company", "skola", List.of(), null)));
    }

    @Test
    void theAddressKeepsWhatWasChosen() {
        assertEquals(
                "&kind=board&below=a%26b&organisation=x&organisation=y",
                new ComparisonFilter("board", "a&b", List.of("x", "y"), null).query());
        assertTrue(Stream.of("").allMatch(ComparisonFilter.NONE.query()::equals));
        assertFalse(ComparisonFilter.NONE.isAny());
    }
}
