package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import se.styrkort.calendar.Period;

/** A row as a reader of the file sees it. */
record DemoRow(List<String> cells) {
    String period() {
        return cells.get(0);
    }

    String metric() {
        return cells.get(1);
    }

    String service() {
        return cells.get(2);
    }

    String organisation() {
        return cells.get(3);
    }

    String value() {
        return cells.get(5);
    }

    /** What must be unique: period and series. */
    List<String> key() {
        return cells.subList(0, 5);
    }

    /** The same period, service, organisation and qualifier of another metric. */
    List<String> keyOf(String metric) {
        return List.of(period(), metric, service(), organisation(), cells.get(4));
    }

    boolean hasValue() {
        return !Set.of("-", ".", "..").contains(value());
    }

    BigDecimal number() {
        return new BigDecimal(value().replace(',', '.'));
    }

    private static final String HEADER =
            "period;metric;service;organisation;qualifier;value;state;quality;sample_size;std_dev;reason";

    static String first(Period last) {
        try (StringWriter out = new StringWriter()) {
            new DemoFigures(last).write(out);
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String second(Period last) throws IOException {
        StringWriter out = new StringWriter();
        new DemoFigures(last).writeRestatement(out);
        return out.toString();
    }

    static List<DemoRow> rows(String csv) {
        List<String> lines = csv.lines().toList();
        assertEquals(HEADER, lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(line -> new DemoRow(List.of(line.split(";", -1))))
                .toList();
    }
}
