package se.styrkort.document;

import java.util.Locale;

/**
 * A text in Swedish and English. In YAML {@code {sv: …, en: …}} or one string for both.
 */
public record Wording(String sv, String en) {
    /** Reads the key's wording; a fault when it is required and absent. */
    public static Wording read(Mapping mapping, String key, boolean required) {
        YamlNode value = mapping.get(key);
        if (value == null) {
            if (required) {
                mapping.faults().at(mapping.node(), "yaml_missing_key", key);
            }
            return new Wording("", "");
        }
        if (value.isScalar()) {
            return new Wording(value.scalar(), value.scalar());
        }
        Mapping texts = new Mapping(value, mapping.faults()).only("sv", "en");
        String sv = texts.optionalText("sv");
        String en = texts.optionalText("en");
        if (sv == null && en == null) {
            mapping.faults().at(value, "yaml_missing_key", "sv");
        }
        return new Wording(sv == null ? (en == null ? "" : en) : sv, en == null ? (sv == null ? "" : sv) : en);
    }

    public String in(Locale locale) {
        return locale.getLanguage().equals("sv") ? sv : en;
    }
}
