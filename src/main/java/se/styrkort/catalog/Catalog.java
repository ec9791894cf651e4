package se.styrkort.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalog as it was at one revision. Immutable, and small enough to be held whole. */
public final class Catalog {
    /**
     * An entry in the version in force.
     *
     * @param id what series refer to
     * @param revision the one that made this version
     */
    public record Version(long id, long revision, CatalogEntry entry) {}

    private final Map<Kind, Map<String, Version>> byCode = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, List<Version>>> byName = new EnumMap<>(Kind.class);
    private final Map<Long, Version> byId = new HashMap<>();

    public Catalog(Collection<Version> versions) {
        for (Kind kind : Kind.values()) {
            byCode.put(kind, new TreeMap<>());
            byName.put(kind, new HashMap<>());
        }
        for (Version version : versions) {
            CatalogEntry entry = version.entry();
            byId.put(version.id(), version);
            section(byCode, entry.entryKind()).put(entry.code(), version);
            for (String name : names(entry)) {
                List<Version> same =
                        section(byName, entry.entryKind()).computeIfAbsent(folded(name), key -> new ArrayList<>());
                if (!same.contains(version)) {
                    same.add(version);
                }
            }
        }
    }

    private static <V> Map<String, V> section(Map<Kind, Map<String, V>> sections, Kind kind) {
        return sections.computeIfAbsent(kind, key -> new LinkedHashMap<>());
    }

    private static List<String> names(CatalogEntry entry) {
        List<String> names = new ArrayList<>();
        switch (entry) {
            case Service service -> {
                names.add(service.name().sv());
                names.add(service.name().en());
                names.addAll(service.aliases());
            }
            case Organisation organisation -> {
                names.add(organisation.name().sv());
                names.add(organisation.name().en());
                names.addAll(organisation.aliases());
            }
            default -> {}
        }
        return names;
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** All versions of a kind, by code. */
    public List<Version> list(Kind kind) {
        return List.copyOf(section(byCode, kind).values());
    }

    public Optional<Version> find(Kind kind, String code) {
        return Optional.ofNullable(section(byCode, kind).get(code));
    }

    public Optional<Version> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Those that a person may mean: the one with this code, else all with this name or alias, whatever the case of the
     * letters. Empty: unknown; several: ambiguous.
     */
    public List<Version> lookUp(Kind kind, String codeOrName) {
        Version exact = section(byCode, kind).get(codeOrName.strip());
        if (exact != null) {
            return List.of(exact);
        }
        return section(byName, kind).getOrDefault(folded(codeOrName), List.of());
    }

    /** An organisation and those above it, from the nearest to the top; only itself when the catalog does not know it. */
    public List<String> upwards(String organisation) {
        Set<String> upwards = new LinkedHashSet<>(List.of(organisation));
        Organisation at = organisation(organisation);
        while (at != null && at.parent() != null && upwards.add(at.parent())) {
            at = organisation(at.parent());
        }
        return List.copyOf(upwards);
    }

    public boolean isEmpty() {
        return byId.isEmpty();
    }

    public @Nullable Metric metric(String code) {
        return find(Kind.METRIC, code).map(version -> (Metric) version.entry()).orElse(null);
    }

    public @Nullable Service service(String code) {
        return find(Kind.SERVICE, code)
                .map(version -> (Service) version.entry())
                .orElse(null);
    }

    public @Nullable Organisation organisation(String code) {
        return find(Kind.ORGANISATION, code)
                .map(version -> (Organisation) version.entry())
                .orElse(null);
    }

    public @Nullable AvailabilityGroup availabilityGroup(String code) {
        return find(Kind.AVAILABILITY_GROUP, code)
                .map(version -> (AvailabilityGroup) version.entry())
                .orElse(null);
    }

    public @Nullable Survey survey(String code) {
        return find(Kind.SURVEY, code).map(version -> (Survey) version.entry()).orElse(null);
    }

    /** The code of an entry by what series refer to; null for the null that stands for none. */
    public @Nullable String codeOf(@Nullable Long id) {
        if (id == null) {
            return null;
        }
        Version version = byId.get(id);
        return version == null ? null : version.entry().code();
    }
}
