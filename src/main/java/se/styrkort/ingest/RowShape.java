package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a row is one of the file's at all: it can be read, holds something and fits the header. */
final class RowShape {
    private final List<String> header;

    /** @param header the columns of the file, which every row must fit */
    RowShape(List<String> header) {
        this.header = header;
    }

    /** What becomes of a row that holds nothing, cannot be read or does not fit the header; null: it is to be judged. */
    @Nullable
    Verdict asWhole(RawRow row) {
        if (row.fault() != null) {
            return new Verdict.Rejected(List.of(row.fault()));
        }
        int columns = header.size();
        int size = row.cells().size();
        // a short look at most rows: text in the first cell, and as many cells as the header has
        if (size == columns && !row.cells().getFirst().isBlank()) {
            return isHeader(row) ? rejected(row, "header_again", "") : null;
        }
        if (row.isBlank()) {
            return new Verdict.Blank();
        }
        if (size < columns) {
            return rejected(row, "too_few_columns", "", size, columns);
        }
        for (int i = columns; i < size; i++) {
            if (!row.cells().get(i).isBlank()) {
                return rejected(row, "too_many_columns", row.cells().get(i), size, columns);
            }
        }
        return isHeader(row) ? rejected(row, "header_again", "") : null;
    }

    private static Verdict rejected(RawRow row, String code, String value, Object... args) {
        return new Verdict.Rejected(List.of(Rejection.of(row.line(), "", code, value, args)));
    }

    /** Files put together one after the other have their header in the middle. */
    private boolean isHeader(RawRow row) {
        for (int i = 0; i < header.size(); i++) {
            String cell = row.cells().get(i);
            if (!cell.equals(header.get(i)) && !(cell.isBlank() && header.get(i).equals("c" + (i + 1)))) {
                return false;
            }
        }
        return true;
    }
}
