package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads one rule of a profile: on which rows it works, and where each field of the observation comes from. */
final class RowRuleReader {
    private final Faults faults;
    private final CellSourceReader cells;

    RowRuleReader(Faults faults) {
        this.faults = faults;
        this.cells = new CellSourceReader(faults);
    }

    Profile.RowRule read(Mapping yaml) {
        List<String> keys = new ArrayList<>(List.of("when"));
        Map<Profile.Field, Profile.CellSource> fields = new EnumMap<>(Profile.Field.class);
        for (Profile.Field field : Profile.Field.values()) {
            keys.add(field.key());
            YamlNode node = yaml.get(field.key());
            if (node != null) {
                fields.put(field, cells.source(new Mapping(node, faults)));
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

    List<Profile.Condition> conditions(@Nullable Mapping when) {
        List<Profile.Condition> conditions = new ArrayList<>();
        if (when != null) {
            when.entries().forEach((column, node) -> {
                if (!node.isMapping()) {
                    if (node.isNull()) {
                        faults.at(node, "profile_empty_condition", column);
                    }
                    conditions.add(new Profile.Condition(column, new HashSet<>(when.texts(column)), false, null));
                    return;
                }
                Mapping test = new Mapping(node, faults).only("not", "matches");
                if (test.keys().isEmpty()) {
                    faults.at(node, "profile_empty_condition", column);
                }
                if (test.has("matches")) {
                    conditions.add(new Profile.Condition(column, Set.of(), false, cells.pattern(test, "matches")));
                }
                if (test.keys().contains("not")) {
                    conditions.add(new Profile.Condition(column, new HashSet<>(test.texts("not")), true, null));
                }
            });
        }
        return conditions;
    }

    /** Where the fields of an intake's rows come from. */
    Profile.FieldRule read(Into into, @Nullable Mapping yaml, @Nullable Mapping when) {
        Map<IntakeField, Profile.CellSource> fields = new EnumMap<>(IntakeField.class);
        if (yaml != null) {
            yaml.only(into.fields().stream().map(IntakeField::key).toArray(String[]::new));
            for (IntakeField field : into.fields()) {
                YamlNode node = yaml.get(field.key());
                if (node != null) {
                    Mapping source = new Mapping(node, faults);
                    fields.put(
                            field,
                            field.type() == IntakeField.Type.INSTANT ? cells.instant(source) : cells.source(source));
                }
            }
            for (IntakeField needed : into.required()) {
                if (!fields.containsKey(needed)) {
                    faults.at(yaml.node(), "yaml_missing_key", needed.key());
                }
            }
        }
        return new Profile.FieldRule(conditions(when), fields);
    }
}
