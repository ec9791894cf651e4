package se.styrkort.calendar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of time: disjoint spans {@code [from, until)} in epoch seconds, ascending, none empty, none touching the next.
 * Two sets of the same seconds are equal, whatever they were made of.
 */
public final class Spans {
    public static final Spans EMPTY = new Spans(new long[0]);

    /** Begin and end of each span in turn: strictly ascending. */
    private final long[] edges;

    /** One span, in epoch seconds; its length is above 0. */
    public record Span(long from, long until) {
        public Span {
            if (until <= from) {
                throw new IllegalArgumentException("a span ends after it begins: " + from + "-" + until);
            }
        }

        public long length() {
            return until - from;
        }
    }

    private Spans(long[] edges) {
        this.edges = edges;
    }

    /** The seconds from one to the other; none when the end is not after the beginning. */
    public static Spans of(long from, long until) {
        return until <= from ? EMPTY : new Spans(new long[] {from, until});
    }

    /** The union of spans in any order, which may overlap. */
    public static Spans of(Collection<Span> spans) {
        long[][] ordered = spans.stream()
                .map(span -> new long[] {span.from(), span.until()})
                .sorted((one, other) -> Long.compare(one[0], other[0]))
                .toArray(long[][]::new);
        Ascending result = new Ascending(ordered.length);
        for (long[] span : ordered) {
            result.add(span[0], span[1]);
        }
        return result.spans();
    }

    /** Gathers spans whose beginnings ascend; those that overlap or touch become one. */
    public static final class Ascending {
        private long[] edges;
        private int size;

        public Ascending(int expected) {
            edges = new long[Math.max(2, expected * 2)];
        }

        /** Adds {@code [from, until)}; nothing when it is empty. */
        public void add(long from, long until) {
            if (until <= from) {
                return;
            }
            if (size > 0 && from <= edges[size - 1]) {
                if (from < edges[size - 2]) {
                    throw new IllegalArgumentException("spans must ascend: " + from + " after " + edges[size - 2]);
                }
                edges[size - 1] = Math.max(edges[size - 1], until);
                return;
            }
            if (size == edges.length) {
                edges = Arrays.copyOf(edges, size * 2);
            }
            edges[size++] = from;
            edges[size++] = until;
        }

        public Spans spans() {
            return size == 0 ? EMPTY : new Spans(Arrays.copyOf(edges, size));
        }
    }

    public boolean isEmpty() {
        return edges.length == 0;
    }

    /** How many spans there are. */
    public int count() {
        return edges.length / 2;
    }

    public List<Span> list() {
        List<Span> spans = new ArrayList<>(count());
        for (int i = 0; i < edges.length; i += 2) {
            spans.add(new Span(edges[i], edges[i + 1]));
        }
        return List.copyOf(spans);
    }

    /** All seconds of the set. */
    public long length() {
        long sum = 0;
        for (int i = 0; i < edges.length; i += 2) {
            sum += edges[i + 1] - edges[i];
        }
        return sum;
    }

    /** The seconds of the set between the two instants; 0 when the end is not after the beginning. */
    public long lengthWithin(long from, long until) {
        long sum = 0;
        for (int i = firstEndingAfter(from); i < edges.length && edges[i] < until; i += 2) {
            sum += Math.max(0, Math.min(edges[i + 1], until) - Math.max(edges[i], from));
        }
        return sum;
    }

    /** The part of the set between the two instants. */
    public Spans within(long from, long until) {
        Ascending result = new Ascending(1);
        for (int i = firstEndingAfter(from); i < edges.length && edges[i] < until; i += 2) {
            result.add(Math.max(edges[i], from), Math.min(edges[i + 1], until));
        }
        return result.spans();
    }

    /** Where in the edges the first span begins that ends after the instant. */
    private int firstEndingAfter(long instant) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[2 * middle + 1] > instant) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return 2 * low;
    }

    /** The seconds that are in either. */
    public Spans union(Spans other) {
        Ascending result = new Ascending(count() + other.count());
        int i = 0;
        int j = 0;
        while (i < edges.length || j < other.edges.length) {
            if (j >= other.edges.length || (i < edges.length && edges[i] <= other.edges[j])) {
                result.add(edges[i], edges[i + 1]);
                i += 2;
            } else {
                result.add(other.edges[j], other.edges[j + 1]);
                j += 2;
            }
        }
        return result.spans();
    }

    /** The seconds that are in both. */
    public Spans intersection(Spans other) {
        Ascending result = new Ascending(Math.min(count(), other.count()));
        int i = 0;
        int j = 0;
        while (i < edges.length && j < other.edges.length) {
            result.add(Math.max(edges[i], other.edges[j]), Math.min(edges[i + 1], other.edges[j + 1]));
            if (edges[i + 1] <= other.edges[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return result.spans();
    }

    /** The seconds of this set that are not in the other. */
    public Spans minus(Spans other) {
        Ascending result = new Ascending(count());
        int j = 0;
        for (int i = 0; i < edges.length; i += 2) {
            long from = edges[i];
            while (j < other.edges.length && other.edges[j + 1] <= from) {
                j += 2;
            }
            for (int k = j; k < other.edges.length && other.edges[k] < edges[i + 1]; k += 2) {
                result.add(from, other.edges[k]);
                from = Math.max(from, other.edges[k + 1]);
            }
            result.add(from, edges[i + 1]);
        }
        return result.spans();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spans spans && Arrays.equals(edges, spans.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        return list().toString();
    }
}
