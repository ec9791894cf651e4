package se.styrkort.ingest;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Combine;
import se.styrkort.observation.State;

/**
 * An import profile (inläsningsprofil): how one kind of file maps to observations.
 *
 * @param into what its rows become
 * @param format null: found in the content
 * @param sheet of a workbook, by name or by number from 1; null: the first that is not hidden
 * @param records where the records of a JSON document are
 * @param encoding {@code auto}, or the name of a character set
 * @param delimiter null: found in the header
 * @param header row of the header, the first is 1; 0: none, the columns are then c1, c2, …
 * @param decimal null: decided by the delimiter (comma: point; else comma)
 * @param thousands signs that may group digits by three; a space stands for NBSP and narrow NBSP too
 * @param emptyStates cell texts that are states instead of values
 * @param unpivot how columns become rows; null: they do not
 * @param lastBy which of several rows about one thing counts; null: all do
 * @param rows what observations a row gives; empty when {@code into} is something else
 * @param entry what a row says then; null for observations
 * @param keep what of the delivered file is kept
 * @param replaces what an import empties beside what it brings
 * @param createUnknown whether an unknown service or organisation is created instead of rejected
 * @param refuseOtherColumns whether a column that the profile does not name is an error instead of ignored
 */
record Profile(
        String code,
        Into into,
        @Nullable Format format,
        @Nullable String sheet,
        RecordPath records,
        String encoding,
        @Nullable Character delimiter,
        int header,
        @Nullable Character decimal,
        @Nullable Character thousands,
        Map<String, State> emptyStates,
        @Nullable Unpivot unpivot,
        @Nullable LastBy lastBy,
        List<RowRule> rows,
        @Nullable FieldRule entry,
        Combine combine,
        Keep keep,
        Replaces replaces,
        boolean createUnknown,
        boolean refuseOtherColumns) {
    /** The conditions of all its rules. */
    List<Condition> conditions() {
        List<Condition> all = new ArrayList<>(entry == null ? List.of() : entry.when());
        rows.forEach(rule -> all.addAll(rule.when()));
        return all;
    }

    /** The sources of all fields of all its rules. */
    List<CellSource> sources() {
        List<CellSource> all =
                new ArrayList<>(entry == null ? List.of() : entry.fields().values());
        rows.forEach(rule -> all.addAll(rule.fields().values()));
        return all;
    }

    /** Whether a row holds one figure and nothing beside it. */
    boolean isOneFigurePerRow() {
        return rows.size() == 1 && refuseOtherColumns;
    }

    /** All columns that something is taken from, by the names that the profile has for them. */
    Set<String> namedColumns() {
        Set<String> named = new TreeSet<>();
        conditions().forEach(condition -> named.add(condition.column()));
        sources().forEach(source -> source.addColumns(named));
        if (lastBy != null) {
            named.add(lastBy.key());
            named.add(lastBy.order());
        }
        return named;
    }

    /** What of a delivered file is kept: all, only the columns that the profile names, or nothing. */
    enum Keep {
        CONTENT,
        COLUMNS,
        NONE;

        /** Whether what a rejection shows of the file may stay; one of a whole row may show any column. */
        boolean mayKeep(Rejection rejection) {
            return this == CONTENT || (this == COLUMNS && !rejection.column().isEmpty());
        }
    }

    /** What an import empties: nothing, or series of its source that a delivered period no longer has. */
    enum Replaces {
        NONE,
        DELIVERED_PERIODS
    }

    /**
     * A wide table made long: each column whose whole name matches becomes a row of its own, with its name in the field
     * {@code as} and what stands in it in the field {@value #CELL}.
     */
    record Unpivot(Pattern columns, String as) {
        static final String CELL = "cell";
    }

    /** Of rows with the same key only the one of the highest order counts, the last of those where several have it. */
    record LastBy(String key, String order) {}

    /** One observation that a row may give. The fields are those of {@link Draft}, by name. */
    record RowRule(List<Condition> when, Map<Field, CellSource> fields) {}

    /** What rows say that become inputs finer than a period, instead of observations. */
    record FieldRule(List<Condition> when, Map<IntakeField, CellSource> fields) {}

    /** How points in time are written, the forms tried in order, and the zone of those that name none. */
    record Times(List<TimeForm> forms, ZoneId zone) {}

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
     * Where a field's text comes from: the first of the columns that is present and not empty, the name of the file, the
     * number of the line, or a constant; then the pattern's group, the map, the prefix.
     *
     * @param line whether the text is the number of the line, which tells rows apart that have no name
     * @param optional whether the file may lack the column
     * @param map by what the pattern found, whatever its case where the pattern ignores case
     * @param otherwise for a value that the map does not hold
     * @param with whose text follows after a space; null: nothing
     * @param forms date forms such as {@code yyyy-MM-dd}, tried in order
     * @param unit what the numbers are counted in; null: in the metric's own unit
     * @param times of a field that is a point in time; null for all others
     */
    record CellSource(
            List<String> columns,
            @Nullable String constant,
            boolean filename,
            boolean line,
            boolean optional,
            @Nullable Pattern pattern,
            int group,
            Map<String, String> map,
            @Nullable CellSource otherwise,
            String prefix,
            @Nullable CellSource with,
            List<DateForm> forms,
            Map<String, CellSource> create,
            @Nullable NumberUnit unit,
            @Nullable Times times) {
        private void addColumns(Set<String> named) {
            named.addAll(columns);
            if (otherwise != null) {
                otherwise.addColumns(named);
            }
            if (with != null) {
                with.addColumns(named);
            }
            create.values().forEach(creation -> creation.addColumns(named));
        }
    }
}
