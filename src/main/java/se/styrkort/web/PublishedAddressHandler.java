package se.styrkort.web;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.PreparedStatement;
import se.styrkort.store.TransactionFactory;

/** Tells readers of the database where the pages are, so that a dashboard's links lead there. */
@Singleton
final class PublishedAddressHandler implements ApplicationEventListener<ServerStartupEvent> {
    private final WebConfiguration web;
    private final TransactionFactory transactions;

    PublishedAddressHandler(WebConfiguration web, TransactionFactory transactions) {
        this.web = web;
        this.transactions = transactions;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        String address = web.origin()
                .map(URI::toString)
                .orElse("http://localhost:" + event.getSource().getPort());
        transactions.inTransaction(connection -> {
            try (PreparedStatement write = connection.prepareStatement("""
                    insert into styrkort.setting (base_url) values (?)
                    on conflict (one) do update set base_url = excluded.base_url""")) {
                write.setString(1, address);
                return write.executeUpdate();
            }
        });
    }
}
