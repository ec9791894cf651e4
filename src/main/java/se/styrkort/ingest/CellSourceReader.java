package se.styrkort.ingest;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;

/** Reads where a profile takes the text of one field from. */
final class CellSourceReader {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private static final Set<String> CELL_KEYS = Set.of(
            "column",
            "constant",
            "filename",
            "line",
            "pattern",
            "group",
            "map",
            "otherwise",
            "prefix",
            "with",
            "form",
            "create",
            "optional",
            "unit");

    private final Faults faults;

    CellSourceReader(Faults faults) {
        this.faults = faults;
    }

    /** A source of a text, a number, a date of a period. */
    Profile.CellSource source(Mapping yaml) {
        yaml.only(CELL_KEYS.toArray(String[]::new));
        return source(yaml, forms(yaml), null);
    }

    /** A source of points in time, which has forms and a zone of its own. */
    Profile.CellSource instant(Mapping yaml) {
        List<String> keys = new ArrayList<>(CELL_KEYS);
        keys.add("zone");
        yaml.only(keys.toArray(String[]::new));
        return source(yaml, List.of(), new Profile.Times(times(yaml), zone(yaml)));
    }

    private List<TimeForm> times(Mapping yaml) {
        List<TimeForm> forms = new ArrayList<>();
        for (String letters : yaml.texts("form")) {
            try {
                forms.add(TimeForm.of(letters));
            } catch (IllegalArgumentException e) {
                faults.at(yaml.place("form"), "profile_bad_form", letters);
            }
        }
        return forms.isEmpty() ? TimeForm.DEFAULT : forms;
    }

    private ZoneId zone(Mapping yaml) {
        String name = yaml.text("zone", SWEDEN.getId());
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            faults.at(yaml.place("zone"), "catalog_unknown_zone", name);
            return SWEDEN;
        }
    }

    private Profile.CellSource source(Mapping yaml, List<DateForm> forms, Profile.@Nullable Times times) {
        boolean filename = yaml.has("filename");
        boolean line = yaml.text("line", "false").equals("true");
        if (!yaml.has("column") && yaml.optionalText("constant") == null && !filename && !line) {
            faults.at(yaml.node(), "profile_no_source");
        }
        String patternKey = filename && !yaml.has("pattern") ? "filename" : "pattern";
        Pattern pattern = yaml.has(patternKey) ? pattern(yaml, patternKey) : null;
        Integer group = yaml.optionalInteger("group");
        int groups = pattern == null ? 0 : pattern.matcher("").groupCount();
        if (group != null && (group < 0 || group > groups)) {
            faults.at(yaml.place("group"), "profile_no_such_group", group, groups);
        }
        Mapping map = yaml.mapping("map");
        boolean anyCase = pattern != null && (pattern.flags() & Pattern.CASE_INSENSITIVE) != 0;
        Map<String, String> mapped = anyCase ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new LinkedHashMap<>();
        if (map != null) {
            map.keys().forEach(key -> mapped.put(key, map.text(key, "")));
        }
        Mapping otherwise = yaml.mapping("otherwise");
        Mapping with = yaml.mapping("with");
        return new Profile.CellSource(
                yaml.texts("column"),
                yaml.optionalText("constant"),
                filename,
                line,
                yaml.text("optional", "false").equals("true"),
                pattern,
                group == null ? (groups > 0 ? 1 : 0) : group,
                mapped,
                otherwise == null ? null : source(otherwise),
                yaml.text("prefix", ""),
                with == null ? null : source(with),
                forms,
                creation(yaml.mapping("create"), groups),
                unit(yaml),
                times);
    }

    private @Nullable NumberUnit unit(Mapping yaml) {
        String name = yaml.optionalText("unit");
        if (name == null) {
            return null;
        }
        NumberUnit unit = NumberUnit.of(name);
        if (unit == null) {
            faults.at(yaml.place("unit"), "yaml_choice_expected", "unit", name, NumberUnit.ALL);
        }
        return unit;
    }

    private List<DateForm> forms(Mapping yaml) {
        List<DateForm> forms = new ArrayList<>();
        for (String letters : yaml.texts("form")) {
            try {
                forms.add(DateForm.of(letters));
            } catch (IllegalArgumentException e) {
                faults.at(yaml.place("form"), "profile_bad_form", letters);
            }
        }
        return forms;
    }

    /** A whole number is a group of the pattern, a mapping a cell, anything else a constant. */
    private Map<String, Profile.CellSource> creation(@Nullable Mapping create, int groups) {
        Map<String, Profile.CellSource> sources = new LinkedHashMap<>();
        if (create == null) {
            return sources;
        }
        create.entries().forEach((key, node) -> {
            if (node.isMapping()) {
                sources.put(key, source(new Mapping(node, faults)));
            } else if (node.scalar().matches("\\d{1,2}")) {
                int group = Integer.parseInt(node.scalar());
                if (group > groups) {
                    faults.at(node, "profile_no_such_group", group, groups);
                }
                sources.put(key, literal(null, group));
            } else {
                sources.put(key, literal(node.scalar(), 0));
            }
        });
        return sources;
    }

    private static Profile.CellSource literal(@Nullable String constant, int group) {
        return new Profile.CellSource(
                List.of(), constant, false, false, false, null, group, Map.of(), null, "", null, List.of(), Map.of(),
                null, null);
    }

    @Nullable
    Pattern pattern(Mapping yaml, String key) {
        String text = yaml.text(key, "");
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            faults.at(yaml.place(key), "profile_bad_pattern", text, e.getDescription());
            return null;
        }
    }
}
