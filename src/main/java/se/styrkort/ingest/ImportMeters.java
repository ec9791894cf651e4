package se.styrkort.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the only way in has done since the start, for Prometheus. Every meter is there from the start, so that the first
 * failure is a rise from 0. Dry runs change nothing and are not counted as imports.
 *
 * <pre>
 * styrkort_imports_total                    deliveries that reached the door, whatever became of them
 * styrkort_import_failures_total            those of them that left nothing behind: unreadable, refused whole, or broken off
 * styrkort_ingest_rows_total{outcome}       rows of the deliveries that went in: used, filtered, blank, rejected
 * styrkort_ingest_merge_seconds             from the wait for the revision lock to the last statement of a merge, of
 *                                           dry runs too, since they hold others up as well
 * </pre>
 */
@Singleton
final class ImportMeters {
    private static final Duration[] LIMITS = {
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final Counter imports;
    private final Counter failures;
    private final Counter used;
    private final Counter filtered;
    private final Counter blank;
    private final Counter rejected;
    private final Timer merge;

    ImportMeters(MeterRegistry registry) {
        imports = Counter.builder("styrkort.imports")
                .description("Deliveries that reached the door, whatever became of them")
                .register(registry);
        failures = Counter.builder("styrkort.import.failures")
                .description("Deliveries that left nothing behind: unreadable, refused whole or broken off")
                .register(registry);
        used = rows(registry, "used");
        filtered = rows(registry, "filtered");
        blank = rows(registry, "blank");
        rejected = rows(registry, "rejected");
        merge = Timer.builder("styrkort.ingest.merge")
                .description("How long a merge took, the wait for its turn included")
                .serviceLevelObjectives(LIMITS)
                .register(registry);
    }

    private static Counter rows(MeterRegistry registry, String outcome) {
        return Counter.builder("styrkort.ingest.rows")
                .tag("outcome", outcome)
                .description("Rows of deliveries that went in, by what became of them")
                .register(registry);
    }

    void succeeded(ImportReport report) {
        // a replay is no delivery, and its rows have been counted
        if (report.dryRun() || report.replayOf() != null) {
            return;
        }
        imports.increment();
        used.increment((double) report.used());
        filtered.increment((double) report.filtered());
        blank.increment((double) report.blank());
        rejected.increment((double) report.rejected());
    }

    void failed() {
        imports.increment();
        failures.increment();
    }

    /** A merge, under the revision lock. */
    @FunctionalInterface
    interface Merge {
        ImportReport run() throws SQLException, IOException;
    }

    /** Runs it and keeps how long it took, however it ended. */
    ImportReport timed(Merge work) throws SQLException, IOException {
        long from = System.nanoTime();
        try {
            return work.run();
        } finally {
            merge.record(System.nanoTime() - from, TimeUnit.NANOSECONDS);
        }
    }
}
