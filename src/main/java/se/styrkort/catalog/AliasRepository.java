package se.styrkort.catalog;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Other names by which files know services and organisations. */
@Singleton
public class AliasRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;

    AliasRepository(TransactionFactory transactions, RevisionRepository revisions, CatalogRepository catalogs) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
    }

    /**
     * The code, where the catalog has an entry of it.
     *
     * @throws ProblemException where it has none
     */
    public String require(Kind kind, String code) {
        return transactions.inSnapshot(connection -> catalogs.read(connection, revisions.at(connection, null))
                .find(kind, code)
                .orElseThrow(() -> new ProblemException(404, "unknown_entry", kind.code(), code))
                .entry()
                .code());
    }

    /**
     * Gives a service or organisation one more name. One that it has already changes nothing.
     *
     * @throws ProblemException where there is no such entry, entries of its kind have no aliases, or another is already
     *     called so
     */
    public void add(Kind kind, String code, String alias, String actor) {
        transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            Catalog catalog = catalogs.read(connection, revision - 1);
            CatalogEntry entry = catalog.find(kind, code)
                    .orElseThrow(() -> new ProblemException(404, "unknown_entry", kind.code(), code))
                    .entry();
            catalog.lookUp(kind, alias).stream()
                    .map(version -> version.entry().code())
                    .filter(other -> !other.equals(code))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new ProblemException(409, "alias_taken", alias, other);
                    });
            CatalogEntry named =
                    switch (entry) {
                        case Service service -> service.withAliases(with(service.aliases(), alias));
                        case Organisation organisation -> organisation.withAliases(with(organisation.aliases(), alias));
                        default -> throw new ProblemException(409, "no_aliases", kind.code());
                    };
            if (!catalogs.merge(connection, catalog, List.of(named), revision).isNothing()) {
                revisions.commit(connection, revision, actor, "catalog", null, null);
            }
            return named;
        });
    }

    private static List<String> with(List<String> aliases, String alias) {
        List<String> all = new ArrayList<>(aliases);
        if (!all.contains(alias)) {
            all.add(alias);
        }
        return all;
    }
}
