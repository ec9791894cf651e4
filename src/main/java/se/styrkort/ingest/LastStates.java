package se.styrkort.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of several rows about one thing is its last state, found by reading the file once before it is judged. Orders are
 * numbers where all of them are, otherwise texts; of equal ones the last row counts. A row without a key stands alone.
 */
final class LastStates {
    /** Things in a file: some hundred bytes of memory each. */
    static final int LIMIT = 500_000;

    private static final class Last {
        private long byNumber;
        private @Nullable BigDecimal number;
        private long byText;
        private String text = "";
    }

    private final Map<String, Last> things = new HashMap<>();
    private final int key;
    private final int order;
    private boolean numbers = true;

    private LastStates(int key, int order) {
        this.key = key;
        this.order = order;
    }

    /** @throws UnreadableFile when the columns are not there, or the file is about more than {@value #LIMIT} things */
    static LastStates find(Table table, Profile.LastBy lastBy, NumberText reader) throws IOException {
        LastStates states =
                new LastStates(column(table.header(), lastBy.key()), column(table.header(), lastBy.order()));
        for (RawRow row = table.next(); row != null; row = table.next()) {
            if (row.fault() == null && row.cells().size() >= table.header().size()) {
                states.see(row, reader);
            }
        }
        return states;
    }

    private static int column(List<String> header, String name) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw UnreadableFile.because(1, 0, "missing_column", name, String.join(", ", header));
    }

    private void see(RawRow row, NumberText reader) {
        String thing = row.cells().get(key).strip();
        if (thing.isEmpty()) {
            return;
        }
        Last last = things.computeIfAbsent(thing, name -> new Last());
        if (things.size() > LIMIT) {
            throw UnreadableFile.because(row.line(), 0, "too_many_things", LIMIT);
        }
        String text = row.cells().get(order).strip();
        if (text.compareTo(last.text) >= 0) {
            last.text = text;
            last.byText = row.line();
        }
        BigDecimal number = number(row, text, reader);
        numbers &= number != null || text.isEmpty();
        if (number == null ? last.number == null : last.number == null || number.compareTo(last.number) >= 0) {
            last.number = number;
            last.byNumber = row.line();
        }
    }

    private @Nullable BigDecimal number(RawRow row, String text, NumberText reader) {
        return row.kind(order) == CellKind.NUMBER || row.kind(order) == CellKind.PERCENT
                ? NumberText.POINT.read(text).number()
                : reader.read(text).number();
    }

    /** Whether a later state of the row's thing is in the file. */
    boolean isSuperseded(RawRow row) {
        Last last = things.get(row.cells().get(key).strip());
        return last != null && row.line() != (numbers ? last.byNumber : last.byText);
    }
}
