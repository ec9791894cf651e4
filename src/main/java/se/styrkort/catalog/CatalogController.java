package se.styrkort.catalog;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Cursor;
import se.styrkort.web.Instants;
import se.styrkort.web.Listing;
import se.styrkort.web.ProblemException;

/** The catalog over the API: documents in as YAML, entries out as JSON. */
@Controller("/api/v1/catalog")
public class CatalogController {
    private static final int LIMIT = 10_000;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final Trail trail;

    CatalogController(
            TransactionFactory transactions, RevisionRepository revisions, CatalogRepository catalogs, Trail trail) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.trail = trail;
    }

    /**
     * What a document changed.
     *
     * @param revision absent when it changed nothing
     */
    @Serdeable
    public record Loaded(
            int created,
            int changed,
            int unchanged,
            boolean dryRun,
            @Nullable Long revision) {}

    @Needs(Permission.GOVERN)
    @Post
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    Loaded load(@Body String yaml, @QueryValue(defaultValue = "false") boolean dryRun, Actor actor) {
        Loaded loaded = load(yaml, dryRun, actor.name());
        if (loaded.revision() != null) {
            trail.note(
                    actor,
                    "catalog.changed",
                    loaded.created() + " + " + loaded.changed() + ", revision " + loaded.revision());
        }
        return loaded;
    }

    /** Loads a document, all of it or, when anything in it is wrong, nothing. */
    public Loaded load(String yaml, boolean dryRun, String actor) {
        return transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            Catalog current = catalogs.read(connection, revision - 1);
            Set<String> measured = catalogs.measuredMetrics(connection);
            CatalogReader.Reading reading = CatalogReader.read(yaml, current, measured::contains);
            if (!reading.faults().isEmpty()) {
                throw new ProblemException(422, "invalid_catalog", List.of(), reading.faults());
            }
            CatalogRepository.Counts counts = catalogs.merge(connection, current, reading.entries(), revision);
            boolean changed = !counts.isNothing() && !dryRun;
            if (changed) {
                revisions.commit(connection, revision, actor, "catalog", null, null);
            } else {
                connection.rollback();
            }
            return new Loaded(
                    counts.created(), counts.changed(), counts.unchanged(), dryRun, changed ? revision : null);
        });
    }

    @Needs(Permission.ENTER)
    @Get("/{section}")
    Listing<CatalogEntry> list(
            String section,
            @Nullable @QueryValue String asOf,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "1000") int limit) {
        Kind kind = Kind.ofSection(section)
                .orElseThrow(() -> new ProblemException(404, "unknown_catalog_section", section, sections()));
        int most = Math.clamp(limit, 1, LIMIT);
        Cursor after = Cursor.read(cursor, 1);
        long revision = revisions.at(Instants.read("asOf", asOf));
        List<CatalogEntry> entries =
                transactions.inSnapshot(connection -> catalogs.read(connection, revision)).list(kind).stream()
                        .map(Catalog.Version::entry)
                        .filter(entry -> after == null
                                || entry.code().compareTo(after.parts().getFirst()) > 0)
                        .limit(most + 1L)
                        .toList();
        if (entries.size() <= most) {
            return Listing.whole(entries);
        }
        return new Listing<>(
                entries.subList(0, most),
                Cursor.of(entries.get(most - 1).code()).text());
    }

    private static String sections() {
        return Arrays.stream(Kind.values()).map(Kind::section).collect(Collectors.joining(", "));
    }
}
