package se.styrkort.web;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import se.styrkort.store.TransactionFactory;

/** What {@code GET /health} and {@code /health/readiness} answer: 200 when the program can serve, else 503. */
@Singleton
@io.micronaut.management.health.indicator.annotation.Readiness
final class ReadinessProvider implements HealthIndicator {
    private final Readiness readiness;
    private final TransactionFactory transactions;
    private final ExecutorService blocking;

    ReadinessProvider(
            Readiness readiness,
            TransactionFactory transactions,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.readiness = readiness;
        this.transactions = transactions;
        this.blocking = blocking;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(this::result, blocking));
    }

    private HealthResult result() {
        boolean up = readiness.isReady() && transactions.databaseAnswers();
        return HealthResult.builder("styrkort", up ? HealthStatus.UP : HealthStatus.DOWN)
                .build();
    }
}
