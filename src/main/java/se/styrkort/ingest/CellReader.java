package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Fault;

/** Takes texts out of rows as a profile says, by the names in the header of the file. */
final class CellReader {
    private final Map<String, Integer> indexes = new HashMap<>();

    /** By identity: to hash and compare all that a source says, for every cell, costs a quarter of reading a file. */
    private final IdentityHashMap<Profile.CellSource, int[]> bound = new IdentityHashMap<>();

    private final List<String> header;
    private final String fileName;

    private final boolean unpivoted;

    private CellReader(List<String> header, String fileName, boolean unpivoted) {
        this.unpivoted = unpivoted;
        this.header = header;
        this.fileName = fileName;
        for (int i = header.size() - 1; i >= 0; i--) {
            indexes.put(folded(header.get(i)), i);
        }
        for (int i = header.size() - 1; i >= 0; i--) {
            indexes.put(header.get(i), i);
        }
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Fails when the header lacks a column that the profile needs, or says one twice. */
    static CellReader bind(Profile profile, List<String> header, String fileName) {
        CellReader reader = new CellReader(header, fileName, profile.unpivot() != null);
        List<Fault> faults = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        profile.conditions().forEach(condition -> reader.need(List.of(condition.column()), named, faults, profile));
        profile.sources().forEach(source -> reader.bind(source, named, faults, profile));
        named.addAll(profile.namedColumns());
        if (profile.refuseOtherColumns()) {
            for (int i = 0; i < header.size(); i++) {
                if (!isUnpivoted(profile.unpivot(), header.get(i))
                        && named.stream().noneMatch(header.get(i)::equalsIgnoreCase)) {
                    faults.add(new Fault(
                            profile.header(),
                            i + 1,
                            "unknown_column",
                            List.of(header.get(i), String.join(", ", named))));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new UnreadableFile(faults.stream().distinct().toList());
        }
        return reader;
    }

    private static boolean isUnpivoted(Profile.@Nullable Unpivot unpivot, String column) {
        return unpivot != null
                && (unpivot.columns().matcher(column).matches()
                        || column.equals(unpivot.as())
                        || column.equals(Profile.Unpivot.CELL));
    }

    private void bind(Profile.CellSource source, Set<String> named, List<Fault> faults, Profile profile) {
        if (!source.columns().isEmpty()) {
            if (source.optional()) {
                named.addAll(source.columns());
                mustNotRepeat(source.columns(), faults, profile);
            } else {
                need(source.columns(), named, faults, profile);
            }
            bound.put(
                    source,
                    source.columns().stream()
                            .map(this::index)
                            .filter(index -> index != null)
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
        if (source.otherwise() != null) {
            bind(source.otherwise(), named, faults, profile);
        }
        if (source.with() != null) {
            if (source.with().filename() && fileName.equals(Delivery.UNNAMED)) {
                faults.add(new Fault(0, 0, "no_file_name", List.of()));
            }
            bind(source.with(), named, faults, profile);
        }
        source.create().values().forEach(creation -> bind(creation, named, faults, profile));
    }

    private void need(List<String> columns, Set<String> named, List<Fault> faults, Profile profile) {
        named.addAll(columns);
        if (columns.stream().allMatch(column -> index(column) == null)) {
            faults.add(new Fault(
                    profile.header(),
                    0,
                    "missing_column",
                    List.of(String.join(" / ", columns), String.join(", ", header))));
        }
        mustNotRepeat(columns, faults, profile);
    }

    private void mustNotRepeat(List<String> columns, List<Fault> faults, Profile profile) {
        for (String column : columns) {
            // as columns are found: by the name itself, else by any that differs in case
            Predicate<String> found = header.contains(column) ? column::equals : column::equalsIgnoreCase;
            if (header.stream().filter(found).count() > 1) {
                int last = IntStream.range(0, header.size())
                        .filter(i -> found.test(header.get(i)))
                        .max()
                        .orElseThrow();
                faults.add(new Fault(profile.header(), last + 1, "duplicate_column", List.of(column)));
            }
        }
    }

    private @Nullable Integer index(String column) {
        Integer exact = indexes.get(column);
        return exact != null ? exact : indexes.get(folded(column));
    }

    boolean holds(Profile.Condition condition, RawRow row) {
        Integer index = index(condition.column());
        return condition.holds(index == null ? "" : cell(row, index));
    }

    private static String cell(RawRow row, int index) {
        return index < row.cells().size() ? row.cells().get(index).strip() : "";
    }

    /** What stands in the first of the source's columns that is not empty, as it stands. */
    String raw(Profile.CellSource source, RawRow row) {
        if (source.filename()) {
            return fileName;
        }
        if (source.line()) {
            return String.valueOf(row.line());
        }
        for (int index : bound.getOrDefault(source, NONE)) {
            String cell = cell(row, index);
            if (!cell.isEmpty()) {
                return cell;
            }
        }
        return source.constant() == null ? "" : source.constant();
    }

    /** What the cell is that {@link #raw} took its text from. */
    CellKind kind(Profile.CellSource source, RawRow row) {
        for (int index : bound.getOrDefault(source, NONE)) {
            if (!cell(row, index).isEmpty()) {
                return row.kind(index);
            }
        }
        return CellKind.TEXT;
    }

    private static final int[] NONE = {};

    /** The column that {@link #raw} took its text from, for messages. */
    String columnName(Profile.CellSource source, RawRow row) {
        int[] columns = bound.getOrDefault(source, NONE);
        for (int index : columns) {
            if (!cell(row, index).isEmpty()) {
                // of a wide table the column that the reader sees, which stands before its cell
                return unpivoted && index == header.size() - 1 ? cell(row, index - 1) : header.get(index);
            }
        }
        return columns.length > 0 ? header.get(columns[0]) : "";
    }

    /** The text that the source makes of its cell; null when its pattern does not match the whole cell. */
    @Nullable
    String text(Profile.CellSource source, RawRow row) {
        String text = raw(source, row);
        if (source.pattern() != null && !text.isEmpty()) {
            Matcher matcher = source.pattern().matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            String group = matcher.group(source.group());
            text = group == null ? "" : group;
        }
        if (!source.map().isEmpty() || source.otherwise() != null) {
            String mapped = source.map().get(text);
            if (mapped == null && source.otherwise() != null) {
                return text(source.otherwise(), row);
            }
            text = mapped == null ? text : mapped;
        }
        if (text.isEmpty()) {
            return text;
        }
        String after = source.with() == null ? "" : text(source.with(), row);
        return after == null ? null : (source.prefix() + text + " " + after).strip();
    }

    /** The text of a new entry's key, where groups are those of the pattern that found the entry unknown. */
    @Nullable
    String text(Profile.CellSource creation, Profile.CellSource of, RawRow row) {
        if (creation.columns().isEmpty() && creation.constant() == null && !creation.filename()) {
            if (of.pattern() == null) {
                return null;
            }
            Matcher matcher = of.pattern().matcher(raw(of, row));
            return matcher.matches() ? matcher.group(creation.group()) : null;
        }
        return text(creation, row);
    }
}
