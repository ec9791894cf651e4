package se.styrkort;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows as text in columns, numbers to the right. Long cells are cut, but for those of the last column. */
final class TextTable {
    private static final int WIDEST = 60;
    private static final Pattern NUMBER = Pattern.compile("[-−]?[0-9][0-9 .,]*");

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... names) {
        rows.add(List.of(names));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        List<Integer> widths = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths.add(
                    rows.stream().mapToInt(row -> shown(row, at).length()).max().orElse(0));
            right.add(rows.stream()
                    .skip(1)
                    .map(row -> row.get(at))
                    .allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches()));
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = shown(row, column);
                String space = " ".repeat(widths.get(column) - cell.length());
                line.append(column == 0 ? "" : "  ").append(right.get(column) ? space + cell : cell + space);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** One line, and nothing that a terminal would obey. */
    private static String shown(List<String> row, int column) {
        String line = row.get(column).replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= WIDEST || column == row.size() - 1 ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
