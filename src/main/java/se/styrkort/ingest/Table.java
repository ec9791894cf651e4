package se.styrkort.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivered file read row by row, whatever its form: memory independent of its size. */
sealed interface Table extends Closeable permits CsvTable, XlsxTable, JsonTable {
    /** A header of more is taken for a wrong delimiter, or an attack. */
    int COLUMN_LIMIT = 2_000;

    /** Characters; one field may not be longer. */
    int FIELD_LIMIT = 1 << 20;

    /** Characters of a whole row; its fields may refer to one long text many times. */
    int ROW_LIMIT = 4 << 20;

    /** How the file turned out to be written. */
    FileForm form();

    /** The names of the columns, {@code c<N>} where the file has none. */
    List<String> header();

    /** The next row after the header, or null at the end. */
    @Nullable
    RawRow next() throws IOException;

    /**
     * Opens the file as the profile says.
     *
     * @throws UnreadableFile when it is not of the profile's form, or has no header
     */
    static Table open(Delivery delivery, Profile profile) throws IOException {
        Format format = profile.format() != null ? profile.format() : Format.sniff(delivery.file(), profile.encoding());
        return open(delivery, profile, format);
    }

    /** Opens the file in a form that is known. */
    static Table open(Delivery delivery, Profile profile, Format format) throws IOException {
        return switch (format) {
            case CSV -> CsvTable.open(delivery, profile);
            case XLSX -> XlsxTable.open(delivery, profile);
            case JSON, NDJSON -> JsonTable.open(delivery, profile, format);
        };
    }

    /** The columns' names from a header row: without byte order marks, {@code c<N>} for a cell without a name. */
    static List<String> names(List<String> cells, Profile profile) {
        int width = cells.size();
        // spreadsheets leave empty columns at the end, which must not look misspelt
        while (profile.refuseOtherColumns()
                && width > 1
                && name(cells.get(width - 1)).isEmpty()) {
            width--;
        }
        if (width > COLUMN_LIMIT) {
            throw UnreadableFile.because(1, 0, "too_many_columns_in_file", COLUMN_LIMIT);
        }
        List<String> names = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            String name = profile.header() == 0 ? "" : name(cells.get(i));
            names.add(name.isEmpty() ? "c" + (i + 1) : name);
        }
        return names;
    }

    /** The characters of a row so far and those of a cell; more than a row may have are refused. */
    static int longer(int characters, String cell, long line) {
        int sum = characters + cell.length();
        if (sum > ROW_LIMIT) {
            throw UnreadableFile.because(line, 0, "row_too_long", ROW_LIMIT);
        }
        return sum;
    }

    private static String name(String cell) {
        return cell.replace("\uFEFF", "").strip();
    }
}
