package se.styrkort.document;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a document, read key by key. What is missing, misspelt or of the wrong form becomes a fault at its place
 * and reading goes on with a stand-in, so that one look shows every fault.
 */
public final class Mapping {
    private final YamlNode node;
    private final Faults faults;
    private final Map<String, YamlNode> entries;

    public Mapping(YamlNode node, Faults faults) {
        this.node = node;
        this.faults = faults;
        this.entries = node.entries();
        if (!node.isMapping()) {
            faults.at(node, "yaml_mapping_expected");
        }
    }

    private Mapping(Mapping whole) {
        this.node = whole.node;
        this.faults = whole.faults;
        this.entries = Map.of();
    }

    /** A part that is not there: it has no keys, and what it should have had is missed in the whole. */
    public Mapping empty() {
        return new Mapping(this);
    }

    public YamlNode node() {
        return node;
    }

    public Faults faults() {
        return faults;
    }

    /** Every key that is not among these is a fault: a misspelt key must not be a silent nothing. */
    public Mapping only(String... keys) {
        Set<String> known = Set.of(keys);
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                faults.at(value, "yaml_unknown_key", key, String.join(", ", new TreeSet<>(known)));
            }
        });
        return this;
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    /** The value of a key, or null where it is absent or written as {@code null}. */
    public @Nullable YamlNode get(String key) {
        YamlNode value = entries.get(key);
        return value == null || value.isNull() ? null : value;
    }

    /** The node of the key where it is present, else of the mapping: where to point. */
    public YamlNode place(String key) {
        YamlNode value = entries.get(key);
        return value == null ? node : value;
    }

    public boolean has(String key) {
        return get(key) != null;
    }

    public String text(String key) {
        String value = optionalText(key);
        if (value == null || value.isBlank()) {
            YamlNode written = get(key);
            if (written == null || written.isScalar()) {
                faults.at(place(key), "yaml_missing_key", key);
            }
            return "";
        }
        return value;
    }

    public @Nullable String optionalText(String key) {
        YamlNode value = get(key);
        if (value == null) {
            return null;
        }
        if (!value.isScalar()) {
            faults.at(value, "yaml_text_expected", key);
            return null;
        }
        return value.scalar();
    }

    public String text(String key, String otherwise) {
        String value = optionalText(key);
        return value == null ? otherwise : value;
    }

    public @Nullable BigDecimal optionalNumber(String key) {
        String value = optionalText(key);
        if (value == null) {
            return null;
        }
        try {
            return new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            faults.at(place(key), "yaml_number_expected", key, value);
            return null;
        }
    }

    public @Nullable Integer optionalInteger(String key) {
        BigDecimal value = optionalNumber(key);
        if (value == null) {
            return null;
        }
        try {
            return value.intValueExact();
        } catch (ArithmeticException e) {
            faults.at(place(key), "yaml_whole_number_expected", key, value);
            return null;
        }
    }

    /** One of the constants of an enum, written in lower case. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String value = optionalText(key);
        if (value == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value.strip())) {
                return constant;
            }
        }
        String allowed = java.util.Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
        faults.at(place(key), "yaml_choice_expected", key, value, allowed);
        return otherwise;
    }

    public List<String> texts(String key) {
        YamlNode value = get(key);
        if (value == null) {
            return List.of();
        }
        return value.items().stream()
                .peek(item -> {
                    if (!item.isScalar()) {
                        faults.at(item, "yaml_text_expected", key);
                    }
                })
                .map(YamlNode::scalar)
                .toList();
    }

    public @Nullable Mapping mapping(String key) {
        YamlNode value = get(key);
        return value == null ? null : new Mapping(value, faults);
    }

    /** A list of mappings; anything else under the key is a fault. */
    public List<Mapping> mappings(String key) {
        YamlNode value = get(key);
        if (value == null) {
            return List.of();
        }
        if (!value.isSequence()) {
            faults.at(value, "yaml_list_expected", key);
            return List.of();
        }
        return value.items().stream().map(item -> new Mapping(item, faults)).toList();
    }

    public Map<String, YamlNode> entries() {
        return new LinkedHashMap<>(entries);
    }
}
