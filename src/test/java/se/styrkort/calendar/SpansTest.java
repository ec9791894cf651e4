package se.styrkort.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Sets of time against sets of seconds. */
class SpansTest {
    private static final int LIMIT = 64;

    private static Spans spans(List<Integer> edges) {
        List<Spans.Span> spans = new ArrayList<>();
        for (int i = 0; i + 1 < edges.size(); i += 2) {
            int length = Math.min(edges.get(i + 1), LIMIT - edges.get(i));
            if (length > 0) {
                spans.add(new Spans.Span(edges.get(i), edges.get(i) + length));
            }
        }
        return Spans.of(spans);
    }

    private static BitSet seconds(Spans spans) {
        BitSet seconds = new BitSet();
        spans.list().forEach(span -> seconds.set((int) span.from(), (int) span.until()));
        return seconds;
    }

    private static void assertSound(BitSet expected, Spans spans) {
        assertEquals(expected, seconds(spans));
        assertEquals(expected.cardinality(), spans.length());
        List<Spans.Span> list = spans.list();
        for (int i = 1; i < list.size(); i++) {
            assertEquals(true, list.get(i - 1).until() < list.get(i).from(), spans::toString);
        }
    }

    @Property
    void areSetsOfSeconds(
            @ForAll @Size(max = 20) List<@IntRange(max = LIMIT - 1) Integer> first,
            @ForAll @Size(max = 20) List<@IntRange(max = LIMIT - 1) Integer> second,
            @ForAll @IntRange(max = LIMIT) int from,
            @ForAll @IntRange(max = LIMIT) int until) {
        Spans a = spans(first);
        Spans b = spans(second);
        BitSet both = seconds(a);
        both.and(seconds(b));
        assertSound(both, a.intersection(b));
        BitSet either = seconds(a);
        either.or(seconds(b));
        assertSound(either, a.union(b));
        BitSet only = seconds(a);
        only.andNot(seconds(b));
        assertSound(only, a.minus(b));
        BitSet part = seconds(a);
        BitSet window = new BitSet();
        window.set(Math.min(from, until), until);
        part.and(window);
        assertSound(part, a.within(from, until));
        assertEquals(part.cardinality(), a.lengthWithin(from, until));
    }

    @Property
    void areTheSameInAnyOrder(
            @ForAll @Size(max = 20) List<@IntRange(max = LIMIT - 1) Integer> edges, @ForAll long seed) {
        Spans spans = spans(edges);
        List<Spans.Span> shuffled = new ArrayList<>();
        spans.list().forEach(span -> {
            long middle = (span.from() + span.until()) / 2;
            if (middle > span.from()) {
                shuffled.add(new Spans.Span(span.from(), middle));
            }
            shuffled.add(new Spans.Span(middle, span.until()));
        });
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(spans, Spans.of(shuffled));
        assertEquals(spans.hashCode(), Spans.of(shuffled).hashCode());
    }

    @Test
    void areNeverEmptyNorOutOfOrder() {
        assertEquals(Spans.EMPTY, Spans.of(5, 5));
        assertThrows(IllegalArgumentException.class, () -> new Spans.Span(5, 5));
        Spans.Ascending ascending = new Spans.Ascending(1);
        ascending.add(5, 9);
        assertThrows(IllegalArgumentException.class, () -> ascending.add(4, 6));
    }
}
