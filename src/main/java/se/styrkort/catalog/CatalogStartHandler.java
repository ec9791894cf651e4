package se.styrkort.catalog;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/**
 * Gives an empty catalog the metrics and service hours that every municipality can use. Afterwards the catalog is the
 * municipality's: it is never overwritten by a release.
 */
@Singleton
@Order(CatalogStartHandler.BEFORE_MODELS)
public final class CatalogStartHandler implements ApplicationEventListener<StartupEvent> {
    /** Models speak of metrics, so these come first. */
    static final int BEFORE_MODELS = -10;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final CatalogController loading;

    CatalogStartHandler(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            CatalogController loading) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.loading = loading;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        boolean empty = transactions.inTransaction(connection ->
                catalogs.read(connection, revisions.at(connection, null)).isEmpty());
        if (empty) {
            load("/shipped/definitions.yaml");
        }
    }

    /** Loads a document that comes with the program. */
    public void load(String resource) {
        try (InputStream in = CatalogStartHandler.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the program: " + resource);
            }
            loading.load(new String(in.readAllBytes(), StandardCharsets.UTF_8), false, "styrkort");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
