package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds of all that was decided about an import's rows: the last word about each cell and row. */
final class RowDecisions {
    static final RowDecisions NONE = new RowDecisions(List.of());

    private final Map<Long, Map<String, String>> corrected = new HashMap<>();
    private final Set<Long> dismissed = new HashSet<>();
    private final Map<Integer, String> released = new HashMap<>();

    /** @param decisions in the order in which they were made */
    RowDecisions(List<RowDecision> decisions) {
        for (RowDecision each : decisions) {
            switch (each.kind()) {
                case CORRECTED -> {
                    String column = String.valueOf(each.column());
                    Map<String, String> cells = corrected.computeIfAbsent(each.line(), line -> new LinkedHashMap<>());
                    cells.remove(column); // two names of one column: the last word is to come last
                    cells.put(column, String.valueOf(each.value()));
                    released.remove((int) each.line()); // another value is another judgement
                }
                case DISMISSED -> dismissed.add(each.line());
                case RELEASED -> released.put((int) each.line(), each.actor());
                case REOPENED -> {
                    dismissed.remove(each.line());
                    released.remove((int) each.line());
                }
            }
        }
    }

    boolean isDismissed(long line) {
        return dismissed.contains(line);
    }

    Set<Integer> released() {
        return Set.copyOf(released.keySet());
    }

    /** Who released each row, by its line. */
    Map<Integer, String> releasedBy() {
        return Map.copyOf(released);
    }

    /**
     * The row with what was corrected in it, by the names of the header as {@link CellReader} takes them; faulty when one of
     * them is not there. Such a correction is withdrawn by an empty one.
     */
    RawRow applied(RawRow row, List<String> header) {
        Map<String, String> changes = corrected.get(row.line());
        if (changes == null) {
            return row;
        }
        List<String> changed = new ArrayList<>(row.cells());
        List<CellKind> kinds = new ArrayList<>(row.kinds());
        for (Map.Entry<String, String> change : changes.entrySet()) {
            int index = index(header, change.getKey());
            if (index < 0 && !change.getValue().isEmpty()) {
                return RawRow.faulty(row.line(), "no_such_column", change.getValue(), change.getKey());
            }
            if (index >= 0) {
                while (changed.size() <= index) {
                    changed.add("");
                }
                changed.set(index, change.getValue());
                if (index < kinds.size()) {
                    kinds.set(index, CellKind.TEXT); // it was typed by a person, who writes as the file does
                }
            }
        }
        return new RawRow(row.line(), changed, kinds, row.fault());
    }

    /** The column of that name, else the first of that name in other letters' cases; -1: there is none. */
    private static int index(List<String> header, String column) {
        int exact = header.indexOf(column);
        for (int i = 0; exact < 0 && i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        return exact;
    }
}
