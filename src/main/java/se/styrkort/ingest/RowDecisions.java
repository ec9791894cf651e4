package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds of all that was decided about an import's rows: the last word about each cell and row. */
final class RowDecisions {
    static final RowDecisions NONE = new RowDecisions(List.of());

    private final Map<Long, Map<String, String>> corrected = new HashMap<>();
    private final Set<Long> dismissed = new HashSet<>();
    private final Set<Integer> released = new HashSet<>();

    /** @param decisions in the order in which they were made */
    RowDecisions(List<RowDecision> decisions) {
        for (RowDecision each : decisions) {
            switch (each.kind()) {
                case CORRECTED ->
                    corrected
                            .computeIfAbsent(each.line(), line -> new HashMap<>())
                            .put(String.valueOf(each.column()), String.valueOf(each.value()));
                case DISMISSED -> dismissed.add(each.line());
                case RELEASED -> released.add((int) each.line());
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
        return Set.copyOf(released);
    }

    /** The row with what was corrected in them, by the names of the header. */
    RawRow applied(RawRow row, List<String> header) {
        Map<String, String> changes = corrected.get(row.line());
        if (changes == null) {
            return row;
        }
        List<String> changed = new ArrayList<>(row.cells());
        List<CellKind> kinds = new ArrayList<>(row.kinds());
        changes.forEach((column, value) -> {
            int index = header.indexOf(column);
            if (index >= 0) {
                while (changed.size() <= index) {
                    changed.add("");
                }
                changed.set(index, value);
                if (index < kinds.size()) {
                    kinds.set(index, CellKind.TEXT); // it was typed by a person, who writes as the file does
                }
            }
        });
        return new RawRow(row.line(), changed, kinds, row.fault());
    }
}
