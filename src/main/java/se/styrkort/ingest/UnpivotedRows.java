package se.styrkort.ingest;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Makes a row of each wanted column of a wide table's row: the row's own cells, then the column's name and its cell. */
final class UnpivotedRows {
    private final List<String> wide;
    private final List<String> header;
    private final List<Integer> columns = new ArrayList<>();

    /** @throws UnreadableFile when no column matches */
    UnpivotedRows(Profile.Unpivot unpivot, List<String> wide) {
        this.wide = wide;
        this.header = new ArrayList<>(wide);
        header.add(unpivot.as());
        header.add(Profile.Unpivot.CELL);
        for (int i = 0; i < wide.size(); i++) {
            if (unpivot.columns().matcher(wide.get(i)).matches()) {
                columns.add(i);
            }
        }
        if (columns.isEmpty()) {
            throw UnreadableFile.because(
                    0, 0, "no_column_matches", unpivot.columns().pattern(), String.join(", ", wide));
        }
    }

    /** The columns of the rows that are made. */
    List<String> header() {
        return header;
    }

    List<RawRow> of(RawRow row) {
        List<RawRow> rows = new ArrayList<>(columns.size());
        for (int column : columns) {
            rows.add(new RawRow(row.line(), new Cells(row.cells(), column), kinds(row, column)));
        }
        return rows;
    }

    private List<CellKind> kinds(RawRow row, int column) {
        if (row.kinds().isEmpty()) {
            return List.of();
        }
        List<CellKind> kinds = new ArrayList<>(header.size());
        for (int i = 0; i < wide.size(); i++) {
            kinds.add(row.kind(i));
        }
        kinds.add(CellKind.TEXT);
        kinds.add(row.kind(column));
        return kinds;
    }

    /** A view, so that a row of a thousand columns is not a thousand copies of itself. */
    private final class Cells extends AbstractList<String> {
        private final List<String> cells;
        private final int column;

        Cells(List<String> cells, int column) {
            this.cells = cells;
            this.column = column;
        }

        @Override
        public String get(int index) {
            if (index < wide.size()) {
                return cells.get(index);
            }
            return index == wide.size() ? wide.get(column) : cells.get(column);
        }

        @Override
        public int size() {
            return header.size();
        }
    }
}
