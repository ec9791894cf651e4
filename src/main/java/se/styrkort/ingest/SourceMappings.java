package se.styrkort.ingest;

import java.util.Map;
import se.styrkort.catalog.Kind;

/** What the texts of one source stand for, where the catalog does not know them: codes by kind and text. */
record SourceMappings(Map<Kind, Map<String, String>> codes) {
    static final SourceMappings NONE = new SourceMappings(Map.of());

    /** The code that the text stands for, whatever space is around it, else the text itself. */
    String code(Kind kind, String text) {
        return codes.getOrDefault(kind, Map.of()).getOrDefault(text.strip(), text);
    }
}
