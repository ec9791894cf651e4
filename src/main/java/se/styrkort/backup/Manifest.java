package se.styrkort.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup holds; the last entry of its file, {@code manifest.json}.
 *
 * @param format the form of the file itself; a program reads its own and older ones
 * @param schema the newest migration of the database that was copied: {@code 014}
 * @param program the version of the program that made it
 * @param revision the last one in it, 0 if there was none
 * @param tables in the order in which they can be loaded: what is referred to comes first
 * @param figures SHA-256 over all observations and their history, in hexadecimal: over the bytes of {@code
 *     tables/observation.csv} and then of {@code tables/observation_history.csv}
 */
public record Manifest(
        int format,
        String schema,
        String program,
        Instant madeAt,
        long revision,
        List<Table> tables,
        List<Sequence> sequences,
        String figures) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    /**
     * A table, as CSV with a header, ordered by its key.
     *
     * @param sha256 of the CSV, in hexadecimal
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        String entry() {
            return entry(name);
        }

        static String entry(String name) {
            return "tables/" + name + ".csv";
        }
    }

    /**
     * What the next number of an identity column follows.
     *
     * @param called whether {@code value} itself has been given out
     */
    public record Sequence(String name, long value, boolean called) {}

    /** Rows of all tables together. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    static boolean isOfFigures(String table) {
        return table.equals("observation") || table.equals("observation_history");
    }
}
