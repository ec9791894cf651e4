package se.styrkort.collector.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.BitSet;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which services were up and down at which instants of a grid; what is neither is unknown. Two bits for each instant, so that a
 * week of one-minute samples of a service is 2.5 kB, however long its answer was. Where several series are about one service,
 * it is down when any of them says so.
 */
public final class States {
    private final Grid grid;
    private final SortedMap<String, Line> lines = new TreeMap<>();

    private record Line(BitSet up, BitSet down) {}

    States(Grid grid) {
        this.grid = grid;
    }

    void add(String service, BitSet up, BitSet down) {
        Line line = lines.computeIfAbsent(service, _ -> new Line(new BitSet(), new BitSet()));
        line.up().or(up);
        line.down().or(down);
        line.up().andNot(line.down());
    }

    /** Whether nothing is known of any service. */
    public boolean isEmpty() {
        return lines.values().stream()
                .allMatch(line -> line.up().isEmpty() && line.down().isEmpty());
    }

    /** {@code service,at,up}, by service and instant; written while it is read, a service at a time. */
    @SuppressWarnings("JdkObsolete") // what SequenceInputStream asks for
    public InputStream csv() {
        Iterator<String> texts = Stream.concat(
                        Stream.of("service,at,up\n"),
                        lines.entrySet().stream().map(line -> rows(line.getKey(), line.getValue())))
                .iterator();
        return new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return texts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(texts.next().getBytes(UTF_8));
            }
        });
    }

    private String rows(String service, Line line) {
        String name = '"' + service.replace("\"", "\"\"") + '"';
        StringBuilder rows = new StringBuilder();
        for (int point = 0; point < grid.points(); point++) {
            boolean up = line.up().get(point);
            if (up || line.down().get(point)) {
                rows.append(name)
                        .append(',')
                        .append(grid.at(point))
                        .append(',')
                        .append(up)
                        .append('\n');
            }
        }
        return rows.toString();
    }
}
