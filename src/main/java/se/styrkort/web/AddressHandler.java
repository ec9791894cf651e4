package se.styrkort.web;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.PreparedStatement;
import se.styrkort.store.TransactionFactory;

/** Tells readers of the database where the pages are, so that a dashboard can lead to them. */
@Singleton
final class AddressHandler implements ApplicationEventListener<ServerStartupEvent> {
    private final WebConfiguration configuration;
    private final TransactionFactory transactions;

    AddressHandler(WebConfiguration configuration, TransactionFactory transactions) {
        this.configuration = configuration;
        this.transactions = transactions;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        String address = configuration
                .origin()
                .map(URI::toString)
                .orElse("http://localhost:" + event.getSource().getPort());
        transactions.inTransaction(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into styrkort.setting (base_url) values (?)
                    on conflict (one) do update set base_url = excluded.base_url
                    where setting.base_url <> excluded.base_url""")) {
                upsert.setString(1, address);
                return upsert.executeUpdate();
            }
        });
    }
}
