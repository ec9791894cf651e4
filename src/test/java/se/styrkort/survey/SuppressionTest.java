package se.styrkort.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small groups are not shown, and cannot be worked out from what is. Organisation "ab" is below "a"; "*" is the whole. */
class SuppressionTest {
    private static final int MINIMUM = 5;

    private static Map<String, Long> groups(String text) {
        return Stream.of(text.split(" "))
                .map(part -> part.split("="))
                .collect(Collectors.toMap(
                        part -> part[0].equals("*") ? Suppression.WHOLE : part[0], part -> Long.valueOf(part[1])));
    }

    @ParameterizedTest
    @CsvSource({
        "a=9 b=8 c=7, '* a b c'",
        "a=9 b=8 c=4, '* a'",
        "a=9 b=3 c=4, '* a'",
        "a=9 b=2 c=2, '*'",
        "a=4, ''",
        "a=2 b=2, ''",
        "a=3 b=2, '*'",
        "a=0 b=8, '* a b'",
        "a=0 b=4, 'a'",
        "a=0 b=9 c=4, '* a'",
        // who belongs nowhere is a group as well: the rest of the whole
        "a=9 b=8 *=3, '* a'",
        "a=9 b=8 *=6, '* a b'",
        // a board's own answers are what its units do not have
        "a=3 aa=9 ab=8 b=9, '* a aa b'",
        "a=6 aa=9 ab=8 b=9, '* a aa ab b'",
        // a board that is hidden must not be the sum of its units
        "aa=10 ab=11 b=3, '* ab'",
        "aa=10 ab=2 b=30, '* a b'"
    })
    void whoIsShown(String own, String shown) {
        Set<String> found = new TreeSet<>(Suppression.shown(groups(own), Surveys.UPWARDS, MINIMUM, Set.of()));
        assertEquals(
                shown, found.stream().map(each -> each.isEmpty() ? "*" : each).collect(Collectors.joining(" ")));
    }

    @Provide
    Arbitrary<Map<String, Long>> groups() {
        return Arbitraries.maps(
                        Arbitraries.strings()
                                .withChars('a', 'b', 'c')
                                .ofMinLength(0)
                                .ofMaxLength(3),
                        Arbitraries.longs().between(0, 12))
                .ofMinSize(1)
                .ofMaxSize(14);
    }

    /** Whatever is subtracted from whatever: all that can be computed is a sum of the rests. */
    @Property
    void noRestOfWhatIsShownIsSmall(@ForAll("groups") Map<String, Long> own) {
        assertNoRestIsSmall(own, Suppression.shown(own, Surveys.UPWARDS, MINIMUM, Set.of()));
    }

    private static void assertNoRestIsSmall(Map<String, Long> own, Set<String> shown) {
        Map<String, Long> rests = new HashMap<>();
        own.forEach((group, answers) -> Suppression.path(group, Surveys.UPWARDS).stream()
                .filter(shown::contains)
                .findFirst()
                .ifPresent(nearest -> rests.merge(nearest, answers, Long::sum)));
        rests.forEach((organisation, rest) ->
                assertTrue(rest == 0 || rest >= MINIMUM, () -> own + " shows " + shown + ": " + organisation));
    }

    /** What one question hides, another may have to hide more for, but never shows. */
    @Property
    void whatIsHiddenStaysHidden(@ForAll("groups") Map<String, Long> own, @ForAll("groups") Map<String, Long> other) {
        Set<String> hidden = new TreeSet<>(other.keySet());
        hidden.remove(Suppression.WHOLE);
        Set<String> shown = Suppression.shown(own, Surveys.UPWARDS, MINIMUM, hidden);
        assertEquals(Set.of(), hidden.stream().filter(shown::contains).collect(Collectors.toSet()));
        assertNoRestIsSmall(own, shown);
    }

    @Property
    void nothingIsHiddenWithoutNeed(@ForAll("groups") Map<String, Long> own) {
        long all = own.values().stream().mapToLong(Long::longValue).sum();
        Set<String> shown = Suppression.shown(own, Surveys.UPWARDS, MINIMUM, Set.of());
        assertEquals(all == 0 || all >= MINIMUM, shown.contains(Suppression.WHOLE));
        if (own.values().stream().allMatch(answers -> answers == 0 || answers >= MINIMUM)) {
            own.keySet()
                    .forEach(group ->
                            assertTrue(shown.containsAll(Suppression.path(group, Surveys.UPWARDS)), own::toString));
        }
        assertEquals(
                List.of(),
                shown.stream()
                        .filter(each -> total(own, each) > 0 && total(own, each) < MINIMUM)
                        .toList());
    }

    private static long total(Map<String, Long> own, String organisation) {
        return own.entrySet().stream()
                .filter(group -> group.getKey().startsWith(organisation))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
