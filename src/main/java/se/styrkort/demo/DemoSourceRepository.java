package se.styrkort.demo;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import se.styrkort.store.TransactionFactory;

/** The source of the demonstration, which says of itself that it invents. No other source can, so there is no other way to it. */
@Singleton
class DemoSourceRepository {
    private final TransactionFactory transactions;

    DemoSourceRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /** What is computed of anything that comes from the source is marked {@code SYNTHETIC} from here on. */
    void markAsSynthetic(String source) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement mark = connection.prepareStatement("""
                    insert into styrkort.source (code, synthetic) values (?, true)
                    on conflict (code) do update set synthetic = true""")) {
                mark.setString(1, source);
                return mark.executeUpdate();
            }
        });
    }
}
