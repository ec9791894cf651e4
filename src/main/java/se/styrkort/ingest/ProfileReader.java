package se.styrkort.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
                "fields",
                "when");
        Into into = into(yaml);
        Format format = format(yaml);
        RowRuleReader rules = new RowRuleReader(faults);
        List<Profile.RowRule> rows = into == Into.OBSERVATIONS
                ? yaml.mappings("rows").stream().map(rules::read).toList()
                : List.of();
        if (into == Into.OBSERVATIONS) {
            notHere(yaml, into, "fields", "when");
            if (rows.isEmpty()) {
                faults.at(yaml.place("rows"), "profile_without_rows");
            }
        } else {
            notHere(yaml, into, "rows", "combine", "replaces");
            if (into != Into.ANSWERS) {
                notHere(yaml, into, "unpivot");
            }
            if (!yaml.has("fields")) {
                faults.at(yaml.node(), "yaml_missing_key", "fields");
            }
        }
        return new Profile(
                yaml.text("code"),
                into,
                format,
                onlyWith(yaml, "sheet", format, Format.XLSX) ? yaml.optionalText("sheet") : null,
                onlyWith(yaml, "records", format, Format.JSON) ? records(yaml) : RecordPath.ROOT,
                allowed(yaml, "encoding", "auto", "auto", "utf-8", "utf-16", "windows-1252"),
                delimiter(yaml),
                header(yaml),
                decimal(yaml),
                thousands(yaml),
                emptyStates(yaml),
                unpivot(yaml),
                lastBy(yaml),
                rows,
                into == Into.OBSERVATIONS ? null : rules.read(into, yaml.mapping("fields"), yaml.mapping("when")),
                yaml.choice("combine", Combine.class, Combine.REJECT),
                keep(yaml, into, format),
                yaml.choice("replaces", Profile.Replaces.class, Profile.Replaces.NONE),
                allowed(yaml, "unknown", "reject", "reject", "create").equals("create"),
                allowed(yaml, "other_columns", "ignore", "ignore", "refuse").equals("refuse"));
    }

    private Into into(Mapping yaml) {
        String code = yaml.text("into", Into.OBSERVATIONS.code());
        Optional<Into> into = Into.of(code);
        if (into.isEmpty()) {
            faults.at(yaml.place("into"), "profile_not_supported", "into", code);
        }
        return into.orElse(Into.OBSERVATIONS);
    }

    private void notHere(Mapping yaml, Into into, String... keys) {
        for (String key : keys) {
            if (yaml.has(key)) {
                faults.at(yaml.place(key), "profile_key_of_other_into", key, into.code());
            }
        }
    }

    /** Without the key CSV; {@code auto} is found in the content. */
    private @Nullable Format format(Mapping yaml) {
        String code = allowed(yaml, "format", "csv", "auto", "csv", "json", "ndjson", "xlsx");
        return Format.of(code);
    }

    /** Whether the key is there; where the form has no use for it, that is a fault. */
    private boolean onlyWith(Mapping yaml, String key, @Nullable Format format, Format needed) {
        if (yaml.has(key) && format != null && format != needed) {
            faults.at(yaml.place(key), "profile_key_of_format", key, needed.code());
        }
        return yaml.has(key);
    }

    private RecordPath records(Mapping yaml) {
        String text = yaml.text("records");
        RecordPath path = RecordPath.of(text);
        if (path == null) {
            faults.at(yaml.place("records"), "profile_bad_path", text);
        }
        return path == null ? RecordPath.ROOT : path;
    }

    private Profile.@Nullable Unpivot unpivot(Mapping yaml) {
        Mapping unpivot = yaml.mapping("unpivot");
        if (unpivot == null) {
            return null;
        }
        unpivot.only("columns", "as");
        String text = unpivot.text("columns");
        String as = unpivot.text("as");
        if (as.equals(Profile.Unpivot.CELL)) {
            faults.at(unpivot.place("as"), "profile_reserved_name", as);
        }
        try {
            return new Profile.Unpivot(Pattern.compile(text), as);
        } catch (PatternSyntaxException e) {
            faults.at(unpivot.place("columns"), "profile_bad_pattern", text, e.getDescription());
            return null;
        }
    }

    private Profile.@Nullable LastBy lastBy(Mapping yaml) {
        Mapping lastBy = yaml.mapping("last_by");
        if (lastBy == null) {
            return null;
        }
        lastBy.only("key", "order");
        return new Profile.LastBy(lastBy.text("key"), lastBy.text("order"));
    }

    /** A workbook cannot be kept without some of its columns: it would have to be written anew. */
    private Profile.Keep keep(Mapping yaml, Into into, @Nullable Format format) {
        if (into == Into.ANSWERS) {
            return keepNoAnswers(yaml);
        }
        Profile.Keep keep = yaml.choice("keep", Profile.Keep.class, Profile.Keep.CONTENT);
        if (keep == Profile.Keep.COLUMNS && (format == null || format == Format.XLSX)) {
            faults.at(yaml.place("keep"), "profile_keep_columns");
        }
        return keep;
    }

    /** What one person answered is not kept, whatever a profile wants. */
    private Profile.Keep keepNoAnswers(Mapping yaml) {
        if (yaml.choice("keep", Profile.Keep.class, Profile.Keep.NONE) != Profile.Keep.NONE) {
            faults.at(yaml.place("keep"), "profile_keep_answers");
        }
        return Profile.Keep.NONE;
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

    private @Nullable Character delimiter(Mapping yaml) {
        Character delimiter = sign(yaml, "delimiter");
        if (delimiter != null && (delimiter == '"' || delimiter == '\n' || delimiter == '\r')) {
            faults.at(yaml.place("delimiter"), "profile_one_sign", "delimiter", delimiter);
        }
        return delimiter;
    }

    private @Nullable Character decimal(Mapping yaml) {
        Character decimal = sign(yaml, "decimal");
        if (decimal != null && decimal != ',' && decimal != '.') {
            faults.at(yaml.place("decimal"), "yaml_choice_expected", "decimal", decimal, "auto , .");
        }
        return decimal;
    }

    private @Nullable Character thousands(Mapping yaml) {
        Character thousands = sign(yaml, "thousands");
        if (thousands != null
                && (Character.isLetterOrDigit(thousands)
                        || "+-".indexOf(thousands) >= 0
                        || thousands.equals(sign(yaml, "decimal")))) {
            faults.at(yaml.place("thousands"), "profile_bad_thousands", thousands);
        }
        return thousands;
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
}
