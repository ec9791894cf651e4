package se.styrkort.ingest;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** Forgets deliveries that nobody has confirmed for a day: what was only tried must not stay. */
@Singleton
class ProposalJob {
    private final ProposalRepository proposals;
    private boolean stopped;

    ProposalJob(ProposalRepository proposals) {
        this.proposals = proposals;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "1h")
    synchronized void forget() {
        if (!stopped) {
            proposals.forgetOld();
        }
    }

    /** Waits for what is being deleted: the connections are closed next. */
    @PreDestroy
    synchronized void stop() {
        stopped = true;
    }
}
