package se.styrkort.ingest;

import java.util.List;

/**
 * One row as a source wrote it, unbelieved.
 *
 * @param line line of the file in which it starts, the first is 1
 */
record RawRow(long line, List<String> cells) {
    boolean isBlank() {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }
}
