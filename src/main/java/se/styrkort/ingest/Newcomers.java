package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogEntry;
import se.styrkort.catalog.CatalogReader;
import se.styrkort.catalog.Kind;
import se.styrkort.document.Fault;

/**
 * Services and organisations that a file brings and the catalog does not know, where the profile lets it create them.
 * They get their ids at once and become catalog entries when the import is merged.
 */
final class Newcomers {
    /** A new service must belong somewhere: it is put here for a steward to move. */
    private static final String UNASSIGNED = "ofordelat";

    static final int LIMIT = 50_000;

    private final Catalog catalog;
    private final LongSupplier ids;
    private final LinkedHashMap<Key, Newcomer> found = new LinkedHashMap<>();

    private record Key(Kind kind, String code) {}

    /** A catalog entry to be, under a reserved id. */
    record Newcomer(long id, CatalogEntry entry) {}

    Newcomers(Catalog catalog, LongSupplier ids) {
        this.catalog = catalog;
        this.ids = ids;
    }

    List<Newcomer> list() {
        return new ArrayList<>(found.values());
    }

    @Nullable
    Long idOf(Kind kind, String code) {
        Newcomer newcomer = found.get(new Key(kind, code));
        return newcomer == null ? null : newcomer.id();
    }

    int count() {
        return found.size();
    }

    /** Forgets those that came after the first so many: the row that brought them was rejected. */
    void keepOnly(int count) {
        while (found.size() > count) {
            found.pollLastEntry();
        }
    }

    /** Creates an entry with these keys (those of the catalog's YAML), or says what is wrong with them. */
    List<Fault> create(Kind kind, Map<String, String> keys) {
        if (found.size() >= LIMIT) {
            return List.of(Fault.ofWhole("too_many_newcomers", LIMIT));
        }
        Map<String, String> all = new LinkedHashMap<>(keys);
        StringBuilder yaml = new StringBuilder("{");
        if (kind == Kind.SERVICE && !all.containsKey("product")) {
            all.put("product", UNASSIGNED);
            yaml.append(
                    "\"objects\": [{\"code\": \"ofordelat\", \"name\": {\"sv\": \"Ofördelat\", \"en\": \"Unassigned\"}}], "
                            + "\"products\": [{\"code\": \"ofordelat\", \"object\": \"ofordelat\", "
                            + "\"name\": {\"sv\": \"Ofördelat\", \"en\": \"Unassigned\"}}], ");
        }
        yaml.append(quoted(kind.section())).append(": [{");
        String comma = "";
        for (Map.Entry<String, String> key : all.entrySet()) {
            yaml.append(comma).append(quoted(key.getKey())).append(": ").append(quoted(key.getValue()));
            comma = ", ";
        }
        yaml.append("}]}");
        CatalogReader.Reading reading = CatalogReader.read(yaml.toString(), known(all), code -> true);
        if (!reading.faults().isEmpty()) {
            return reading.faults();
        }
        for (CatalogEntry entry : reading.entries()) {
            if (catalog.find(entry.entryKind(), entry.code()).isEmpty()) {
                found.computeIfAbsent(
                        new Key(entry.entryKind(), entry.code()), key -> new Newcomer(ids.getAsLong(), entry));
            }
        }
        return List.of();
    }

    /** Newcomers may refer to newcomers, such as a unit to the board created two lines before. */
    private Catalog known(Map<String, String> keys) {
        if (!keys.containsKey("parent") || found.isEmpty()) {
            return catalog;
        }
        List<Catalog.Version> versions = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            versions.addAll(catalog.list(kind));
        }
        found.values().forEach(newcomer -> versions.add(new Catalog.Version(newcomer.id(), 0, newcomer.entry())));
        return new Catalog(versions);
    }

    /** A double-quoted scalar, in which YAML and JSON agree. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == '\u007F' || c == '\uFEFF') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
