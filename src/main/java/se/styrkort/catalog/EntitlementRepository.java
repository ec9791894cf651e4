package se.styrkort.catalog;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import se.styrkort.security.Actor;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** Spells out what an actor may see, with the catalog as it is now. */
@Singleton
public final class EntitlementRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;

    EntitlementRepository(TransactionFactory transactions, RevisionRepository revisions, CatalogRepository catalogs) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
    }

    /** The catalog as it is now, which scopes are spelled out with. */
    public Catalog catalog() {
        return transactions.inSnapshot(connection -> catalogs.read(connection, revisions.at(connection, null)));
    }

    public Entitlement of(Actor actor) {
        return transactions.inSnapshot(connection -> of(connection, actor));
    }

    public Entitlement of(Connection connection, Actor actor) throws SQLException {
        return Entitlement.of(actor, catalogs.read(connection, revisions.at(connection, null)));
    }
}
