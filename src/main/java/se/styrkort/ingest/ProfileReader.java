package se.styrkort.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        List<Profile.RowRule> rows = yaml.mappings("rows").stream()
                .map(new RowRuleReader(faults)::read)
                .toList();
        if (rows.isEmpty()) {
            faults.at(yaml.place("rows"), "profile_without_rows");
        }
        return new Profile(
                yaml.text("code"),
                allowed(yaml, "encoding", "auto", "auto", "utf-8", "utf-16", "windows-1252"),
                delimiter(yaml),
                header(yaml),
                decimal(yaml),
                thousands(yaml),
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
