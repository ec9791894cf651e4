package se.styrkort.ingest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.document.Fault;

/** Finds the services and organisations that rows name: by code, name or alias, or among those that the file brings. */
final class EntryResolver {
    private static final int REMEMBERED = 20_000;

    private final Profile profile;
    private final Catalog catalog;
    private final SourceMappings mappings;
    private final Newcomers newcomers;
    private final CellReader cells;
    private final Map<String, Long> ids = new HashMap<>();

    /** Told why a row cannot be taken in, as the code of a rejection. */
    @FunctionalInterface
    interface Refusal {
        void because(String code, Object... args);
    }

    EntryResolver(Profile profile, Catalog catalog, SourceMappings mappings, Newcomers newcomers, CellReader cells) {
        this.profile = profile;
        this.catalog = catalog;
        this.mappings = mappings;
        this.newcomers = newcomers;
        this.cells = cells;
    }

    /**
     * The id of the entry that the row names; 0 after a refusal.
     *
     * @param text what the source made of its cell, not empty
     */
    long id(Kind kind, Profile.CellSource source, RawRow row, String text, Refusal refusal) {
        if (ids.size() > REMEMBERED) {
            ids.clear();
        }
        String code = code(source, row, text);
        String key = kind.code() + ' ' + text + '\n' + code;
        Long known = ids.get(key);
        if (known == null) {
            known = find(kind, source, row, text, code, refusal);
            if (known > 0) {
                ids.put(key, known);
            }
        }
        return known;
    }

    /** Forgets the newcomers after the first so many: the row that brought them was rejected. */
    void forgetNewcomers(int kept) {
        newcomers.keepOnly(kept);
        ids.clear();
    }

    /**
     * What names the entry: the code that {@code create} says, else the text itself. Two entries may share a name, so
     * where the file has codes a name alone does not make two rows speak of the same entry.
     */
    private String code(Profile.CellSource source, RawRow row, String text) {
        Profile.CellSource creation = source.create().get("code");
        String code = creation == null ? null : cells.text(creation, source, row);
        return code == null || code.isEmpty() ? text : code;
    }

    private long find(Kind kind, Profile.CellSource source, RawRow row, String text, String code, Refusal refusal) {
        Optional<Catalog.Version> exact = catalog.find(kind, mappings.code(kind, text));
        if (exact.isPresent()) {
            return exact.get().id();
        }
        List<Catalog.Version> found = catalog.lookUp(kind, code);
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        if (found.size() > 1) {
            List<String> codes =
                    found.stream().map(version -> version.entry().code()).toList();
            refusal.because("ambiguous_" + kind.code(), text, String.join(", ", codes));
            return 0;
        }
        Long newcomer = newcomers.idOf(kind, code);
        return newcomer != null ? newcomer : create(kind, source, row, text, code, refusal);
    }

    private long create(Kind kind, Profile.CellSource source, RawRow row, String text, String code, Refusal refusal) {
        Map<String, String> keys = new LinkedHashMap<>();
        if (source.create().isEmpty() && !profile.createUnknown()) {
            refusal.because("unknown_" + kind.code(), text);
            return 0;
        }
        keys.put("code", code);
        source.create().forEach((key, creation) -> {
            String value = key.equals("code") ? code : cells.text(creation, source, row);
            if (value != null && !value.isEmpty()) {
                keys.put(key, value);
            }
        });
        keys.putIfAbsent("name", text);
        List<Fault> faults = newcomers.create(kind, keys);
        if (!faults.isEmpty()) {
            refusal.because("cannot_create", text, faults.getFirst().code());
            return 0;
        }
        Long created = newcomers.idOf(kind, code);
        return created == null ? 0 : created;
    }
}
