package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import se.styrkort.store.TransactionFactory;

/** Removes probes that are older than they are kept; runs and figures stay. */
@Singleton
class ProbeRetentionRepository {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final TransactionFactory transactions;
    private final ProbeRepository probes;
    private final MonthlyFiguresConfiguration configuration;
    private final Clock clock;
    private Instant next = Instant.MIN;

    ProbeRetentionRepository(
            TransactionFactory transactions,
            ProbeRepository probes,
            MonthlyFiguresConfiguration configuration,
            Clock clock) {
        this.transactions = transactions;
        this.probes = probes;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Looks at most once an hour. Called by one thread. */
    void tidy() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            Instant oldest = now.minus(Duration.ofDays(configuration.probeDays()));
            transactions.inTransaction(connection -> probes.removeBefore(connection, oldest));
            next = now.plus(PAUSE);
        }
    }
}
