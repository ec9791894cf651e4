package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Fault;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;
import se.styrkort.observation.Combine;
import se.styrkort.observation.State;

/** Reads an import profile from YAML. */
final class ProfileReader {
    private static final Map<String, State> EMPTY_STATES =
            Map.of("", State.MISSING, "-", State.MISSING, ".", State.NOT_APPLICABLE, "..", State.SECRET);
    private static final Set<String> CELL_KEYS = Set.of(
            "column",
            "constant",
            "filename",
            "pattern",
            "group",
            "map",
            "otherwise",
            "prefix",
            "form",
            "create",
            "optional");

    private final Faults faults = new Faults();

    private ProfileReader() {}

    /** The profile, null when there are faults. */
    record Reading(@Nullable Profile profile, List<Fault> faults) {}

    static Reading read(String yaml) {
        ProfileReader reader = new ProfileReader();
        YamlNode root = YamlNode.parse(yaml, reader.faults);
        Profile profile = root == null ? null : reader.profile(new Mapping(root, reader.faults));
        return new Reading(reader.faults.isEmpty() ? profile : null, reader.faults.list());
    }

    private Profile profile(Mapping yaml) {
        yaml.only(
                "code",
                "name",
                "into",
                "format",
                "encoding",
                "delimiter",
                "header",
                "decimal",
                "thousands",
                "empty_states",
                "keep",
                "rows",
                "combine",
                "unknown",
                "other_columns",
                "replaces",
                "unpivot",
                "last_by",
                "sheet",
                "records",
                "fields");
        onlyHere(yaml, "into", "observations");
        onlyHere(yaml, "format", "csv");
        onlyHere(yaml, "keep", "content");
        onlyHere(yaml, "replaces", "none");
        for (String later : List.of("unpivot", "last_by", "sheet", "records", "fields")) {
            if (yaml.has(later)) {
                faults.at(yaml.place(later), "profile_not_supported", later, "-");
            }
        }
        List<Profile.RowRule> rows =
                yaml.mappings("rows").stream().map(this::rule).toList();
        if (rows.isEmpty()) {
            faults.at(yaml.place("rows"), "profile_without_rows");
        }
        return new Profile(
                yaml.text("code"),
                allowed(yaml, "encoding", "auto", "auto", "utf-8", "utf-16", "windows-1252"),
                sign(yaml, "delimiter"),
                header(yaml),
                sign(yaml, "decimal"),
                sign(yaml, "thousands"),
                emptyStates(yaml),
                rows,
                yaml.choice("combine", Combine.class, Combine.REJECT),
                allowed(yaml, "unknown", "reject", "reject", "create").equals("create"),
                allowed(yaml, "other_columns", "ignore", "ignore", "refuse").equals("refuse"));
    }

    private void onlyHere(Mapping yaml, String key, String supported) {
        String value = yaml.text(key, supported);
        if (!value.equals(supported)) {
            faults.at(yaml.place(key), "profile_not_supported", key, value);
        }
    }

    private String allowed(Mapping yaml, String key, String otherwise, String... values) {
        String value = yaml.text(key, otherwise).toLowerCase(Locale.ROOT);
        if (!List.of(values).contains(value)) {
            faults.at(yaml.place(key), "yaml_choice_expected", key, value, String.join(", ", values));
        }
        return value;
    }

    private @Nullable Character sign(Mapping yaml, String key) {
        String value = yaml.text(key, "auto");
        if (value.equals("auto")) {
            return null;
        }
        if (value.equals("tab")) {
            return '\t';
        }
        if (value.length() != 1) {
            faults.at(yaml.place(key), "profile_one_sign", key, value);
            return null;
        }
        return value.charAt(0);
    }

    private int header(Mapping yaml) {
        if ("none".equals(yaml.optionalText("header"))) {
            return 0;
        }
        Integer row = yaml.optionalInteger("header");
        if (row != null && (row < 1 || row > 1000)) {
            faults.at(yaml.place("header"), "profile_header_row", row);
        }
        return row == null ? 1 : row;
    }

    private Map<String, State> emptyStates(Mapping yaml) {
        Mapping states = yaml.mapping("empty_states");
        if (states == null) {
            return EMPTY_STATES;
        }
        states.only("missing", "not_applicable", "secret");
        Map<String, State> texts = new LinkedHashMap<>();
        states.texts("missing").forEach(text -> texts.put(text, State.MISSING));
        states.texts("not_applicable").forEach(text -> texts.put(text, State.NOT_APPLICABLE));
        states.texts("secret").forEach(text -> texts.put(text, State.SECRET));
        return texts;
    }

    private Profile.RowRule rule(Mapping yaml) {
        List<String> keys = new ArrayList<>(List.of("when"));
        Map<Profile.Field, Profile.CellSource> fields = new EnumMap<>(Profile.Field.class);
        for (Profile.Field field : Profile.Field.values()) {
            keys.add(field.key());
            YamlNode node = yaml.get(field.key());
            if (node != null) {
                fields.put(field, source(new Mapping(node, faults)));
            }
        }
        yaml.only(keys.toArray(String[]::new));
        for (Profile.Field needed : List.of(Profile.Field.METRIC, Profile.Field.PERIOD, Profile.Field.VALUE)) {
            if (!fields.containsKey(needed)) {
                faults.at(yaml.node(), "yaml_missing_key", needed.key());
            }
        }
        return new Profile.RowRule(conditions(yaml.mapping("when")), fields);
    }

    private List<Profile.Condition> conditions(@Nullable Mapping when) {
        List<Profile.Condition> conditions = new ArrayList<>();
        if (when != null) {
            when.entries().forEach((column, node) -> {
                if (!node.isMapping()) {
                    conditions.add(new Profile.Condition(column, new HashSet<>(when.texts(column)), false, null));
                    return;
                }
                Mapping test = new Mapping(node, faults).only("not", "matches");
                if (test.has("matches")) {
                    conditions.add(new Profile.Condition(column, Set.of(), false, pattern(test, "matches")));
                }
                if (test.keys().contains("not")) {
                    conditions.add(new Profile.Condition(column, new HashSet<>(test.texts("not")), true, null));
                }
            });
        }
        return conditions;
    }

    private Profile.CellSource source(Mapping yaml) {
        yaml.only(CELL_KEYS.toArray(String[]::new));
        boolean filename = yaml.has("filename");
        if (!yaml.has("column") && yaml.optionalText("constant") == null && !filename) {
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
        Map<String, String> mapped = new LinkedHashMap<>();
        if (map != null) {
            map.keys().forEach(key -> mapped.put(key, map.text(key, "")));
        }
        Mapping otherwise = yaml.mapping("otherwise");
        return new Profile.CellSource(
                yaml.texts("column"),
                yaml.optionalText("constant"),
                filename,
                yaml.text("optional", "false").equals("true"),
                pattern,
                group == null ? (groups > 0 ? 1 : 0) : group,
                mapped,
                otherwise == null ? null : source(otherwise),
                yaml.text("prefix", ""),
                forms(yaml),
                creation(yaml.mapping("create"), groups));
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
                List.of(), constant, false, false, null, group, Map.of(), null, "", List.of(), Map.of());
    }

    private @Nullable Pattern pattern(Mapping yaml, String key) {
        String text = yaml.text(key, "");
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            faults.at(yaml.place(key), "profile_bad_pattern", text, e.getDescription());
            return null;
        }
    }
}
