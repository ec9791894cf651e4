package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row as a source wrote it, unbelieved.
 *
 * @param line line of the file in which it starts, the first is 1; in a spreadsheet the row's number, in JSON the
 *     record's
 * @param kinds of the cells, one each; empty where all are text
 * @param fault why the row cannot be read at all
 */
record RawRow(
        long line,
        List<String> cells,
        List<CellKind> kinds,
        @Nullable Rejection fault) {
    RawRow(long line, List<String> cells) {
        this(line, cells, List.of(), null);
    }

    RawRow(long line, List<String> cells, List<CellKind> kinds) {
        this(line, cells, kinds, null);
    }

    static RawRow faulty(long line, String code, String value, Object... args) {
        return new RawRow(line, List.of(), List.of(), Rejection.of(line, "", code, value, args));
    }

    boolean isBlank() {
        if (fault != null) {
            return false;
        }
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    CellKind kind(int index) {
        return index < kinds.size() ? kinds.get(index) : CellKind.TEXT;
    }
}
