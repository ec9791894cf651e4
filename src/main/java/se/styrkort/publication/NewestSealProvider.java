package se.styrkort.publication;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.store.StoreFailureException;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Seal;

/** The newest publication at the foot of every printed page; asked for anew each time, since another instance may publish. */
@Singleton
final class NewestSealProvider implements Seal {
    private static final Logger LOG = LoggerFactory.getLogger(NewestSealProvider.class);

    private final TransactionFactory transactions;
    private final PublicationRepository publications;

    NewestSealProvider(TransactionFactory transactions, PublicationRepository publications) {
        this.transactions = transactions;
        this.publications = publications;
    }

    @Override
    public @Nullable Stamp newest() {
        try {
            return transactions
                    .inSnapshot(publications::newest)
                    .map(newest -> new Stamp(newest.id(), newest.publishedAt(), newest.shortHash(), newest.hash()))
                    .orElse(null);
        } catch (StoreFailureException e) {
            // a page that tells that the database is gone is printed without it
            LOG.debug("the newest publication is not known", e);
            return null;
        }
    }
}
