package se.styrkort.ingest;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

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
            List<String> cells = new View<>(row.cells()::get, wide.get(column), column);
            List<CellKind> kinds = row.kinds().isEmpty() ? List.of() : new View<>(row::kind, CellKind.TEXT, column);
            rows.add(new RawRow(row.line(), cells, kinds));
        }
        return rows;
    }

    /** A view, so that a row of a thousand columns is not a thousand copies of itself. */
    private final class View<T> extends AbstractList<T> {
        private final IntFunction<T> own;
        private final T name;
        private final int column;

        /** @param own what the wide row has at each of its columns */
        View(IntFunction<T> own, T name, int column) {
            this.own = own;
            this.name = name;
            this.column = column;
        }

        @Override
        public T get(int index) {
            if (index < wide.size()) {
                return own.apply(index);
            }
            return index == wide.size() ? name : own.apply(column);
        }

        @Override
        public int size() {
            return header.size();
        }
    }
}
