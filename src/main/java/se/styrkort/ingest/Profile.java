package se.styrkort.ingest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Combine;
import se.styrkort.observation.State;

/**
 * An import profile (inläsningsprofil): how one kind of file maps to observations.
 *
 * @param encoding {@code auto}, or the name of a character set
 * @param delimiter null: found in the header
 * @param header row of the header, the first is 1; 0: none, the columns are then c1, c2, …
 * @param decimal null: decided by the delimiter (comma: point; else comma)
 * @param thousands signs that may group digits by three; a space stands for NBSP and narrow NBSP too
 * @param emptyStates cell texts that are states instead of values
 * @param createUnknown whether an unknown service or organisation is created instead of rejected
 * @param refuseOtherColumns whether a column that the profile does not name is an error instead of ignored
 */
record Profile(
        String code,
        String encoding,
        @Nullable Character delimiter,
        int header,
        @Nullable Character decimal,
        @Nullable Character thousands,
        Map<String, State> emptyStates,
        List<RowRule> rows,
        Combine combine,
        boolean createUnknown,
        boolean refuseOtherColumns) {
    /** Whether a row holds one figure and nothing beside it. */
    boolean isOneFigurePerRow() {
        return rows.size() == 1 && refuseOtherColumns;
    }

    /** One observation that a row may give. The fields are those of {@link Draft}, by name. */
    record RowRule(List<Condition> when, Map<Field, CellSource> fields) {}

    /** What of an observation can be taken from a row. */
    enum Field {
        METRIC,
        PERIOD,
        SERVICE,
        ORGANISATION,
        QUALIFIER,
        VALUE,
        STATE,
        QUALITY,
        SAMPLE_SIZE,
        STD_DEV,
        REASON;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A condition on a column: among these values, not among them, or wholly matching the pattern. */
    record Condition(
            String column,
            Set<String> among,
            boolean negated,
            @Nullable Pattern matches) {
        boolean holds(String cell) {
            boolean found = matches == null
                    ? among.contains(cell)
                    : matches.matcher(cell).matches();
            return found != negated;
        }
    }

    /**
     * Where a field's text comes from: the first of the columns that is present and not empty, the name of the file, or
     * a constant; then the pattern's group, the map, the prefix.
     *
     * @param optional whether the file may lack the column
     * @param otherwise for a value that the map does not hold
     * @param forms date forms such as {@code yyyy-MM-dd}, tried in order
     */
    record CellSource(
            List<String> columns,
            @Nullable String constant,
            boolean filename,
            boolean optional,
            @Nullable Pattern pattern,
            int group,
            Map<String, String> map,
            @Nullable CellSource otherwise,
            String prefix,
            List<DateForm> forms,
            Map<String, CellSource> create) {}
}
